package main

import (
	"fengcun"
	"fengcun/internal/node"
)

// numberCmd adds a number that the matter was given later.
type numberCmd struct {
	actorFlags
	Record string `arg:"" help:"${help_record}"`
	Number string `required:"" placeholder:"NUMBER" help:"${help_case_number}"`
}

// Run adds it.
func (c *numberCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.AddNumber(p.ctx, actor, id, fengcun.Particular(c.Number)); err != nil {
			return err
		}
		return p.show(done{"number.added"})
	})
}
