package console

import (
	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/registry"
)

var inquiryRoutes = []route{
	{"GET /inquiries/new", (*visit).inquiryForm, false},
	{"POST /inquiries/new", (*visit).inquire, false},
}

type inquiryView struct {
	Form   *form
	Term   *calendar.Deadline
	Issued *registry.Issued
	Paper  []paperLine
}

func (v *visit) inquiryForm() error { return v.showInquiry(blank(), nil) }

// showInquiry shows the form, or the decision. Neither has a place for the person:
// the basis is examined before anybody is looked up.
func (v *visit) showInquiry(f *form, issued *registry.Issued) error {
	view := inquiryView{Form: f, Issued: issued}
	var err error
	if view.Term, err = v.dueFromToday(calendar.InquiryDecide); err != nil {
		return err
	}
	if issued != nil {
		view.Paper = paper(*issued)
	}
	if f.good() {
		return v.page("inquiry", view)
	}
	return v.again(f, "inquiry", view)
}

func (v *visit) inquire() error {
	f := v.form()
	q := registry.InquiryApplication{
		Unit:    fengcun.Particular(v.text(f, "unit", "console.inquiry.no_unit")),
		Purpose: v.text(f, "purpose", "console.inquiry.no_purpose"),
		Title:   v.text(f, "title", "console.inquiry.no_title"),
	}
	if !f.good() {
		return v.showInquiry(f, nil)
	}
	q.Key = v.key(f)
	issued, err := v.parts.Registry.Inquire(v.ctx(), v.actor(), q)
	if err != nil {
		if err := v.blame(f, err, "unit", "unit", "purpose", "purpose", "title", "title"); err != nil {
			return err
		}
		return v.showInquiry(f, nil)
	}
	return v.showInquiry(f, &issued)
}
