package console

import (
	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/registry"
)

// Changes of roles, accounts and organs that wait for their second person.
var changeRoutes = []route{
	{"GET /changes", (*visit).changesPage, false},
	{"POST /changes/{id}/approve", (*visit).approveChange, false},
	{"POST /changes/{id}/refuse", (*visit).refuseChange, false},
}

type changesView struct {
	Form    *form
	Waiting []registry.ProposedChange
	Names   map[fengcun.OrganID]string
	Me      fengcun.StaffID
	Secret  identity.Password // of a reset, told once
	Done    bool
}

func (v *visit) changesView(f *form) (changesView, error) {
	view := changesView{Form: f, Names: map[fengcun.OrganID]string{}, Me: v.session.Staff}
	organs, err := v.parts.Registry.Organs(v.ctx())
	if err != nil {
		return view, err
	}
	for _, o := range organs {
		view.Names[o.ID] = o.Name
	}
	view.Waiting, err = v.parts.Registry.Changes(v.ctx(), v.actor())
	return view, err
}

func (v *visit) changesPage() error {
	view, err := v.changesView(blank())
	if err != nil {
		return err
	}
	return v.page("changes", view)
}

// approveChange makes a change. The new secret of an account is shown once, here.
func (v *visit) approveChange() error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	secret, err := v.parts.Registry.ApproveChange(v.ctx(), v.actor(), id)
	return v.changed(secret, err)
}

func (v *visit) refuseChange() error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	return v.changed("", v.parts.Registry.RefuseChange(v.ctx(), v.actor(), id))
}

func (v *visit) changed(secret identity.Password, err error) error {
	f := v.form()
	if err != nil {
		if err := v.blame(f, err); err != nil {
			return err
		}
	}
	view, err := v.changesView(f)
	if err != nil {
		return err
	}
	if !f.good() {
		return v.again(f, "changes", view)
	}
	view.Secret, view.Done = secret, true
	return v.page("changes", view)
}
