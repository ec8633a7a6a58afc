package console

import (
	"fengcun/internal/registry"
)

// Whoever applied asks without an account how far the application has come.
var trackRoutes = []route{
	{"GET /track", (*visit).trackPage, true},
	{"POST /track", (*visit).track, true},
	{"GET /certificates/{id}/receipt.pdf", (*visit).receiptPDF, false},
}

type trackView struct {
	Form    *form
	Tracked *registry.Tracked
}

func (v *visit) trackPage() error { return v.page("track", trackView{Form: blank()}) }

// track shows what was found, or that nothing was, on the same page: it does not say
// which of number and code was wrong. What was typed does not stand there again.
func (v *visit) track() error {
	f := v.form()
	number, code := v.text(f, "number", "console.track.no_number"), v.text(f, "code", "console.track.no_code")
	if !f.good() {
		return v.again(f, "track", trackView{Form: f})
	}
	tracked, err := v.parts.Registry.Track(v.ctx(), number, code)
	if err != nil {
		return err
	}
	return v.page("track", trackView{Form: blank(), Tracked: &tracked})
}

func (v *visit) receiptPDF() error {
	doc, err := v.paperOf(v.parts.Registry.CertificateReceipt)
	return v.handOut(doc.PDF, typePDF, "paper.pdf", err)
}
