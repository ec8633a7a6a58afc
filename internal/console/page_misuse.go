package console

import (
	"fengcun"
	"fengcun/internal/registry"
)

var misuseRoutes = []route{
	{"GET /misuses", (*visit).misusesPage, false},
	{"POST /misuses/{id}/closing", (*visit).closeMisuse, false},
}

type misusesView struct {
	Form     *form
	Misuses  []registry.MisuseView
	Outcomes []option
	Closes   bool
	Self     fengcun.StaffID
}

func (v *visit) misusesPage() error { return v.showMisuses(blank()) }

func (v *visit) showMisuses(f *form) error {
	list, err := v.parts.Registry.Misuses(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	view := misusesView{
		Form: f, Misuses: list, Outcomes: named(v.look, "misuse_outcome", fengcun.MisuseOutcomes()...),
		Closes: v.actor().Role == fengcun.RoleApprover, Self: v.actor().Staff,
	}
	if f.good() {
		return v.page("misuses", view)
	}
	return v.again(f, "misuses", view)
}

// closeMisuse closes a misuse as the second person.
func (v *visit) closeMisuse() error {
	f := v.form()
	id, err := v.id("id")
	if err != nil {
		return err
	}
	outcome := fengcun.MisuseOutcome(v.one(f, "outcome", "console.misuses.no_outcome", texts(fengcun.MisuseOutcomes())...))
	done := fengcun.Particular(v.text(f, "done", "console.misuses.no_done"))
	if !f.good() {
		return v.showMisuses(f)
	}
	if err := v.parts.Registry.CloseMisuse(v.keyed(f), v.actor(), id, outcome, done); err != nil {
		if err := v.blame(f, err, "outcome", "outcome", "done", "done"); err != nil {
			return err
		}
		return v.showMisuses(f)
	}
	return v.goOn("/misuses")
}
