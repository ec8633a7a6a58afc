package main

import (
	"fengcun"
	"fengcun/internal/node"
)

// handOverCmd hands over one copy, or everything that somebody has in hand.
type handOverCmd struct {
	actorFlags
	Copy string `arg:"" optional:"" xor:"what" help:"${help_handover_copy}"`
	From string `placeholder:"STAFF" xor:"what" help:"${help_handover_from}"`
	To   string `required:"" placeholder:"STAFF" help:"${help_handover_to}"`
}

// Run hands over.
func (c *handOverCmd) Run(p *program) error {
	to := fengcun.StaffID(c.To)
	if c.From != "" {
		return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
			number, err := n.Registry.HandOverAll(p.ctx, actor, fengcun.StaffID(c.From), to)
			if err != nil {
				return err
			}
			return p.show(handedOver{number})
		})
	}
	id, err := idFlag(c.Copy, "copy")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.HandOver(p.ctx, actor, id, to); err != nil {
			return err
		}
		return p.show(done{"handover.done"})
	})
}

type handedOver struct {
	Copies int `json:"copies"`
}

func (h handedOver) text(v voice) []string {
	return []string{v.say("handover.number", map[string]string{"n": v.locale.Number(h.Copies)})}
}

// plainCmd approves plain cases from a list.
type plainCmd struct {
	actorFlags
	Decisions []string `arg:"" help:"${help_plain_ids}"`
}

// Run approves each by an act of its own. What is not plain stays, and is listed.
func (c *plainCmd) Run(p *program) error {
	var ids []fengcun.ID
	for _, text := range c.Decisions {
		id, err := idFlag(text, "decision")
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		list := plainList{Outcomes: []plainOutcome{}}
		for _, o := range n.Registry.ApprovePlain(p.ctx, actor, ids) {
			list.Outcomes = append(list.Outcomes, plainOutcome{o.Decision, o.State, fengcun.CodeOf(o.Err), o.Err})
		}
		return p.show(list)
	})
}

type plainList struct {
	Outcomes []plainOutcome `json:"outcomes"`
}

type plainOutcome struct {
	Decision fengcun.ID          `json:"decision"`
	State    fengcun.RecordState `json:"state,omitempty"`
	Code     string              `json:"code,omitempty"`
	err      error
}

func (l plainList) text(v voice) []string {
	rows := make([][]string, len(l.Outcomes))
	for i, o := range l.Outcomes {
		rows[i] = []string{o.Decision.String(), ""}
		if o.err != nil {
			rows[i][1], _ = v.locale.Error(o.err)
		} else {
			rows[i][1] = v.term("state.record", string(o.State))
		}
	}
	return table(rows)
}
