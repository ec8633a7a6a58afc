package console

import "fengcun"

var organRoutes = []route{
	{"GET /organs", (*visit).organsPage, false},
	{"POST /organs", (*visit).addOrgan, false},
	{"POST /organs/peers", (*visit).addPeers, false},
}

type organsView struct {
	Form, Peers *form
	Organs      []fengcun.Organ
	Kinds       []option
	Levels      []option
	Choices     []option
}

func (v *visit) organsView(add, peers *form) (organsView, error) {
	organs, err := v.parts.Registry.Organs(v.ctx())
	view := organsView{
		Form: add, Peers: peers, Organs: organs,
		Kinds: named(v.look, "organ", fengcun.Court, fengcun.Procuratorate, fengcun.Police, fengcun.Justice, fengcun.Prison,
			fengcun.Reformatory, fengcun.DetentionHouse, fengcun.ExitEntry, fengcun.StateSecurity, fengcun.CoastGuard,
			fengcun.CustomsPolice, fengcun.MilitarySecOrg),
		Levels: named(v.look, "level", "1", "2", "3", "4"),
	}
	for _, o := range organs {
		view.Choices = append(view.Choices, option{Value: string(o.ID), Text: o.Name})
	}
	return view, err
}

func (v *visit) organsPage() error {
	view, err := v.organsView(blank("from", v.today().String()), blank("since", v.today().String()))
	if err != nil {
		return err
	}
	return v.page("organs", view)
}

// addOrgan registers an organ and makes its keys.
func (v *visit) addOrgan() error {
	f := v.form()
	view, err := v.organsView(f, blank("since", v.today().String()))
	if err != nil {
		return err
	}
	kind := v.one(f, "kind", "console.organs.no_kind", values(view.Kinds)...)
	level := v.one(f, "level", "console.organs.no_level", values(view.Levels)...)
	o := fengcun.Organ{
		ID: fengcun.OrganID(v.text(f, "id", "console.organs.no_id")), Kind: fengcun.OrganKind(kind), Name: v.text(f, "name", "console.organs.no_name"),
		Region: v.text(f, "region", ""), Code: v.text(f, "code", "console.organs.no_code"), ValidFrom: v.day(f, "from", "console.organs.no_from"),
	}
	if level != "" {
		o.Level = fengcun.Level(level[0] - '0')
	}
	if f.good() {
		err := v.parts.Registry.AddOrgan(v.keyed(f), v.actor(), o)
		if err == nil {
			return v.goOn("/organs")
		}
		if err := v.blame(f, err); err != nil {
			return err
		}
	}
	return v.again(f, "organs", view)
}

// addPeers records that two organs are of the same level for each other.
func (v *visit) addPeers() error {
	f := v.form()
	view, err := v.organsView(blank("from", v.today().String()), f)
	if err != nil {
		return err
	}
	one := v.one(f, "one", "console.organs.no_organ", values(view.Choices)...)
	other := v.one(f, "other", "console.organs.no_organ", values(view.Choices)...)
	since := v.day(f, "since", "console.organs.no_from")
	if one == other && one != "" {
		f.reject("other", v.look.Text("console.organs.same", nil))
	}
	if f.good() {
		err := v.parts.Registry.AddPeers(v.keyed(f), v.actor(), fengcun.OrganID(one), fengcun.OrganID(other), since)
		if err == nil {
			return v.goOn("/organs")
		}
		if err := v.blame(f, err); err != nil {
			return err
		}
	}
	return v.again(f, "organs", view)
}

func values(all []option) []string {
	out := make([]string, len(all))
	for i, o := range all {
		out[i] = o.Value
	}
	return out
}
