package console

import (
	"strconv"

	"fengcun"
	"fengcun/internal/registry"
	"fengcun/law"
)

var concludeRoutes = []route{
	{"GET /matters/{id}/conclude", (*visit).concludePage, false},
	{"POST /matters/{id}/conclude", (*visit).conclude, false},
}

type concludeView struct {
	Form         *form
	Matter       registry.MatterView
	Dispositions []option
	Truths       []option
	Facts        law.Facts
	Ages         []law.Line
	Would        *law.Decision // what the law would say to what was typed
}

// concludeView reads the facts of the filing: they are what is completed here.
func (v *visit) concludeView(f *form) (concludeView, error) {
	view := concludeView{Form: f, Truths: named(v.look, "console.truth", "yes", "no")}
	id, err := v.id("id")
	if err != nil {
		return view, err
	}
	if view.Matter, err = v.parts.Registry.Matter(v.ctx(), v.actor(), id); err != nil {
		return view, err
	}
	v.stale(f, view.Matter)
	read, err := v.parts.Registry.Read(v.ctx(), v.actor(), view.Matter.Copy)
	if err != nil {
		return view, err
	}
	view.Facts = read.Facts
	view.Ages = law.Ages(read.Facts.Birth, read.Facts.Acts, law.Language(v.look.Lang()))
	for _, d := range fengcun.Dispositions() {
		if !d.Running() {
			view.Dispositions = append(view.Dispositions, option{Value: string(d), Text: v.look.Text("disposition."+string(d), nil)})
		}
	}
	return view, nil
}

func (v *visit) concludePage() error {
	f := blank()
	view, err := v.concludeView(f)
	if err != nil {
		return err
	}
	f.Values.Set("adults", answered(view.Facts.JointCrime.WithAdults))
	f.Values.Set("separate", answered(view.Facts.JointCrime.Separate))
	f.Values.Set("used", answered(view.Facts.UsedInOtherCase))
	o := view.Facts.Outcome
	if !o.Disposition.Running() {
		f.Values.Set("disposition", string(o.Disposition))
	}
	for _, d := range outcomeDates {
		if day := *d.of(&o); !day.IsZero() {
			f.Values.Set(d.field, day.String())
		}
	}
	for name, n := range map[string]int{"years": o.Term.Years, "months": o.Term.Months, "days": o.Term.Days} {
		if n > 0 {
			f.Values.Set(name, strconv.Itoa(n))
		}
	}
	return v.page("conclude", view)
}

// conclude records how the proceedings ended. Before that a button says what the law
// would decide on it.
func (v *visit) conclude() error {
	f := v.form()
	view, err := v.concludeView(f)
	if err != nil {
		return err
	}
	facts := v.outcome(f, view.Facts)
	if f.good() {
		would := law.Decide(facts, v.today())
		view.Would = &would
	}
	if f.Get("more") != "" {
		return v.again(f, "conclude", view)
	}
	if f.good() {
		err := v.parts.Registry.Conclude(v.keyed(f), v.actor(), registry.Conclusion{Record: view.Matter.Record, Facts: facts})
		if err == nil {
			next := "/decide"
			if facts.Outcome.EffectToConfirm() {
				next = "/effect"
			}
			return v.goOn("/matters/" + view.Matter.Record.String() + next)
		}
		if err := v.blame(f, err, "disposition", "disposition"); err != nil {
			return err
		}
	}
	return v.again(f, "conclude", view)
}
