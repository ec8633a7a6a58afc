package console

import (
	"fengcun"
	"fengcun/internal/registry"
)

var enforcementRoutes = []route{
	{"GET /copies/{id}/enforcement", (*visit).enforcementPage, false},
	{"POST /copies/{id}/enforcement", (*visit).endEnforcement, false},
	{"POST /notices/{id}/ended", (*visit).endService, false},
}

type enforcementView struct {
	Form    *form
	Task    registry.Task
	Reasons []option
	Organs  []option // other agencies
}

// enforcementView finds the copy among the visitor's own tasks: nobody else learns what
// there is.
func (v *visit) enforcementView(f *form) (enforcementView, error) {
	view := enforcementView{Form: f, Reasons: named(v.look, "enforcement_ending", fengcun.EnforcementEndings()...)}
	id, err := v.id("id")
	if err != nil {
		return view, err
	}
	if view.Task, err = v.parts.Registry.Task(v.ctx(), v.actor(), registry.StepEndEnforcement, id); err != nil {
		return view, err
	}
	organs, err := v.parts.Registry.Organs(v.ctx())
	for _, o := range organs {
		if o.Kind == fengcun.Justice && o.ID != v.organ.ID {
			view.Organs = append(view.Organs, option{Value: string(o.ID), Text: o.Name})
		}
	}
	return view, err
}

func (v *visit) enforcementPage() error {
	view, err := v.enforcementView(blank())
	if err != nil {
		return err
	}
	return v.page("enforcement", view)
}

// endEnforcement enters how and when enforcement in the community ended (Article 13).
func (v *visit) endEnforcement() error {
	f := v.form()
	view, err := v.enforcementView(f)
	if err != nil {
		return err
	}
	q := registry.EnforcementEnd{
		Copy: view.Task.Copy, On: v.day(f, "on", "console.enforcement.no_day"),
		Reason: fengcun.EnforcementEnding(v.one(f, "reason", "console.enforcement.no_reason", texts(fengcun.EnforcementEndings())...)),
		To:     fengcun.OrganID(v.one(f, "to", "", values(view.Organs)...)),
	}
	if f.good() {
		err := v.parts.Registry.EndEnforcement(v.keyed(f), v.actor(), q)
		if err == nil {
			return v.goOn("/work")
		}
		if err := v.blame(f, err, "on", "on", "reason", "reason", "to", "to"); err != nil {
			return err
		}
	}
	return v.again(f, "enforcement", view)
}

// endService ends service on a person who died.
func (v *visit) endService() error {
	f := v.form()
	id, err := v.id("id")
	if err != nil {
		return err
	}
	if err := v.parts.Registry.EndService(v.keyed(f), v.actor(), id, fengcun.ServiceEndedByDeath); err != nil {
		if err := v.blame(f, err); err != nil {
			return err
		}
		return v.again(f, "served", servedView{f, id})
	}
	return v.goOn("/work")
}
