package main

import (
	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// endingCmd enters how and when enforcement in the community ended.
type endingCmd struct {
	actorFlags
	Copy   string `arg:"" help:"${help_copy}"`
	Reason string `required:"" placeholder:"CODE" help:"${help_enforcement_reason}"`
	On     string `required:"" placeholder:"DATE" help:"${help_enforcement_on}"`
	To     string `placeholder:"ORGAN" help:"${help_enforcement_to}"`
}

// Run enters it.
func (c *endingCmd) Run(p *program) error {
	id, err := idFlag(c.Copy, "copy")
	if err != nil {
		return err
	}
	on, err := dateFlag(c.On, "on")
	if err != nil {
		return err
	}
	q := registry.EnforcementEnd{Copy: id, Reason: fengcun.EnforcementEnding(c.Reason), On: on, To: fengcun.OrganID(c.To)}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.EndEnforcement(p.ctx, actor, q); err != nil {
			return err
		}
		return p.show(done{"enforcement.done"})
	})
}

// noticeEndCmd ends service on a person who died.
type noticeEndCmd struct {
	actorFlags
	Notice string `arg:"" help:"${help_notice}"`
}

// Run ends it.
func (c *noticeEndCmd) Run(p *program) error {
	id, err := idFlag(c.Notice, "notice")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.EndService(p.ctx, actor, id, fengcun.ServiceEndedByDeath); err != nil {
			return err
		}
		return p.show(done{"notice.ended"})
	})
}

// noticeEntrustCmd lets the court of first instance serve the person.
type noticeEntrustCmd struct {
	actorFlags
	Notice string `arg:"" help:"${help_notice}"`
	To     string `required:"" placeholder:"ORGAN" help:"${help_notice_entrust_to}"`
}

// Run entrusts.
func (c *noticeEntrustCmd) Run(p *program) error {
	id, err := idFlag(c.Notice, "notice")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.EntrustService(p.ctx, actor, id, fengcun.OrganID(c.To)); err != nil {
			return err
		}
		return p.show(done{"notice.entrusted"})
	})
}
