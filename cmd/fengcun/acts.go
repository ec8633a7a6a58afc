package main

import (
	"encoding/json"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/law"
)

// explainCmd records the explanation of Article 8.
type explainCmd struct {
	actorFlags
	Record  string `arg:"" help:"${help_record}"`
	Request string `arg:"" optional:"" default:"-" help:"${help_explain_request}"`
}

type explainRequest struct {
	Mode registry.ExplanationMode `json:"mode"`
	To   []struct {
		Who  registry.Audience  `json:"who"`
		Name fengcun.Particular `json:"name"`
	} `json:"to"`
	Reason    string               `json:"reason"`
	Signed    bool                 `json:"signed"`
	Witnesses []fengcun.Particular `json:"witnesses"`
	On        fengcun.Date         `json:"on"`
}

// Run records.
func (c *explainCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	var q explainRequest
	if err := p.readRequest(c.Request, &q); err != nil {
		return err
	}
	e := registry.Explanation{Record: id, Mode: q.Mode, Reason: q.Reason, Signed: q.Signed, Witnesses: q.Witnesses, On: q.On}
	for _, t := range q.To {
		e.To = append(e.To, registry.Told{Who: t.Who, Name: t.Name})
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.Explain(p.ctx, actor, e); err != nil {
			return err
		}
		return p.show(done{"explain.done"})
	})
}

// concludeCmd records how the proceedings ended.
type concludeCmd struct {
	actorFlags
	Record string `arg:"" help:"${help_record}"`
	Facts  string `arg:"" optional:"" default:"-" help:"${help_conclude_facts}"`
	Effect string `placeholder:"FILE" help:"${help_conclude_effect}"`
}

// Run records the end with the complete facts.
func (c *concludeCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	var text json.RawMessage
	if err := p.readRequest(c.Facts, &text); err != nil {
		return err
	}
	facts, err := law.ParseFacts(text)
	if err != nil {
		return err
	}
	conclusion := registry.Conclusion{Record: id, Facts: facts}
	if c.Effect != "" {
		conclusion.Effect = new(calendar.Confirmation)
		if err := p.readRequest(c.Effect, conclusion.Effect); err != nil {
			return err
		}
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.Conclude(p.ctx, actor, conclusion); err != nil {
			return err
		}
		return p.show(done{"conclude.done"})
	})
}

// effectCmd confirms the day on which a judgment took effect, after the
// conclusion.
type effectCmd struct {
	actorFlags
	Record string `arg:"" help:"${help_record}"`
	Effect string `arg:"" optional:"" default:"-" help:"${help_conclude_effect}"`
}

// Run confirms it.
func (c *effectCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	var q calendar.Confirmation
	if err := p.readRequest(c.Effect, &q); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.ConfirmEffect(p.ctx, actor, id, q); err != nil {
			return err
		}
		return p.show(done{"effect.confirmed"})
	})
}

// proposeCmd applies the law to a concluded record and proposes the decision.
type proposeCmd struct {
	actorFlags
	Record   string `arg:"" help:"${help_record}"`
	Findings string `placeholder:"FILE" help:"${help_propose_findings}"`
}

// findings are what a person found and what no machine infers.
type findings struct {
	MainActBefore18    law.HumanFinding `json:"mainActBefore18"`
	ControlWithinLimit law.HumanFinding `json:"controlWithinLimit"`
	Ages               []struct {
		Act     int          `json:"act"` // counted from 0, as in the facts
		Stage   law.Stage    `json:"stage"`
		Reasons []law.Reason `json:"reasons"`
	} `json:"ages"`
}

func (f findings) add(facts *law.Facts) {
	if !f.MainActBefore18.IsZero() {
		facts.MainActBefore18 = f.MainActBefore18
	}
	if !f.ControlWithinLimit.IsZero() {
		facts.ControlWithinLimit = f.ControlWithinLimit
	}
	for _, a := range f.Ages {
		if a.Act >= 0 && a.Act < len(facts.Acts) {
			facts.Acts[a.Act].AgeFinding = law.AgeFinding{Stage: a.Stage, Reasons: a.Reasons}
		}
	}
}

// Run proposes, and shows the reasons.
func (c *proposeCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	var f findings
	if c.Findings != "" {
		if err := p.readRequest(c.Findings, &f); err != nil {
			return err
		}
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		proposed, err := n.Registry.ProposeDecision(p.ctx, actor, id, f.add)
		if err != nil {
			return err
		}
		return p.show(proposal{proposed.ID, proposed.Decision})
	})
}

// proposal is a decision that waits for its second person.
type proposal struct {
	ID       fengcun.ID   `json:"decision"`
	Decision law.Decision `json:"content"`
}

func (d proposal) text(v voice) []string {
	lines := []string{v.field("word.decision", d.ID.String())}
	return append(lines, d.Decision.Render(law.Language(v.lang))...)
}

// approveCmd makes a proposed decision stand.
type approveCmd struct {
	actorFlags
	Decision string `arg:"" help:"${help_approve_decision}"`
}

// Run approves. The approver is never the proposer.
func (c *approveCmd) Run(p *program) error {
	id, err := idFlag(c.Decision, "decision")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		state, err := n.Registry.ApproveDecision(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.show(moved{state})
	})
}

// moved says in which state a record is now.
type moved struct {
	State fengcun.RecordState `json:"state"`
}

func (m moved) text(v voice) []string {
	return []string{v.field("word.state", v.term("state.record", string(m.State)))}
}

// admitCmd enters a disclosable conviction into the open register.
type admitCmd struct {
	actorFlags
	Record string `arg:"" help:"${help_record}"`
}

// Run enters it.
func (c *admitCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.Admit(p.ctx, actor, id); err != nil {
			return err
		}
		return p.show(done{"admit.done"})
	})
}

// reopenCmd takes a record into new proceedings.
type reopenCmd struct {
	actorFlags
	Record  string `arg:"" help:"${help_record}"`
	Handler string `required:"" placeholder:"STAFF" help:"${help_reopen_handler}"`
}

// Run reopens. The seal stays for everybody else.
func (c *reopenCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.Reopen(p.ctx, actor, id, fengcun.StaffID(c.Handler)); err != nil {
			return err
		}
		return p.show(moved{fengcun.RecordReopened})
	})
}
