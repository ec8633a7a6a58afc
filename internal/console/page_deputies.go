package console

import (
	"slices"

	"fengcun"
	"fengcun/internal/registry"
)

// Deputies of those who are away, and the order in which decisions are approved. Both
// are proposed here and made by a second person.
var deputyRoutes = []route{
	{"GET /staff/deputies", (*visit).deputiesPage, false},
	{"POST /staff/deputies", (*visit).nameDeputy, false},
	{"POST /staff/chain", (*visit).setChain, false},
}

type deputiesView struct {
	Form, Chain *form
	Now         registry.Arrangements
	Roles, Acts []option
}

func (v *visit) deputiesView(deputy, chain *form) (deputiesView, error) {
	now, err := v.parts.Registry.Arrangements(v.ctx(), v.actor())
	return deputiesView{deputy, chain, now, named(v.look, "role", fengcun.Roles()...), named(v.look, "act", registry.ChainedActs()...)}, err
}

func (v *visit) deputiesPage() error {
	view, err := v.deputiesView(blank("from", v.today().String()), blank())
	if err != nil {
		return err
	}
	return v.page("deputies", view)
}

func (v *visit) nameDeputy() error {
	f := v.form()
	c := registry.Change{
		Kind: registry.ChangeDeputy, Deputy: fengcun.StaffID(v.text(f, "deputy", "console.signin.no_account")),
		Member: fengcun.Actor{
			Staff: fengcun.StaffID(v.text(f, "away", "console.signin.no_account")), Organ: v.organ.ID,
			Role: fengcun.Role(v.one(f, "role", "console.role.none", texts(fengcun.Roles())...)),
		},
		From: v.day(f, "from", "console.deputies.no_day"), To: v.day(f, "to", "console.deputies.no_day"),
	}
	return v.proposeArrangement(f, c, f, blank())
}

func (v *visit) setChain() error {
	f := v.form()
	acts := registry.ChainedActs()
	c := registry.Change{Kind: registry.ChangeChain, Member: fengcun.Actor{Organ: v.organ.ID}, Chain: v.text(f, "chain", "")}
	if i := slices.Index(texts(acts), v.one(f, "act", "console.deputies.no_act", texts(acts)...)); i >= 0 {
		c.Act = acts[i]
	}
	return v.proposeArrangement(f, c, blank("from", v.today().String()), f)
}

// proposeArrangement puts a change before a second person.
func (v *visit) proposeArrangement(f *form, c registry.Change, deputy, chain *form) error {
	if f.good() {
		_, err := v.parts.Registry.ProposeChange(v.keyed(f), v.actor(), c)
		if err == nil {
			return v.goOn("/changes")
		}
		if err := v.blame(f, err, "chain", "chain", "deputy", "deputy"); err != nil {
			return err
		}
	}
	view, err := v.deputiesView(deputy, chain)
	if err != nil {
		return err
	}
	return v.again(f, "deputies", view)
}
