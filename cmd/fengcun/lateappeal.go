package main

import (
	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/node"
)

// lateAppealCmd enters an appeal or protest that became known after the effective day
// had been confirmed.
type lateAppealCmd struct {
	actorFlags
	Record string `arg:"" help:"${help_record}"`
	On     string `required:"" placeholder:"DATE" help:"${help_late_appeal_on}"`
	Way    string `required:"" placeholder:"CODE" help:"${help_late_appeal_way}"`
}

// Run enters it.
func (c *lateAppealCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	on, err := dateFlag(c.On, "on")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.LateAppeal(p.ctx, actor, id, calendar.LateFiling{On: on, Way: calendar.LateFilingWay(c.Way)}); err != nil {
			return err
		}
		return p.show(done{"late_appeal.done"})
	})
}
