package main

import (
	"fengcun"
	"fengcun/internal/node"
)

// receiptCmd prints the receipt of an application, with its code.
type receiptCmd struct {
	actorFlags
	Application string `arg:"" help:"${help_reissue_application}"`
	Output      string `short:"o" aliases:"out" required:"" placeholder:"FILE" help:"${help_output}"`
}

// Run prints.
func (c *receiptCmd) Run(p *program) error {
	id, err := idFlag(c.Application, "application")
	if err != nil {
		return err
	}
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		doc, err := n.Registry.CertificateReceipt(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.deliver(doc, c.Output)
	})
}

// trackCmd asks for an applicant how far an application has come.
type trackCmd struct {
	actorFlags
	Number string `arg:"" help:"${help_track_number}"`
	Code   string `arg:"" help:"${help_track_code}"`
}

// Run asks.
func (c *trackCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, _ fengcun.Actor) error {
		t, err := n.Registry.Track(p.ctx, c.Number, c.Code)
		if err != nil {
			return err
		}
		return p.show(trackShown{t.Found, t.Accepted, t.Due, t.Ready})
	})
}

type trackShown struct {
	Found    bool         `json:"found"`
	Accepted fengcun.Date `json:"accepted"`
	Due      fengcun.Date `json:"due"`
	Ready    bool         `json:"ready"`
}

func (t trackShown) text(v voice) []string {
	switch {
	case !t.Found:
		return []string{v.locale.Text("console.track.none", nil)}
	case t.Ready:
		return []string{v.locale.Text("console.track.ready", nil)}
	}
	return []string{v.locale.Text("console.track.in_hand", nil) + "  " + t.Due.String()}
}
