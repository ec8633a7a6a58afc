package console

import (
	"fengcun/calendar"
	"fengcun/internal/registry"
)

var termRoutes = []route{
	{"GET /terms", (*visit).termPage, false},
	{"POST /terms", (*visit).computeTerm, false},
}

type termView struct {
	Form  *form
	Terms []option
	Found *calendar.Deadline
	Lines []string

	Entered []registry.EnteredDays
}

// termView offers the terms that are computed. At the window only those of the
// window, which are the same for everybody.
func (v *visit) termView(f *form) (termView, error) {
	view := termView{Form: f}
	for _, t := range calendar.Terms() {
		window := t.Code == calendar.CertificateIssue || t.Code == calendar.RecheckOpinion || t.Code == calendar.RecheckOpinionExtended
		if t.Standing == calendar.History || v.shell("terms", nil).Window && !window {
			continue
		}
		view.Terms = append(view.Terms, option{Value: string(t.Code), Text: v.look.Text("console.duty."+string(t.Code), nil)})
	}
	var err error
	view.Entered, err = v.parts.Registry.EnteredDays(v.ctx())
	return view, err
}

func (v *visit) termPage() error {
	view, err := v.termView(blank("start", v.today().String()))
	if err != nil {
		return err
	}
	return v.page("terms", view)
}

func (v *visit) computeTerm() error {
	f := v.form()
	view, err := v.termView(f)
	if err != nil {
		return err
	}
	var codes []string
	for _, t := range view.Terms {
		codes = append(codes, t.Value)
	}
	code := v.one(f, "duty", "console.terms.no_duty", codes...)
	start := v.day(f, "start", "console.terms.no_start")
	if !f.good() {
		return v.again(f, "terms", view)
	}
	d, err := v.parts.Registry.Due(v.ctx(), calendar.TermCode(code), start)
	if err != nil {
		if err := v.blame(f, err, "start", "start"); err != nil {
			return err
		}
		return v.again(f, "terms", view)
	}
	view.Found, view.Lines = &d, d.Explain(string(v.look.Lang()))
	return v.page("terms", view)
}

// dueFromToday is the end of a term that would start today.
func (v *visit) dueFromToday(duty calendar.TermCode) (*calendar.Deadline, error) {
	d, err := v.parts.Registry.Due(v.ctx(), duty, v.today())
	return &d, err
}
