package console

import (
	"strings"

	"fengcun"
)

var roleRoutes = []route{
	{"GET /role", (*visit).rolePage, false},
	{"POST /role", (*visit).chooseRole, false},
}

type roleView struct {
	Form  *form
	Roles []option
}

func (v *visit) rolePage() error { return v.showRoles(blank()) }

func (v *visit) showRoles(f *form) error {
	view := roleView{Form: f}
	for _, m := range v.session.Memberships {
		organ, err := v.parts.Registry.Organ(v.ctx(), m.Organ)
		if err != nil {
			return err
		}
		view.Roles = append(view.Roles, option{
			Value: string(m.Organ) + "/" + string(m.Role), Text: v.look.Text("role."+string(m.Role), nil), Note: organ.Name,
		})
	}
	if f.good() {
		return v.page("role", view)
	}
	return v.again(f, "role", view)
}

// chooseRole goes on in another role, under another token.
func (v *visit) chooseRole() error {
	f := v.form()
	organ, role, _ := strings.Cut(f.Get("role"), "/")
	if role == "" {
		f.reject("role", v.look.Text("console.role.none", nil))
		return v.showRoles(f)
	}
	in, err := v.parts.Registry.ChooseRole(v.ctx(), v.token, fengcun.OrganID(organ), fengcun.Role(role))
	if err != nil {
		return err
	}
	return v.signedIn(in)
}
