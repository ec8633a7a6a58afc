package main

import (
	"fengcun"
	"fengcun/internal/label"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// labelCmd prints the labels of holdings and opens a holding by its label.
type labelCmd struct {
	Print labelPrintCmd `cmd:"" help:"${help_label_print}"`
	Show  labelShowCmd  `cmd:"" help:"${help_label_show}"`
	Move  labelMoveCmd  `cmd:"" help:"${help_label_move}"`
}

// labelPrintCmd prints labels for covers.
type labelPrintCmd struct {
	actorFlags
	Labels  []string `arg:"" help:"${help_label_labels}"`
	Wording string   `enum:"contains_sealed,sealed_file,minor_case" default:"sealed_file" placeholder:"CODE" help:"${help_label_wording}"`
	Size    string   `enum:"sheet,cover" default:"sheet" placeholder:"CODE" help:"${help_label_size}"`
	Output  string   `short:"o" required:"" placeholder:"FILE" help:"${help_output}"`
}

// Run prints.
func (c *labelPrintCmd) Run(p *program) error {
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		file, err := n.Registry.PrintLabels(p.ctx, actor, registry.LabelSheet{Labels: c.Labels, Wording: label.Wording(c.Wording), Size: label.Size(c.Size)})
		if err != nil {
			return err
		}
		if err := createFile(c.Output, file); err != nil {
			return err
		}
		return p.show(done{"label.printed"})
	})
}

// labelShowCmd opens the holding that a label names.
type labelShowCmd struct {
	actorFlags
	Label string `arg:"" help:"${help_label_label}"`
}

// Run shows it.
func (c *labelShowCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		h, err := n.Registry.ViewHolding(p.ctx, actor, c.Label)
		if err != nil {
			return err
		}
		var chain []custodyLine
		for _, s := range h.Custody {
			chain = append(chain, custodyLine{s.Move, s.Archive, s.Shelf, s.Box, s.Borrower, s.On, s.EnteredBy})
		}
		return p.show(labelled{h.ID, h.Kind, h.Label, h.State, h.Copy, h.ConfirmedBy, h.ConfirmedOn, chain})
	})
}

type labelled struct {
	Holding     fengcun.HoldingID    `json:"holding"`
	Kind        fengcun.HoldingKind  `json:"kind"`
	Label       string               `json:"label"`
	State       fengcun.HoldingState `json:"state"`
	Copy        fengcun.CopyID       `json:"copy,omitzero"` // where it can be confirmed
	ConfirmedBy fengcun.StaffID      `json:"confirmedBy,omitempty"`
	ConfirmedOn fengcun.Date         `json:"confirmedOn,omitzero"`
	Custody     []custodyLine        `json:"custody,omitempty"`
}

func (l labelled) text(v voice) []string {
	lines := []string{
		v.field("word.label", l.Label), v.field("word.holding", v.term("holding", string(l.Kind))), v.field("word.state", v.term("state.holding", string(l.State))),
	}
	if !l.Copy.IsZero() {
		lines = append(lines, v.field("word.copy", l.Copy.String()))
	}
	if !l.ConfirmedOn.IsZero() {
		lines = append(lines, v.field("word.confirmed", string(l.ConfirmedBy)+" "+l.ConfirmedOn.String()))
	}
	for _, c := range l.Custody {
		lines = append(lines, v.field("word.custody", c.text(v)))
	}
	return lines
}
