package console

import "fengcun"

// The slip of an organ that is not competent: one link for each organ to which
// somebody can be sent.
var redirectRoutes = []route{
	{"GET /redirect", (*visit).redirectPage, false},
	{"GET /redirect/{organ}/paper.pdf", (*visit).redirectPDF, false},
}

func (v *visit) redirectPage() error {
	organs, err := v.parts.Registry.Organs(v.ctx())
	if err != nil {
		return err
	}
	var others []fengcun.Organ
	for _, o := range organs {
		if o.ID != v.organ.ID {
			others = append(others, o)
		}
	}
	return v.page("redirect", struct{ Organs []fengcun.Organ }{others})
}

func (v *visit) redirectPDF() error {
	doc, err := v.parts.Registry.RedirectApplicant(v.ctx(), v.actor(), fengcun.OrganID(v.r.PathValue("organ")))
	return v.handOut(doc.PDF, typePDF, "paper.pdf", err)
}
