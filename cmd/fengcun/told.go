package main

import (
	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// toldCmd records that somebody was told in person that the own seal took effect.
type toldCmd struct {
	actorFlags
	Record string `arg:"" help:"${help_record}"`
	To     string `required:"" placeholder:"CODE" help:"${help_told_to}"`
	Shown  string `required:"" placeholder:"KIND" help:"${help_told_shown}"`
	Alone  bool   `help:"${help_told_alone}"`
}

// Run records.
func (c *toldCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		q := registry.SealTold{Record: id, To: registry.Audience(c.To), Shown: fengcun.DocumentKind(c.Shown), Alone: c.Alone}
		if err := n.Registry.TellSeal(p.ctx, actor, q); err != nil {
			return err
		}
		return p.show(done{"told.done"})
	})
}
