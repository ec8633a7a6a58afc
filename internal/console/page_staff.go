package console

import (
	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/registry"
)

var staffRoutes = []route{
	{"GET /staff", (*visit).staffPage, false},
	{"POST /staff", (*visit).grantRole, false},
	{"POST /staff/{account}/open", (*visit).openAccount, false},
	{"POST /staff/{account}/reset", (*visit).resetAccount, false},
	{"POST /staff/{account}/revoke/{role}", (*visit).revokeRole, false},
}

type staffView struct {
	Form    *form
	Members []fengcun.Actor
	Roles   []option
	Opened  fengcun.StaffID
	Secret  identity.Password // told once
}

func (v *visit) staffView(f *form) (staffView, error) {
	members, err := v.parts.Registry.Members(v.ctx(), v.actor())
	return staffView{Form: f, Members: members, Roles: named(v.look, "role", fengcun.Roles()...)}, err
}

func (v *visit) staffPage() error {
	view, err := v.staffView(blank())
	if err != nil {
		return err
	}
	return v.page("staff", view)
}

// grantRole proposes that somebody may act for the organ in a role.
func (v *visit) grantRole() error {
	f := v.form()
	account := v.text(f, "account", "console.signin.no_account")
	role := v.one(f, "role", "console.role.none", texts(fengcun.Roles())...)
	return v.proposeStaff(f, registry.Change{
		Kind: registry.ChangeRole, Member: fengcun.Actor{Staff: fengcun.StaffID(account), Organ: v.organ.ID, Role: fengcun.Role(role)},
		From: v.day(f, "from", ""), To: v.day(f, "to", ""),
	})
}

// resetAccount proposes a new first secret for an account.
func (v *visit) resetAccount() error {
	return v.proposeStaff(v.form(), registry.Change{
		Kind: registry.ChangeReset, Member: fengcun.Actor{Staff: fengcun.StaffID(v.r.PathValue("account")), Organ: v.organ.ID},
	})
}

// proposeStaff puts a change before a second person.
func (v *visit) proposeStaff(f *form, c registry.Change) error {
	if f.good() {
		_, err := v.parts.Registry.ProposeChange(v.keyed(f), v.actor(), c)
		if err == nil {
			return v.goOn("/changes")
		}
		if err := v.blame(f, err); err != nil {
			return err
		}
	}
	view, err := v.staffView(f)
	if err != nil {
		return err
	}
	return v.again(f, "staff", view)
}

// revokeRole takes a role away, at once.
func (v *visit) revokeRole() error {
	member := fengcun.Actor{Staff: fengcun.StaffID(v.r.PathValue("account")), Organ: v.organ.ID, Role: fengcun.Role(v.r.PathValue("role"))}
	if err := v.parts.Registry.RevokeRole(v.ctx(), v.actor(), member); err != nil {
		return err
	}
	return v.goOn("/staff")
}

// openAccount opens an account and tells its first secret, once.
func (v *visit) openAccount() error {
	f := v.form()
	account := fengcun.StaffID(v.r.PathValue("account"))
	secret, err := v.parts.Registry.OpenAccount(v.ctx(), v.actor(), account)
	if err != nil {
		if err := v.blame(f, err); err != nil {
			return err
		}
	}
	view, err := v.staffView(f)
	if err != nil {
		return err
	}
	if !f.good() {
		return v.again(f, "staff", view)
	}
	view.Opened, view.Secret = account, secret
	return v.page("staff", view)
}
