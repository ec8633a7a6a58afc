package main

import (
	"os"
	"time"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// probeCmd finds out whether seals hold.
type probeCmd struct {
	List   probeListCmd   `cmd:"" help:"${help_probe_list}"`
	Order  probeOrderCmd  `cmd:"" help:"${help_probe_order}"`
	End    probeEndCmd    `cmd:"" help:"${help_probe_end}"`
	Run    probeRunCmd    `cmd:"" help:"${help_probe_run}"`
	Record probeRecordCmd `cmd:"" help:"${help_probe_record}"`
	Again  probeAgainCmd  `cmd:"" help:"${help_probe_again}"`
	Ask    probeAskCmd    `cmd:"" help:"${help_probe_ask}"`
	Report probeReportCmd `cmd:"" help:"${help_probe_report}"`
}

// probeOrderCmd enters the head's written order.
type probeOrderCmd struct {
	actorFlags
	Number  string `required:"" placeholder:"NUMBER" help:"${help_probe_number}"`
	Carrier string `required:"" placeholder:"STAFF" help:"${help_probe_carrier}"`
	Sample  int    `default:"20" help:"${help_probe_sample}"`
	Until   string `required:"" placeholder:"DATE" help:"${help_probe_until}"`
}

// Run enters it.
func (c *probeOrderCmd) Run(p *program) error {
	until, err := dateFlag(c.Until, "--until")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		id, err := n.Registry.OrderProbes(p.ctx, actor, registry.ProbeOrder{
			Number: fengcun.Particular(c.Number), Carrier: fengcun.StaffID(c.Carrier), Sample: c.Sample, Until: until,
		})
		if err != nil {
			return err
		}
		return p.show(probeOrdered{id})
	})
}

type probeOrdered struct {
	Order fengcun.ID `json:"order"`
}

func (o probeOrdered) text(v voice) []string {
	return []string{v.field("word.order", o.Order.String())}
}

// probeEndCmd ends an order.
type probeEndCmd struct {
	actorFlags
	Order string `arg:"" help:"${help_probe_id}"`
}

// Run ends it.
func (c *probeEndCmd) Run(p *program) error {
	id, err := idFlag(c.Order, "order")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.EndProbes(p.ctx, actor, id); err != nil {
			return err
		}
		return p.show(done{"probe.ended"})
	})
}

// probeRunCmd probes what this installation answers.
type probeRunCmd struct {
	actorFlags
	Order string `arg:"" help:"${help_probe_id}"`
}

// Run probes.
func (c *probeRunCmd) Run(p *program) error {
	id, err := idFlag(c.Order, "order")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		result, err := n.Registry.Probe(p.ctx, actor, id)
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
	Order    string `required:"" placeholder:"ORDER" help:"${help_probe_id}"`
	Outcome  string `required:"" enum:"passed,failed" placeholder:"passed|failed" help:"${help_probe_outcome}"`
	Findings string `required:"" placeholder:"TEXT" help:"${help_probe_findings}"`
}

// Run records.
func (c *probeRecordCmd) Run(p *program) error {
	id, err := idFlag(c.Holding, "holding")
	if err != nil {
		return err
	}
	order, err := idFlag(c.Order, "--order")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.RecordProbe(p.ctx, actor, registry.ManualProbe{
			Order: order, Holding: id, Passed: c.Outcome == "passed", Findings: fengcun.Particular(c.Findings),
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
	Recipient string `required:"" placeholder:"ORGAN" help:"${help_exchange_peer}"`
}

// Run asks.
func (c *probeAskCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		number, err := n.Registry.AskProbe(p.ctx, actor, fengcun.OrganID(c.Recipient))
		if err != nil {
			return err
		}
		return p.show(probeAsked{number})
	})
}

type probeAsked struct {
	Notices int `json:"notices"`
}

func (a probeAsked) text(v voice) []string {
	return []string{v.field("probe.notices", number(a.Notices))}
}

// probeReportCmd enters the report of an organ on paper.
type probeReportCmd struct {
	actorFlags
	Recipient string `required:"" placeholder:"ORGAN" help:"${help_reply_recipient}"`
	Outcome   string `required:"" enum:"passed,failed" placeholder:"passed|failed" help:"${help_probe_report_outcome}"`
	At        string `placeholder:"TIME" help:"${help_receive_at}"`
	By        string `required:"" placeholder:"NAME" help:"${help_reply_by}"`
	Number    string `placeholder:"NUMBER" help:"${help_reply_number}"`
	Scan      string `required:"" placeholder:"FILE" help:"${help_reply_scan}"`
}

// Run enters it.
func (c *probeReportCmd) Run(p *program) error {
	q := registry.ProbeReport{
		Recipient: fengcun.OrganID(c.Recipient), Passed: c.Outcome == "passed", At: p.clock(),
		By: fengcun.Particular(c.By), Number: fengcun.Particular(c.Number),
	}
	if c.At != "" {
		var err error
		if q.At, err = time.Parse(time.RFC3339, c.At); err != nil {
			return fengcun.Invalid("cli.time", "--at")
		}
	}
	f, err := os.Open(c.Scan)
	if err != nil {
		return &fengcun.Error{Kind: fengcun.KindNotFound, Code: "cli.input_file", Field: "--scan", Err: err}
	}
	defer f.Close()
	q.Scan = f
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		number, err := n.Registry.EnterProbeReport(p.ctx, actor, q)
		if err != nil {
			return err
		}
		return p.show(probeAsked{number})
	})
}
