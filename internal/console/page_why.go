package console

import (
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/registry"
)

// Who may do what, and on which article: for those who grant roles or read the log.
// It asks about roles, never about a person or a record.
var whyRoutes = []route{
	{"GET /why", (*visit).whyPage, false},
	{"POST /why", (*visit).why, false},
}

type whyView struct {
	Form      *form
	Roles     []option
	Acts      []option
	Whose     []option
	Answer    *registry.Why
	Situation registry.Situation
}

func (v *visit) whyView(f *form) (whyView, error) {
	view := whyView{Form: f, Roles: named(v.look, "role", fengcun.Roles()...), Whose: named(v.look, "console.why.whose", "self", "another")}
	if v.actor().Role != fengcun.RoleSecurityAdmin && v.actor().Role != fengcun.RoleAuditAdmin {
		return view, errMiss
	}
	for _, a := range v.parts.Registry.Acts() {
		view.Acts = append(view.Acts, option{Value: string(a), Text: v.look.actName(a)})
	}
	slices.SortFunc(view.Acts, func(a, b option) int { return strings.Compare(a.Text, b.Text) })
	return view, nil
}

func (v *visit) whyPage() error {
	view, err := v.whyView(blank())
	if err != nil {
		return err
	}
	return v.page("why", view)
}

func (v *visit) why() error {
	f := v.form()
	view, err := v.whyView(f)
	if err != nil {
		return err
	}
	s := &view.Situation
	s.Role = fengcun.Role(v.one(f, "role", "console.role.none", values(view.Roles)...))
	act := v.one(f, "act", "console.why.no_act", values(view.Acts)...)
	for _, a := range v.parts.Registry.Acts() {
		if string(a) == act {
			s.Act = a
		}
	}
	s.OtherOrgan, s.Sealed, s.Warranted = f.Has("is", "other"), f.Has("is", "sealed"), f.Has("is", "warranted")
	s.Proposed = fengcun.StaffID(v.one(f, "proposed", "", values(view.Whose)...))
	s.Task = fengcun.StaffID(v.one(f, "task", "", values(view.Whose)...))
	if !f.good() {
		return v.again(f, "why", view)
	}
	answer, err := v.parts.Registry.Why(*s)
	if err != nil {
		return err
	}
	view.Answer = &answer
	return v.page("why", view)
}
