package console

import (
	"fengcun"
	"fengcun/internal/registry"
)

var organRoutes = []route{
	{"GET /organs", (*visit).organsPage, false},
	{"POST /organs", (*visit).addOrgan, false},
	{"POST /organs/changes", (*visit).changeOrgans, false},
}

type organsView struct {
	Form, Change *form
	Organs       []fengcun.Organ
	Peers        []registry.Peer
	Names        map[fengcun.OrganID]string
	Kinds        []option
	Levels       []option
	Chains       []option
	Choices      []option
	Changes      []option
	CaseTypes    []option
}

// organChanges are the changes of the list of organs, which two people make.
var organChanges = []registry.ChangeKind{registry.ChangePeers, registry.ChangePeersEnd, registry.ChangeSuperior, registry.ChangeSuccession}

func (v *visit) organsView(add, change *form) (organsView, error) {
	organs, err := v.parts.Registry.Organs(v.ctx())
	if err != nil {
		return organsView{}, err
	}
	view := organsView{
		Form: add, Change: change, Organs: organs, Names: map[fengcun.OrganID]string{},
		Kinds:     named(v.look, "organ", fengcun.OrganKinds()...),
		Levels:    named(v.look, "level", "1", "2", "3", "4"),
		Chains:    named(v.look, "chain", fengcun.Chains()...),
		Changes:   named(v.look, "change", organChanges...),
		CaseTypes: named(v.look, "case_type", fengcun.CaseTypes()...),
	}
	for _, o := range organs {
		view.Choices = append(view.Choices, option{Value: string(o.ID), Text: o.Name})
		view.Names[o.ID] = o.Name
	}
	view.Peers, err = v.parts.Registry.Peers(v.ctx())
	return view, err
}

func (v *visit) blankOrgan() *form  { return blank("from", v.today().String()) }
func (v *visit) blankChange() *form { return blank("day", v.today().String()) }

func (v *visit) organsPage() error {
	view, err := v.organsView(v.blankOrgan(), v.blankChange())
	if err != nil {
		return err
	}
	return v.page("organs", view)
}

// addOrgan registers an organ and makes its keys.
func (v *visit) addOrgan() error {
	f := v.form()
	view, err := v.organsView(f, v.blankChange())
	if err != nil {
		return err
	}
	kind := v.one(f, "kind", "console.organs.no_kind", values(view.Kinds)...)
	level := v.one(f, "level", "console.organs.no_level", values(view.Levels)...)
	o := fengcun.Organ{
		ID: fengcun.OrganID(v.text(f, "id", "console.organs.no_id")), Kind: fengcun.OrganKind(kind), Name: v.text(f, "name", "console.organs.no_name"),
		Region: v.text(f, "region", ""), Code: v.text(f, "code", "console.organs.no_code"), ValidFrom: v.day(f, "from", "console.organs.no_from"),
		Chain: fengcun.Chain(v.one(f, "chain", "", values(view.Chains)...)),
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

// changeOrgans puts a change of the list of organs before a second person.
func (v *visit) changeOrgans() error {
	f := v.form()
	view, err := v.organsView(v.blankOrgan(), f)
	if err != nil {
		return err
	}
	kind := registry.ChangeKind(v.one(f, "change", "console.changes.no_kind", values(view.Changes)...))
	c := registry.Change{
		Kind:  kind,
		Organ: fengcun.OrganID(v.one(f, "one", "console.organs.no_organ", values(view.Choices)...)),
		Other: fengcun.OrganID(v.one(f, "other", "console.organs.no_organ", values(view.Choices)...)),
	}
	if c.Organ == c.Other && c.Organ != "" {
		f.reject("other", v.look.Text("console.organs.same", nil))
	}
	day := v.day(f, "day", "console.organs.no_from")
	switch kind {
	case registry.ChangePeers:
		c.From = day
	case registry.ChangePeersEnd, registry.ChangeSuccession:
		c.To = day
	}
	if kind == registry.ChangePeers || kind == registry.ChangePeersEnd {
		c.In = fengcun.CaseType(v.one(f, "in", "", values(view.CaseTypes)...))
	}
	if f.good() {
		_, err := v.parts.Registry.ProposeChange(v.keyed(f), v.actor(), c)
		if err == nil {
			return v.goOn("/changes")
		}
		if err := v.blame(f, err, "to", "day"); err != nil {
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
