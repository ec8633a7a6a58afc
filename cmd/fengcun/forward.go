package main

import (
	"strconv"

	"fengcun"
	"fengcun/internal/node"
)

// noticeForwardCmd forwards a received notice within the own system.
type noticeForwardCmd struct {
	actorFlags
	Notice string   `arg:"" help:"${help_notice}"`
	To     []string `required:"" placeholder:"ORGAN" help:"${help_forward_to}"`
}

// Run forwards it.
func (c *noticeForwardCmd) Run(p *program) error {
	id, err := idFlag(c.Notice, "notice")
	if err != nil {
		return err
	}
	var to []fengcun.OrganID
	for _, organ := range c.To {
		to = append(to, fengcun.OrganID(organ))
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.Forward(p.ctx, actor, id, to); err != nil {
			return err
		}
		return p.show(done{"notice.forwarded"})
	})
}

// noticeTreeCmd shows what was forwarded and how far it is.
type noticeTreeCmd struct {
	actorFlags
	Notice string `arg:"" help:"${help_notice}"`
}

// Run shows it.
func (c *noticeTreeCmd) Run(p *program) error {
	id, err := idFlag(c.Notice, "notice")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		tree, err := n.Registry.Coordination(p.ctx, actor, id)
		if err != nil {
			return err
		}
		view := treeView{Branches: []treeBranch{}, Candidates: []treeCandidate{}}
		for _, b := range tree.Branches {
			branch := treeBranch{Organ: b.Organ, State: b.State, Since: b.Since, Term: newTermView(b.Term), Held: []treeNumber{}}
			for _, n := range b.Counts {
				branch.Held = append(branch.Held, treeNumber(n))
			}
			view.Branches = append(view.Branches, branch)
		}
		for _, o := range tree.Candidates {
			view.Candidates = append(view.Candidates, treeCandidate(o))
		}
		return p.show(view)
	})
}

type treeView struct {
	Branches   []treeBranch    `json:"branches"`
	Candidates []treeCandidate `json:"candidates"`
}

type treeBranch struct {
	Organ fengcun.OrganID       `json:"organ"`
	State fengcun.DeliveryState `json:"state"`
	Since fengcun.Date          `json:"since"`
	Term  *termView             `json:"term,omitempty"`
	Held  []treeNumber          `json:"held"`
}

type treeNumber struct {
	Kind   fengcun.HoldingKind  `json:"kind"`
	State  fengcun.HoldingState `json:"state"`
	Number int                  `json:"number"`
}

type treeCandidate struct {
	Organ fengcun.OrganID `json:"organ"`
	Known bool            `json:"known"`
}

func (t treeView) text(v voice) []string {
	var rows [][]string
	for _, b := range t.Branches {
		rows = append(rows, append(b.Term.cells(v), string(b.Organ), v.term("state.delivery", string(b.State))))
		for _, n := range b.Held {
			rows = append(rows, []string{"", "", "", v.term("holding", string(n.Kind)), v.term("state.holding", string(n.State)), strconv.Itoa(n.Number)})
		}
	}
	for _, o := range t.Candidates {
		rows = append(rows, []string{"", "", "", string(o.Organ), v.say("notice.candidate", nil)})
	}
	return table(rows)
}
