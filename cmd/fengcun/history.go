package main

import (
	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/store"
)

// historyCmd adds a later step to a matter's organ history.
type historyCmd struct {
	actorFlags
	Record   string `arg:"" help:"${help_record}"`
	Organ    string `required:"" placeholder:"ORGAN" help:"${help_history_organ}"`
	Function string `required:"" placeholder:"CODE" help:"${help_history_function}"`
}

// Run adds it.
func (c *historyCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	step := store.HistoryEntry{Organ: fengcun.OrganID(c.Organ), Function: fengcun.OrganFunction(c.Function)}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.AddHistory(p.ctx, actor, id, step); err != nil {
			return err
		}
		return p.show(done{"history.added"})
	})
}
