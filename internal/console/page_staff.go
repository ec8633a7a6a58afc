package console

import (
	"fengcun"
	"fengcun/internal/identity"
)

var staffRoutes = []route{
	{"GET /staff", (*visit).staffPage, false},
	{"POST /staff", (*visit).grantRole, false},
	{"POST /staff/{account}/open", (*visit).openAccount, false},
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

// grantRole lets somebody act for the organ in a role.
func (v *visit) grantRole() error {
	f := v.form()
	account := v.text(f, "account", "console.signin.no_account")
	role := v.one(f, "role", "console.role.none", texts(fengcun.Roles())...)
	if f.good() {
		err := v.parts.Registry.AddMember(v.keyed(f), v.actor(), fengcun.Actor{Staff: fengcun.StaffID(account), Organ: v.organ.ID, Role: fengcun.Role(role)})
		if err == nil {
			return v.goOn("/staff")
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
