package console

import "fengcun/internal/document"

var blankRoutes = []route{
	{"GET /blanks", (*visit).blanks, false},
	{"GET /blanks/{form}/paper.pdf", (*visit).blankPDF, false},
	{"GET /blanks/{form}/paper.docx", (*visit).blankDocx, false},
}

// blanks lists the forms that an applicant fills in by hand.
func (v *visit) blanks() error {
	forms, err := v.parts.Registry.BlankForms(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	return v.page("blanks", forms)
}

func (v *visit) blankPDF() error {
	doc, err := v.parts.Registry.BlankForm(v.ctx(), v.actor(), document.Form(v.r.PathValue("form")))
	return v.handOut(doc.PDF, typePDF, "paper.pdf", err)
}

func (v *visit) blankDocx() error {
	doc, err := v.parts.Registry.BlankForm(v.ctx(), v.actor(), document.Form(v.r.PathValue("form")))
	return v.handOut(doc.Docx, typeDocx, "paper.docx", err)
}
