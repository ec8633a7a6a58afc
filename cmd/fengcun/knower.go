package main

import (
	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// knowerCmd keeps the list of those outside the organs who know of a matter.
type knowerCmd struct {
	Add   knowerAddCmd   `cmd:"" help:"${help_knower_add}"`
	List  knowerListCmd  `cmd:"" help:"${help_knower_list}"`
	Print knowerPrintCmd `cmd:"" help:"${help_knower_print}"`
	Told  knowerToldCmd  `cmd:"" help:"${help_knower_told}"`
}

// knowerAddCmd puts somebody on the list. The name is read from standard input, never
// from the command line.
type knowerAddCmd struct {
	actorFlags
	Copy     string `arg:"" help:"${help_copy}"`
	Capacity string `required:"" placeholder:"CODE" help:"${help_knower_capacity}"`
	Request  string `arg:"" optional:"" default:"-" help:"${help_knower_request}"`
}

// Run adds.
func (c *knowerAddCmd) Run(p *program) error {
	id, err := idFlag(c.Copy, "copy")
	if err != nil {
		return err
	}
	var q struct {
		Name string `json:"name"`
	}
	if err := p.readRequest(c.Request, &q); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		id, err := n.Registry.ListKnower(p.ctx, actor, registry.NewKnower{Copy: id, Capacity: fengcun.KnowerCapacity(c.Capacity), Name: fengcun.Particular(q.Name)})
		if err != nil {
			return err
		}
		return p.show(knowerID{id})
	})
}

type knowerID struct {
	Knower fengcun.ID `json:"knower"`
}

func (k knowerID) text(v voice) []string { return []string{v.field("word.knower", k.Knower.String())} }

// knowerListCmd shows the list of a copy.
type knowerListCmd struct {
	actorFlags
	Copy string `arg:"" help:"${help_copy}"`
}

// Run lists.
func (c *knowerListCmd) Run(p *program) error {
	id, err := idFlag(c.Copy, "copy")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		list, err := n.Registry.Knowers(p.ctx, actor, id)
		if err != nil {
			return err
		}
		out := knowerList{Knowers: []knowerLine{}}
		for _, k := range list {
			out.Knowers = append(out.Knowers, knowerLine{k.ID, k.Capacity, k.State, k.Name.Reveal(), k.ToldOn, k.Way})
		}
		return p.show(out)
	})
}

type knowerLine struct {
	Knower   fengcun.ID             `json:"knower"`
	Capacity fengcun.KnowerCapacity `json:"capacity"`
	State    fengcun.KnowerState    `json:"state"`
	Name     string                 `json:"name"`
	ToldOn   fengcun.Date           `json:"toldOn,omitzero"`
	Way      fengcun.Telling        `json:"way,omitempty"`
}

type knowerList struct {
	Knowers []knowerLine `json:"knowers"`
}

func (l knowerList) text(v voice) []string {
	if len(l.Knowers) == 0 {
		return []string{v.say("knower.none", nil)}
	}
	var rows [][]string
	for _, k := range l.Knowers {
		row := []string{k.Knower.String(), v.term("knower_capacity", string(k.Capacity)), k.Name, v.term("state.knower", string(k.State))}
		if !k.ToldOn.IsZero() {
			row = append(row, v.locale.Date(k.ToldOn), v.term("telling", string(k.Way)))
		}
		rows = append(rows, row)
	}
	return table(rows)
}

// knowerPrintCmd prints the notice of the duty of secrecy.
type knowerPrintCmd struct {
	actorFlags
	Knower string `arg:"" help:"${help_knower_id}"`
	Output string `short:"o" placeholder:"FILE" help:"${help_knower_output}"`
}

// Run prints.
func (c *knowerPrintCmd) Run(p *program) error {
	id, err := idFlag(c.Knower, "knower")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		doc, err := n.Registry.SecrecyNotice(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.deliver(doc, c.Output)
	})
}

// knowerToldCmd records that somebody was told.
type knowerToldCmd struct {
	actorFlags
	Knower string `arg:"" help:"${help_knower_id}"`
	On     string `required:"" placeholder:"DATE" help:"${help_knower_on}"`
	Way    string `required:"" placeholder:"CODE" help:"${help_knower_way}"`
}

// Run records.
func (c *knowerToldCmd) Run(p *program) error {
	id, err := idFlag(c.Knower, "knower")
	if err != nil {
		return err
	}
	on, err := dateFlag(c.On, "on")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.TellKnower(p.ctx, actor, id, on, fengcun.Telling(c.Way)); err != nil {
			return err
		}
		return p.show(done{"knower.told"})
	})
}
