package main

import (
	"encoding/hex"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// markCmd lets internal systems of the organ mark their rows.
type markCmd struct {
	Request markRequestCmd `cmd:"" help:"${help_mark_request}"`
	Pull    markPullCmd    `cmd:"" help:"${help_mark_pull}"`
	Ack     markAckCmd     `cmd:"" help:"${help_mark_ack}"`
}

// markRequestCmd leaves a mark for a system.
type markRequestCmd struct {
	actorFlags
	Copy    string `arg:"" help:"${help_mark_copy}"`
	Holding string `required:"" placeholder:"HOLDING" help:"${help_probe_holding}"`
	System  string `required:"" placeholder:"STAFF" help:"${help_mark_system}"`
	Row     string `required:"" placeholder:"ID" help:"${help_mark_row}"`
}

// Run leaves it.
func (c *markRequestCmd) Run(p *program) error {
	id, err := idFlag(c.Copy, "copy")
	if err != nil {
		return err
	}
	holding, err := idFlag(c.Holding, "--holding")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		mark, err := n.Registry.RequestMark(p.ctx, actor, registry.MarkRequest{Copy: id, Holding: holding, System: fengcun.StaffID(c.System), Row: fengcun.Particular(c.Row)})
		if err != nil {
			return err
		}
		return p.show(markView{mark})
	})
}

type markView struct {
	Mark fengcun.ID `json:"mark"`
}

func (m markView) text(v voice) []string { return []string{v.field("word.mark", m.Mark.String())} }

// markPullCmd writes the feed of a system.
type markPullCmd struct{ actorFlags }

// Run writes it.
func (c *markPullCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		f, err := n.Registry.Marks(p.ctx, actor)
		if err != nil {
			return err
		}
		return p.show(feedView{string(f.Content), f.Key, hex.EncodeToString(f.Signature)})
	})
}

type feedView struct {
	Content   string `json:"content"`
	Key       string `json:"key"`
	Signature string `json:"signature"`
}

func (f feedView) text(voice) []string { return []string{f.Content, f.Key, f.Signature} }

// markAckCmd acknowledges a mark.
type markAckCmd struct {
	actorFlags
	Mark string `arg:"" help:"${help_mark_id}"`
}

// Run acknowledges.
func (c *markAckCmd) Run(p *program) error {
	id, err := idFlag(c.Mark, "mark")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.AcknowledgeMark(p.ctx, actor, id); err != nil {
			return err
		}
		return p.show(done{"mark.gone"})
	})
}
