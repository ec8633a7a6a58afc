package console

import (
	"strconv"

	"fengcun"
	"fengcun/internal/registry"
)

var guardianRoutes = []route{
	{"GET /matters/{id}/guardians", (*visit).guardiansPage, false},
	{"POST /matters/{id}/guardians", (*visit).barGuardian, false},
}

type guardiansView struct {
	Form    *form
	Matter  registry.MatterView
	List    []fengcun.Guardian
	Numbers []option
	Reasons []option
}

func (v *visit) guardiansView(f *form) (guardiansView, error) {
	view := guardiansView{Form: f, Reasons: named(v.look, "bar_reason", fengcun.BarReasons()...)}
	id, err := v.id("id")
	if err != nil {
		return view, err
	}
	if view.Matter, err = v.parts.Registry.Matter(v.ctx(), v.actor(), id); err != nil {
		return view, err
	}
	view.List, err = v.parts.Registry.Guardians(v.ctx(), v.actor(), view.Matter.Record)
	for i, g := range view.List {
		if !g.Barred {
			view.Numbers = append(view.Numbers, option{Value: strconv.Itoa(i + 1), Text: strconv.Itoa(i + 1)})
		}
	}
	return view, err
}

func (v *visit) guardiansPage() error {
	view, err := v.guardiansView(blank())
	if err != nil {
		return err
	}
	return v.page("guardians", view)
}

// barGuardian bars a representative in the matter.
func (v *visit) barGuardian() error {
	f := v.form()
	view, err := v.guardiansView(f)
	if err != nil {
		return err
	}
	number, _ := strconv.Atoi(v.one(f, "number", "console.guardians.no_number", values(view.Numbers)...)) // one of those offered
	reason := v.one(f, "reason", "console.guardians.no_reason", texts(fengcun.BarReasons())...)
	if f.good() {
		err := v.parts.Registry.BarGuardian(v.keyed(f), v.actor(), view.Matter.Record, number, fengcun.BarReason(reason))
		if err == nil {
			return v.goOn(v.r.URL.Path)
		}
		if err := v.blame(f, err, "guardian", "number", "reason", "reason"); err != nil {
			return err
		}
	}
	return v.again(f, "guardians", view)
}
