package main

import (
	"fengcun"
	"fengcun/internal/node"
)

// verificationCmd verifies an application before it is answered.
type verificationCmd struct {
	Show    verificationShowCmd    `cmd:"" help:"${help_verification_show}"`
	Propose verificationProposeCmd `cmd:"" help:"${help_verification_propose}"`
	Decide  verificationDecideCmd  `cmd:"" help:"${help_verification_decide}"`
	End     verificationEndCmd     `cmd:"" help:"${help_verification_end}"`
}

// verificationProposeCmd puts a verification before the head of the bureau.
type verificationProposeCmd struct {
	actorFlags
	Application string                     `arg:"" help:"${help_reissue_application}"`
	Ground      fengcun.VerificationGround `required:"" placeholder:"CODE" help:"${help_verification_ground}"`
}

// Run proposes.
func (c *verificationProposeCmd) Run(p *program) error {
	id, err := idFlag(c.Application, "application")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		verification, err := n.Registry.ProposeVerification(p.ctx, actor, id, c.Ground)
		if err != nil {
			return err
		}
		return p.show(verificationProposed{verification})
	})
}

type verificationProposed struct {
	Verification fengcun.ID `json:"verification"`
}

func (r verificationProposed) text(v voice) []string {
	return []string{v.field("word.verification", r.Verification.String())}
}

// verificationDecideCmd approves a verification, or refuses it.
type verificationDecideCmd struct {
	actorFlags
	Verification string `arg:"" help:"${help_verification_id}"`
	Refuse       bool   `help:"${help_verification_refuse}"`
}

// Run decides.
func (c *verificationDecideCmd) Run(p *program) error {
	id, err := idFlag(c.Verification, "verification")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.DecideVerification(p.ctx, actor, id, !c.Refuse); err != nil {
			return err
		}
		return p.show(done{"verification.decided"})
	})
}

// verificationEndCmd ends a verification; the application is then answered by
// reissue.
type verificationEndCmd struct {
	actorFlags
	Verification string `arg:"" help:"${help_verification_id}"`
}

// Run ends it.
func (c *verificationEndCmd) Run(p *program) error {
	id, err := idFlag(c.Verification, "verification")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.EndVerification(p.ctx, actor, id); err != nil {
			return err
		}
		return p.show(done{"verification.ended"})
	})
}

// verificationShowCmd shows a verification to those who decide on it or end it.
type verificationShowCmd struct {
	actorFlags
	Verification string `arg:"" help:"${help_verification_id}"`
}

// Run shows it.
func (c *verificationShowCmd) Run(p *program) error {
	id, err := idFlag(c.Verification, "verification")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		v, err := n.Registry.ViewVerification(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.show(shownVerification(v))
	})
}

type shownVerification struct {
	Ground     fengcun.VerificationGround `json:"ground"`
	State      fengcun.VerificationState  `json:"state"`
	ProposedOn fengcun.Date               `json:"proposedOn"`
	DueOn      fengcun.Date               `json:"dueOn"`
}

func (s shownVerification) text(v voice) []string {
	return []string{
		v.field("word.ground", v.term("verification_ground", string(s.Ground))),
		v.field("word.since", s.ProposedOn.String()),
		v.field("word.due", s.DueOn.String()),
	}
}

// accepted is an application that is not answered yet.
type accepted struct {
	Application fengcun.ID `json:"application"`
}

func (a accepted) text(v voice) []string {
	return []string{v.field("word.application", a.Application.String())}
}
