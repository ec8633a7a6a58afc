package main

import (
	"strconv"

	"fengcun"
	"fengcun/internal/node"
)

// guardianCmd shows who represents a person in a matter, and bars who may not.
type guardianCmd struct {
	List guardianListCmd `cmd:"" help:"${help_guardian_list}"`
	Bar  guardianBarCmd  `cmd:"" help:"${help_guardian_bar}"`
}

// guardianListCmd lists.
type guardianListCmd struct {
	actorFlags
	Record string `arg:"" help:"${help_record}"`
}

// Run lists.
func (c *guardianListCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		list, err := n.Registry.Guardians(p.ctx, actor, id)
		if err != nil {
			return err
		}
		out := guardianList{[]guardianLine{}}
		for i, g := range list {
			out.Guardians = append(out.Guardians, guardianLine{i + 1, g.Name.Reveal(), g.Relation, g.Barred})
		}
		return p.show(out)
	})
}

type guardianLine struct {
	Number   int    `json:"number"`
	Name     string `json:"name"`
	Relation string `json:"relation"`
	Barred   bool   `json:"barred"`
}

type guardianList struct {
	Guardians []guardianLine `json:"guardians"`
}

func (l guardianList) text(v voice) []string {
	var rows [][]string
	for _, g := range l.Guardians {
		row := []string{strconv.Itoa(g.Number), g.Name, g.Relation}
		if g.Barred {
			row = append(row, v.say("guardian.is_barred", nil))
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return []string{v.say("guardian.none", nil)}
	}
	return table(rows)
}

// guardianBarCmd bars.
type guardianBarCmd struct {
	actorFlags
	Record string `arg:"" help:"${help_record}"`
	Number int    `required:"" placeholder:"N" help:"${help_guardian_number}"`
	Reason string `required:"" placeholder:"CODE" help:"${help_guardian_reason}"`
}

// Run bars.
func (c *guardianBarCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.BarGuardian(p.ctx, actor, id, c.Number, fengcun.BarReason(c.Reason)); err != nil {
			return err
		}
		return p.show(done{"guardian.done"})
	})
}
