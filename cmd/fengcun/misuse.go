package main

import (
	"fengcun"
	"fengcun/internal/node"
)

// misuseCmd is what became of reported misuses.
type misuseCmd struct {
	List  misuseListCmd  `cmd:"" help:"${help_misuse_list}"`
	Close misuseCloseCmd `cmd:"" help:"${help_misuse_close}"`
}

type misuseListCmd struct{ actorFlags }

// Run lists.
func (c *misuseListCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		list, err := n.Registry.Misuses(p.ctx, actor)
		if err != nil {
			return err
		}
		out := misuseList{[]misuseShown{}}
		for _, m := range list {
			out.Misuses = append(out.Misuses, misuseShown{m.ID, m.Inquiry, m.Unit.Reveal(), m.Name.Reveal(), m.What.Reveal(), m.On, m.Outcome, m.Done.Reveal(), m.ClosedOn})
		}
		return p.show(out)
	})
}

type misuseList struct {
	Misuses []misuseShown `json:"misuses"`
}

type misuseShown struct {
	ID       fengcun.ID            `json:"id"`
	Inquiry  fengcun.ID            `json:"inquiry"`
	Unit     string                `json:"unit"`
	Name     string                `json:"name"`
	What     string                `json:"what"`
	On       fengcun.Date          `json:"on"`
	Outcome  fengcun.MisuseOutcome `json:"outcome"`
	Done     string                `json:"done"`
	ClosedOn fengcun.Date          `json:"closedOn"`
}

func (l misuseList) text(v voice) []string {
	var lines []string
	for _, m := range l.Misuses {
		state := v.locale.Text("console.misuses.open", nil)
		if m.Outcome != fengcun.MisuseOpen {
			state = v.locale.Text("misuse_outcome."+string(m.Outcome), nil)
		}
		lines = append(lines, m.On.String()+"  "+m.Unit+"  "+m.Name+"  "+state+"  "+m.ID.String())
	}
	return lines
}

type misuseCloseCmd struct {
	actorFlags
	Misuse  string                `arg:"" help:"${help_misuse_id}"`
	Outcome fengcun.MisuseOutcome `required:"" placeholder:"CODE" help:"${help_misuse_outcome}"`
	Done    string                `required:"" placeholder:"TEXT" help:"${help_misuse_done}"`
}

// Run closes.
func (c *misuseCloseCmd) Run(p *program) error {
	id, err := idFlag(c.Misuse, "misuse")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.CloseMisuse(p.ctx, actor, id, c.Outcome, fengcun.Particular(c.Done)); err != nil {
			return err
		}
		return p.show(done{"misuse.closed"})
	})
}
