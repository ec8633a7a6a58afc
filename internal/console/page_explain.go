package console

import (
	"fengcun"
	"fengcun/internal/registry"
)

var explainRoutes = []route{
	{"GET /matters/{id}/explain", (*visit).explainPage, false},
	{"POST /matters/{id}/explain", (*visit).explain, false},
}

type explainView struct {
	Form    *form
	Matter  registry.MatterView
	Modes   []option
	Others  []option
	Reasons []option
}

func (v *visit) explainView(f *form) (explainView, error) {
	id, err := v.id("id")
	if err != nil {
		return explainView{}, err
	}
	m, err := v.parts.Registry.Matter(v.ctx(), v.actor(), id)
	v.stale(f, m)
	return explainView{
		Form: f, Matter: m,
		Modes:   named(v.look, "console.explain.modes", registry.ExplainedOrally, registry.ExplainedInWriting, registry.ExplainedByVideo),
		Others:  named(v.look, "console.explain.audience", registry.ToRepresentative, registry.ToCloseRelative, registry.ToAppropriate),
		Reasons: named(v.look, "console.explain.reasons", registry.ReasonNowAdult, registry.ReasonNoRepresentative),
	}, err
}

func (v *visit) explainPage() error {
	view, err := v.explainView(blank("on", v.today().String(), "mode", string(registry.ExplainedOrally), "person", "yes", "signed", "yes", "who", string(registry.ToRepresentative)))
	if err != nil {
		return err
	}
	return v.page("explain", view)
}

// explain records to whom the system of sealing was explained (Article 8). Whether
// that is enough, the act says.
func (v *visit) explain() error {
	f := v.form()
	view, err := v.explainView(f)
	if err != nil {
		return err
	}
	e := registry.Explanation{
		Record: view.Matter.Record,
		Mode:   registry.ExplanationMode(f.Get("mode")),
		On:     v.day(f, "on", "console.explain.no_day"),
		Signed: f.Has("signed", "yes"),
		Reason: f.Get("reason"),
	}
	if f.Has("person", "yes") {
		e.To = append(e.To, registry.Told{Who: registry.ToPerson})
	}
	if name := v.text(f, "other", ""); name != "" {
		e.To = append(e.To, registry.Told{Who: registry.Audience(f.Get("who")), Name: fengcun.Particular(name)})
	}
	if name := v.text(f, "witness", ""); name != "" {
		e.Witnesses = append(e.Witnesses, fengcun.Particular(name))
	}
	if e.On.After(v.today()) {
		f.reject("on", v.look.Text("console.explain.future", nil))
	}
	if f.good() {
		err := v.parts.Registry.Explain(v.keyed(f), v.actor(), e)
		if err == nil {
			return v.goOn("/matters/" + e.Record.String())
		}
		if err := v.blame(f, err, "on", "on", "mode", "mode", "to", "other", "reason", "reason", "witnesses", "witness"); err != nil {
			return err
		}
	}
	return v.again(f, "explain", view)
}
