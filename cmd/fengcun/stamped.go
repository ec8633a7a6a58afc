package main

import (
	"os"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/paper"
	"fengcun/internal/registry"
)

// papersFileCmd files the scan of a paper that was printed and stamped by hand.
type papersFileCmd struct {
	actorFlags
	Paper     string `arg:"" help:"${help_papers_paper}"`
	Scan      string `arg:"" placeholder:"FILE" help:"${help_papers_scan}"`
	Recipient string `placeholder:"ORGAN" help:"${help_papers_recipient}"`
}

// Run files it.
func (c *papersFileCmd) Run(p *program) error {
	id, err := idFlag(c.Paper, "paper")
	if err != nil {
		return err
	}
	scan, err := os.Open(c.Scan)
	if err != nil {
		return &fengcun.Error{Kind: fengcun.KindNotFound, Code: "cli.input_file", Field: "scan", Err: err}
	}
	defer scan.Close()
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.FileScan(p.ctx, actor, registry.ScanIn{Paper: id, To: c.Recipient, File: scan}); err != nil {
			return err
		}
		return p.show(done{"papers.scan_filed"})
	})
}

// papersScanCmd takes such a scan out again.
type papersScanCmd struct {
	actorFlags
	Paper     string `arg:"" help:"${help_papers_paper}"`
	Recipient string `placeholder:"ORGAN" help:"${help_papers_recipient}"`
	Output    string `short:"o" required:"" placeholder:"FILE" help:"${help_output}"`
}

// Run writes it.
func (c *papersScanCmd) Run(p *program) error {
	id, err := idFlag(c.Paper, "paper")
	if err != nil {
		return err
	}
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		scan, err := n.Registry.Scan(p.ctx, actor, id, c.Recipient)
		if err != nil {
			return err
		}
		if err := createFile(c.Output, scan.File); err != nil {
			return err
		}
		return p.show(scanOf{scan.Number, scan.Kind, scan.On})
	})
}

type scanOf struct {
	Number string       `json:"number"`
	Kind   paper.Scan   `json:"kind"`
	On     fengcun.Date `json:"on"`
}

func (s scanOf) text(voice) []string {
	return []string{s.Number + "  " + string(s.Kind) + "  " + s.On.String()}
}

// noticeEnvelopeCmd prints the envelope of a notice.
type noticeEnvelopeCmd struct {
	actorFlags
	Notice    string `arg:"" help:"${help_notice}"`
	Request   string `arg:"" optional:"" default:"-" help:"${help_envelope_request}"`
	Recipient string `default:"person" placeholder:"ORGAN" help:"${help_papers_recipient}"`
	Output    string `short:"o" required:"" placeholder:"FILE" help:"${help_output}"`
}

// envelopeRequest is the address. An argument could be read by others on the machine.
type envelopeRequest struct {
	Address  fengcun.Particular `json:"address"`
	Postcode fengcun.Particular `json:"postcode"`
}

// Run prints.
func (c *noticeEnvelopeCmd) Run(p *program) error {
	id, err := idFlag(c.Notice, "notice")
	if err != nil {
		return err
	}
	var q envelopeRequest
	if err := p.readRequest(c.Request, &q); err != nil {
		return err
	}
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		doc, err := n.Registry.Envelope(p.ctx, actor, id, c.Recipient, registry.Address{Lines: q.Address, Postcode: q.Postcode})
		if err != nil {
			return err
		}
		return p.deliver(doc, c.Output)
	})
}
