package console

import (
	"fengcun/calendar"
	"fengcun/internal/registry"
)

var effectRoutes = []route{
	{"GET /matters/{id}/effect", (*visit).effectPage, false},
	{"POST /matters/{id}/effect", (*visit).effect, false},
}

type effectView struct {
	Form    *form
	Matter  registry.MatterView
	Reasons []option
}

func (v *visit) effectView(f *form) (effectView, error) {
	id, err := v.id("id")
	if err != nil {
		return effectView{}, err
	}
	m, err := v.parts.Registry.Matter(v.ctx(), v.actor(), id)
	v.stale(f, m)
	return effectView{Form: f, Matter: m, Reasons: named(v.look, "console.effect.reasons", calendar.ConfirmationReasons()...)}, err
}

func (v *visit) effectPage() error {
	view, err := v.effectView(blank("no-appeal", v.today().String(), "reason", string(calendar.FileStatesDay)))
	if err != nil {
		return err
	}
	return v.page("effect", view)
}

// effect confirms the day on which the judgment took effect (Article 11).
func (v *visit) effect() error {
	f := v.form()
	view, err := v.effectView(f)
	if err != nil {
		return err
	}
	q := calendar.Confirmation{
		NoAppealKnown: v.day(f, "no-appeal", "console.effect.no_day"),
		Reason:        calendar.ConfirmationReason(f.Get("reason")),
	}
	if f.good() {
		err := v.parts.Registry.ConfirmEffect(v.keyed(f), v.actor(), view.Matter.Record, q)
		if err == nil {
			return v.goOn("/matters/" + view.Matter.Record.String() + "/decide")
		}
		if err := v.blame(f, err, "no_appeal_known", "no-appeal", "reason", "reason"); err != nil {
			return err
		}
	}
	return v.again(f, "effect", view)
}
