package main

import (
	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// staffCmd keeps the books of staff: who may act in which role, and accounts.
type staffCmd struct {
	Add     staffAddCmd     `cmd:"" help:"${help_staff_add}"`
	Reset   staffResetCmd   `cmd:"" help:"${help_staff_reset}"`
	Waiting staffWaitingCmd `cmd:"" help:"${help_staff_waiting}"`
	Approve staffApproveCmd `cmd:"" help:"${help_staff_approve}"`
	Refuse  staffRefuseCmd  `cmd:"" help:"${help_staff_refuse}"`
	Revoke  staffRevokeCmd  `cmd:"" help:"${help_staff_revoke}"`
	Open    staffOpenCmd    `cmd:"" help:"${help_staff_open}"`

	Book     staffBookCmd     `cmd:"" help:"${help_staff_book}"`
	Enter    staffEnterCmd    `cmd:"" help:"${help_staff_enter}"`
	Division staffDivisionCmd `cmd:"" help:"${help_staff_division}"`
}

// staffAddCmd proposes that a member of staff may act in a role.
type staffAddCmd struct {
	actorFlags
	Member string       `arg:"" help:"${help_staff_member}"`
	From   fengcun.Date `placeholder:"DATE" help:"${help_staff_from}"`
	To     fengcun.Date `placeholder:"DATE" help:"${help_staff_to}"`
}

// Run proposes.
func (c *staffAddCmd) Run(p *program) error {
	member, err := parseActor(c.Member, "member")
	if err != nil {
		return err
	}
	return c.propose(p, func(fengcun.Actor) registry.Change {
		return registry.Change{Kind: registry.ChangeRole, Member: member, From: c.From, To: c.To}
	})
}

func (f actorFlags) propose(p *program, change func(actor fengcun.Actor) registry.Change) error {
	return f.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		id, err := n.Registry.ProposeChange(p.ctx, actor, change(actor))
		if err != nil {
			return err
		}
		return p.show(proposedChange{id})
	})
}

type proposedChange struct {
	Proposal fengcun.ID `json:"proposal"`
}

func (c proposedChange) text(v voice) []string {
	return []string{v.field("word.proposal", c.Proposal.String()), v.say("staff.proposed", nil)}
}

// staffResetCmd proposes a new first secret for an account.
type staffResetCmd struct {
	actorFlags
	Account string `arg:"" help:"${help_staff_account}"`
}

// Run proposes.
func (c *staffResetCmd) Run(p *program) error {
	return c.propose(p, func(actor fengcun.Actor) registry.Change {
		return registry.Change{Kind: registry.ChangeReset, Member: fengcun.Actor{Staff: fengcun.StaffID(c.Account), Organ: actor.Organ}}
	})
}

// staffWaitingCmd lists the changes that wait for a second person.
type staffWaitingCmd struct{ actorFlags }

// Run lists.
func (c *staffWaitingCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		waiting, err := n.Registry.Changes(p.ctx, actor)
		if err != nil {
			return err
		}
		list := changeList{Changes: []waitingChange{}}
		for _, w := range waiting {
			list.Changes = append(list.Changes, waitingChange{w.ID, w.Change, w.ProposedBy, w.ProposedOn})
		}
		return p.show(list)
	})
}

type changeList struct {
	Changes []waitingChange `json:"changes"`
}

type waitingChange struct {
	Proposal   fengcun.ID      `json:"proposal"`
	Change     registry.Change `json:"change"`
	ProposedBy fengcun.StaffID `json:"proposedBy"`
	ProposedOn fengcun.Date    `json:"proposedOn"`
}

func (l changeList) text(v voice) []string {
	rows := make([][]string, len(l.Changes))
	for i, c := range l.Changes {
		about := string(c.Change.Organ) + " " + string(c.Change.Other)
		if c.Change.Calendar != nil {
			about = c.Change.Calendar.Source
		}
		if m := c.Change.Member; m.Staff != "" {
			about = string(m.Staff) + "@" + string(m.Organ) + "/" + string(m.Role)
		}
		rows[i] = []string{c.Proposal.String(), v.term("change", string(c.Change.Kind)), about, string(c.ProposedBy)}
	}
	return table(rows)
}

// staffApproveCmd makes a proposed change.
type staffApproveCmd struct {
	actorFlags
	Proposal string `arg:"" help:"${help_staff_proposal}"`
}

// Run approves.
func (c *staffApproveCmd) Run(p *program) error {
	id, err := idFlag(c.Proposal, "proposal")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		secret, err := n.Registry.ApproveChange(p.ctx, actor, id)
		if err != nil {
			return err
		}
		if secret == "" {
			return p.show(done{"staff.approved"})
		}
		return p.show(firstSecret{secret.Reveal()}) // told once, here
	})
}

type firstSecret struct {
	Secret string `json:"secret"`
}

func (s firstSecret) text(v voice) []string {
	return []string{v.field("word.first_secret", s.Secret), v.say("init.secret", nil)}
}

// staffRefuseCmd refuses a proposed change.
type staffRefuseCmd struct {
	actorFlags
	Proposal string `arg:"" help:"${help_staff_proposal}"`
}

// Run refuses.
func (c *staffRefuseCmd) Run(p *program) error {
	id, err := idFlag(c.Proposal, "proposal")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.RefuseChange(p.ctx, actor, id); err != nil {
			return err
		}
		return p.show(done{"staff.refused"})
	})
}

// staffRevokeCmd takes a role away.
type staffRevokeCmd struct {
	actorFlags
	Member string `arg:"" help:"${help_staff_member}"`
}

// Run revokes.
func (c *staffRevokeCmd) Run(p *program) error {
	member, err := parseActor(c.Member, "member")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.RevokeRole(p.ctx, actor, member); err != nil {
			return err
		}
		return p.show(done{"staff.revoked"})
	})
}

// staffOpenCmd opens an account.
type staffOpenCmd struct {
	actorFlags
	Account string `arg:"" help:"${help_staff_account}"`
}

// Run opens.
func (c *staffOpenCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		secret, err := n.Registry.OpenAccount(p.ctx, actor, fengcun.StaffID(c.Account))
		if err != nil {
			return err
		}
		return p.show(firstSecret{secret.Reveal()}) // told once, here
	})
}

// organsCmd lists the organs of the installation.
type organsCmd struct{ nodeFlags }

// Run lists.
func (c *organsCmd) Run(p *program) error {
	return c.withNode(p, func(n *node.Node) error {
		organs, err := n.Registry.Organs(p.ctx)
		if err != nil {
			return err
		}
		list := organList{Organs: []organView{}}
		for _, o := range organs {
			list.Organs = append(list.Organs, organView{o.ID, o.Kind, o.Level, o.Name, o.Code})
		}
		return p.show(list)
	})
}

type organList struct {
	Organs []organView `json:"organs"`
}

type organView struct {
	ID    fengcun.OrganID   `json:"id"`
	Kind  fengcun.OrganKind `json:"kind"`
	Level fengcun.Level     `json:"level"`
	Name  string            `json:"name"`
	Code  string            `json:"code"`
}

func (l organList) text(v voice) []string {
	rows := make([][]string, len(l.Organs))
	for i, o := range l.Organs {
		rows[i] = []string{string(o.ID), v.term("organ", string(o.Kind)), o.Name, o.Code}
	}
	return table(rows)
}
