package console

import (
	"slices"

	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/registry"
)

var staffRoutes = []route{
	{"GET /staff", (*visit).staffPage, false},
	{"POST /staff", (*visit).grantRole, false},
	{"POST /staff/book", (*visit).enterStaff, false},
	{"POST /staff/divisions", (*visit).addDivision, false},
	{"POST /staff/divisions/remove", (*visit).removeDivision, false},
	{"POST /staff/{account}/open", (*visit).openAccount, false},
	{"POST /staff/{account}/reset", (*visit).resetAccount, false},
	{"POST /staff/{account}/revoke/{role}", (*visit).revokeRole, false},
}

type staffView struct {
	Form    *form
	Members []registry.Colleague
	Who     []option // one for each account
	Rooms   []option // divisions
	Roles   []option
	Opened  fengcun.StaffID
	Secret  identity.Password // told once

	Divisions
}

func (v *visit) staffView(f *form) (staffView, error) {
	members, err := v.parts.Registry.StaffBook(v.ctx(), v.actor())
	if err != nil {
		return staffView{}, err
	}
	view := staffView{Form: f, Roles: named(v.look, "role", fengcun.Roles()...)}
	if view.Divisions, err = v.divisions(); err != nil {
		return view, err
	}
	view.Path = "/staff" // also where a form below it was sent to
	for _, d := range view.All {
		view.Rooms = append(view.Rooms, option{Value: d, Text: d})
	}
	for _, m := range members {
		if !slices.ContainsFunc(view.Who, func(o option) bool { return o.Value == string(m.Staff) }) {
			view.Who = append(view.Who, option{Value: string(m.Staff), Text: v.names.account(m.Staff)})
		}
		if view.has(m.Division) {
			view.Members = append(view.Members, m)
		}
	}
	return view, nil
}

// enterStaff says what somebody is called and to which division they belong.
func (v *visit) enterStaff() error {
	f := v.form()
	who := fengcun.StaffID(v.text(f, "who", "console.signin.no_account"))
	name, division := v.text(f, "name", "console.staff.no_name"), v.text(f, "division", "")
	return v.keep(f, func() error { return v.parts.Registry.EnterStaff(v.keyed(f), v.actor(), who, name, division) })
}

func (v *visit) addDivision() error {
	f := v.form()
	name := v.text(f, "new-division", "console.staff.no_division")
	return v.keep(f, func() error { return v.parts.Registry.AddDivision(v.keyed(f), v.actor(), name) })
}

func (v *visit) removeDivision() error {
	f := v.form()
	name := v.text(f, "old-division", "console.staff.no_division")
	return v.keep(f, func() error { return v.parts.Registry.RemoveDivision(v.keyed(f), v.actor(), name) })
}

// keep makes an entry in the book of staff.
func (v *visit) keep(f *form, enter func() error) error {
	if f.good() {
		err := enter()
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
