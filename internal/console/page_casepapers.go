package console

import (
	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/registry"
)

var casePaperRoutes = []route{
	{"GET /matters/{id}/papers", (*visit).casePapers, false},
	{"GET /matters/{id}/papers/paper.pdf", (*visit).casePDF, false},
	{"GET /matters/{id}/papers/paper.docx", (*visit).caseDocx, false},
}

type casePapersView struct {
	Matter registry.MatterView
	Papers []casePaperRow
}

type casePaperRow struct {
	registry.CasePaper
	Whom string
}

// casePapers lists the papers that can be printed about a matter in hand.
func (v *visit) casePapers() error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	papers, err := v.parts.Registry.CasePapers(v.ctx(), v.actor(), id)
	if err != nil {
		return err
	}
	view := casePapersView{}
	if view.Matter, err = v.parts.Registry.Matter(v.ctx(), v.actor(), id); err != nil {
		return err
	}
	for _, p := range papers {
		row := casePaperRow{CasePaper: p}
		switch p.To {
		case "":
		case registry.PersonConcerned:
			row.Whom = v.look.Text("console.notice.person", nil)
		default:
			if row.Whom, err = v.organName(fengcun.OrganID(p.To)); err != nil {
				return err
			}
		}
		view.Papers = append(view.Papers, row)
	}
	return v.page("casepapers", view)
}

func (v *visit) casePDF() error {
	doc, err := v.casePaper()
	return v.handOut(doc.PDF, typePDF, "paper.pdf", err)
}

func (v *visit) caseDocx() error {
	doc, err := v.casePaper()
	return v.handOut(doc.Docx, typeDocx, "paper.docx", err)
}

func (v *visit) casePaper() (registry.Issued, error) {
	id, err := v.id("id")
	if err != nil {
		return registry.Issued{}, err
	}
	q := v.r.URL.Query()
	return v.parts.Registry.PrintCasePaper(v.ctx(), v.actor(), id, registry.CasePaper{
		Form: document.Form(q.Get("form")), Of: parsedID(q.Get("of")), To: q.Get("to"),
	})
}
