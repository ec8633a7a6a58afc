package main

import (
	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// probeCmd finds out whether seals hold.
type probeCmd struct {
	Run    probeRunCmd    `cmd:"" help:"${help_probe_run}"`
	Record probeRecordCmd `cmd:"" help:"${help_probe_record}"`
	Again  probeAgainCmd  `cmd:"" help:"${help_probe_again}"`
	Ask    probeAskCmd    `cmd:"" help:"${help_probe_ask}"`
	Failed probeFailedCmd `cmd:"" help:"${help_probe_failed}"`
	Answer probeAnswerCmd `cmd:"" help:"${help_probe_answers}"`
}

// probeRunCmd probes what this installation answers.
type probeRunCmd struct {
	actorFlags
	Approver string `required:"" placeholder:"STAFF@ORGAN/ROLE" help:"${help_probe_approver}"`
	Order    string `required:"" placeholder:"NUMBER" help:"${help_probe_order}"`
	Sample   int    `default:"20" help:"${help_probe_sample}"`
}

// Run probes.
func (c *probeRunCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		approver, err := known(p, n, c.Approver, "--approver")
		if err != nil {
			return err
		}
		result, err := n.Registry.Probe(p.ctx, registry.ProbeOrder{Reader: actor, Approver: approver, Number: fengcun.Particular(c.Order), Sample: c.Sample})
		if err != nil {
			return err
		}
		return p.show(probeRun{orEmpty(result.Passed), orEmpty(result.Failed)})
	})
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

type probeRun struct {
	Passed []fengcun.HoldingID `json:"passed"`
	Failed []fengcun.HoldingID `json:"failed"`
}

func (r probeRun) text(v voice) []string {
	lines := []string{v.field("word.passed", number(len(r.Passed))), v.field("word.failed", number(len(r.Failed)))}
	for _, h := range r.Failed {
		lines = append(lines, "  "+h.String())
	}
	return lines
}

// probeRecordCmd records a person's own test.
type probeRecordCmd struct {
	actorFlags
	Holding  string `arg:"" help:"${help_probe_holding}"`
	Ordered  string `required:"" placeholder:"STAFF" help:"${help_exchange_ordered}"`
	Order    string `required:"" placeholder:"NUMBER" help:"${help_probe_order}"`
	Outcome  string `required:"" enum:"passed,failed" placeholder:"passed|failed" help:"${help_probe_outcome}"`
	Findings string `placeholder:"TEXT" help:"${help_probe_findings}"`
}

// Run records.
func (c *probeRecordCmd) Run(p *program) error {
	id, err := idFlag(c.Holding, "holding")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.RecordProbe(p.ctx, actor, registry.ManualProbe{
			Holding: id, Passed: c.Outcome == "passed", Ordered: fengcun.StaffID(c.Ordered),
			Order: fengcun.Particular(c.Order), Findings: fengcun.Particular(c.Findings),
		}); err != nil {
			return err
		}
		return p.show(done{"probe.recorded"})
	})
}

// probeAgainCmd seals a holding anew that a probe opened.
type probeAgainCmd struct {
	actorFlags
	Holding   string `arg:"" help:"${help_probe_holding}"`
	Marked    bool   `help:"${help_probe_marked}"`
	AccessCut bool   `help:"${help_probe_access_cut}"`
}

// Run seals.
func (c *probeAgainCmd) Run(p *program) error {
	id, err := idFlag(c.Holding, "holding")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.SealAgain(p.ctx, actor, registry.ConfirmedHolding{Holding: id, Marked: c.Marked, AccessCut: c.AccessCut}); err != nil {
			return err
		}
		return p.show(done{"probe.sealed_again"})
	})
}

// probeAskCmd asks an organ elsewhere.
type probeAskCmd struct {
	actorFlags
	Notice    string `arg:"" help:"${help_notice}"`
	Recipient string `required:"" placeholder:"ORGAN" help:"${help_exchange_peer}"`
}

// Run asks.
func (c *probeAskCmd) Run(p *program) error {
	id, err := idFlag(c.Notice, "notice")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.AskProbe(p.ctx, actor, id, fengcun.OrganID(c.Recipient)); err != nil {
			return err
		}
		return p.show(done{"probe.asked"})
	})
}

// probeFailedCmd lists what failed and is not sealed again.
type probeFailedCmd struct{ actorFlags }

// Run lists.
func (c *probeFailedCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		failed, err := n.Registry.FailedProbes(p.ctx, actor)
		if err != nil {
			return err
		}
		list := failedProbes{Failed: []failedProbe{}}
		for _, f := range failed {
			list.Failed = append(list.Failed, failedProbe{f.Organ, f.Holding, f.On, f.Manual})
		}
		return p.show(list)
	})
}

type failedProbes struct {
	Failed []failedProbe `json:"failed"`
}

type failedProbe struct {
	Organ   fengcun.OrganID   `json:"organ"`
	Holding fengcun.HoldingID `json:"holding"`
	On      fengcun.Date      `json:"on"`
	Manual  bool              `json:"manual"`
}

func (l failedProbes) text(v voice) []string {
	if len(l.Failed) == 0 {
		return []string{v.say("probe.none", nil)}
	}
	var rows [][]string
	for _, f := range l.Failed {
		rows = append(rows, []string{string(f.Organ), f.Holding.String(), f.On.String()})
	}
	return table(rows)
}

// probeAnswerCmd shows what organs elsewhere answered about a notice.
type probeAnswerCmd struct {
	actorFlags
	Notice string `arg:"" help:"${help_notice}"`
}

// Run shows.
func (c *probeAnswerCmd) Run(p *program) error {
	id, err := idFlag(c.Notice, "notice")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		answers, err := n.Registry.ProbeAnswers(p.ctx, actor, id)
		if err != nil {
			return err
		}
		list := probeAnswers{Answers: []probeAnswer{}}
		for _, a := range answers {
			list.Answers = append(list.Answers, probeAnswer{a.Organ, a.Passed, a.Failed, a.On})
		}
		return p.show(list)
	})
}

type probeAnswers struct {
	Answers []probeAnswer `json:"answers"`
}

type probeAnswer struct {
	Organ  fengcun.OrganID `json:"organ"`
	Passed int             `json:"passed"`
	Failed int             `json:"failed"`
	On     fengcun.Date    `json:"on"`
}

func (l probeAnswers) text(v voice) []string {
	rows := [][]string{{v.say("word.organ", nil), v.say("word.passed", nil), v.say("word.failed", nil)}}
	for _, a := range l.Answers {
		rows = append(rows, []string{string(a.Organ), number(a.Passed), number(a.Failed)})
	}
	return table(rows)
}
