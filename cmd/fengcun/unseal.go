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
	Show    unsealShowCmd    `cmd:"" help:"${help_unseal_show}"`
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

// unsealShowCmd shows a proceeding to those who examine grounds and lift seals.
type unsealShowCmd struct {
	actorFlags
	Unsealing string `arg:"" help:"${help_unsealing}"`
}

// Run shows it.
func (c *unsealShowCmd) Run(p *program) error {
	id, err := idFlag(c.Unsealing, "unsealing")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		v, err := n.Registry.ViewUnsealing(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.show(shownUnsealing{v.ID, v.State, v.Ground, v.Article, v.EffectiveFrom, v.LiftedOn, v.Decision})
	})
}

type shownUnsealing struct {
	Unsealing     fengcun.ID              `json:"unsealing"`
	State         fengcun.UnsealingState  `json:"state"`
	Ground        fengcun.UnsealingGround `json:"ground"`
	Article       string                  `json:"article"`
	EffectiveFrom fengcun.Date            `json:"effectiveFrom,omitzero"`
	LiftedOn      fengcun.Date            `json:"liftedOn,omitzero"`
	Decision      *law.UnsealingDecision  `json:"decision,omitempty"`
}

func (s shownUnsealing) text(v voice) []string {
	lines := []string{
		v.field("word.unsealing", s.Unsealing.String()),
		v.term("state.unsealing", string(s.State)),
		v.term("unsealing_ground", string(s.Ground)),
	}
	if s.Decision != nil {
		lines = append(lines, s.Decision.Render(law.Language(v.lang))...)
	}
	return lines
}
