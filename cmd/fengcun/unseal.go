package main

import (
	"encoding/json"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/law"
)

// unsealCmd lifts a seal on a statutory ground (Articles 7, 18, 19).
type unsealCmd struct {
	Report  unsealReportCmd  `cmd:"" help:"${help_unseal_report}"`
	Examine unsealExamineCmd `cmd:"" help:"${help_unseal_examine}"`
	Lift    unsealLiftCmd    `cmd:"" help:"${help_unseal_lift}"`
}

// unsealReportCmd reports a ground.
type unsealReportCmd struct {
	actorFlags
	Record string `arg:"" help:"${help_record}"`
	Facts  string `arg:"" optional:"" default:"-" help:"${help_unseal_facts}"`
}

// Run reports.
func (c *unsealReportCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	var text json.RawMessage
	if err := p.readRequest(c.Facts, &text); err != nil {
		return err
	}
	facts, err := law.ParseUnsealingFacts(text)
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		unsealing, err := n.Registry.ReportGround(p.ctx, actor, id, facts)
		if err != nil {
			return err
		}
		return p.show(reported{unsealing})
	})
}

type reported struct {
	Unsealing fengcun.ID `json:"unsealing"`
}

func (r reported) text(v voice) []string {
	return []string{v.field("word.unsealing", r.Unsealing.String())}
}

// unsealExamineCmd applies the law to a reported ground.
type unsealExamineCmd struct {
	actorFlags
	Unsealing string `arg:"" help:"${help_unsealing}"`
}

// Run examines, and shows the reasons.
func (c *unsealExamineCmd) Run(p *program) error {
	id, err := idFlag(c.Unsealing, "unsealing")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		decision, err := n.Registry.ExamineGround(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.showDecision(&decision, 1)
	})
}

// unsealLiftCmd lifts the seal: the second person's act.
type unsealLiftCmd struct {
	actorFlags
	Unsealing string `arg:"" help:"${help_unsealing}"`
	Number    int    `placeholder:"SERIAL" help:"${help_notice_number}"`
}

// Run lifts.
func (c *unsealLiftCmd) Run(p *program) error {
	id, err := idFlag(c.Unsealing, "unsealing")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.LiftAs(p.ctx, actor, id, c.Number); err != nil {
			return err
		}
		return p.show(moved{fengcun.RecordUnsealed})
	})
}
