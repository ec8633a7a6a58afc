package main

import (
	"os"
	"time"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/store"
)

// replyCmd enters what an organ on paper answered to a notice.
type replyCmd struct {
	actorFlags
	Notice    string `arg:"" help:"${help_notice}"`
	Recipient string `required:"" placeholder:"ORGAN" help:"${help_reply_recipient}"`
	State     string `required:"" placeholder:"STATE" enum:"received,coordinating,confirmed,returned" help:"${help_reply_state}"`
	At        string `placeholder:"TIME" help:"${help_receive_at}"`
	By        string `required:"" placeholder:"NAME" help:"${help_reply_by}"`
	Number    string `placeholder:"NUMBER" help:"${help_reply_number}"`
	Scan      string `placeholder:"FILE" help:"${help_reply_scan}"`
	Counts    string `placeholder:"FILE" help:"${help_reply_counts}"`
}

// countsRequest is how many holdings the organ reported.
type countsRequest struct {
	Counts []struct {
		Kind   fengcun.HoldingKind  `json:"kind"`
		State  fengcun.HoldingState `json:"state"`
		Number int                  `json:"number"`
	} `json:"counts"`
}

// Run enters the answer.
func (c *replyCmd) Run(p *program) error {
	id, err := idFlag(c.Notice, "notice")
	if err != nil {
		return err
	}
	q := registry.Reply{
		Notice: id, Recipient: fengcun.OrganID(c.Recipient), State: fengcun.DeliveryState(c.State), At: p.clock(),
		By: fengcun.Particular(c.By), Number: fengcun.Particular(c.Number),
	}
	if c.At != "" {
		if q.At, err = time.Parse(time.RFC3339, c.At); err != nil {
			return fengcun.Invalid("cli.time", "--at")
		}
	}
	if c.Counts != "" {
		var reported countsRequest
		if err := p.readRequest(c.Counts, &reported); err != nil {
			return err
		}
		q.Counts = []store.ReportedCount{}
		for _, n := range reported.Counts {
			q.Counts = append(q.Counts, store.ReportedCount{Kind: n.Kind, State: n.State, Number: n.Number})
		}
	}
	if c.Scan != "" {
		f, err := os.Open(c.Scan)
		if err != nil {
			return &fengcun.Error{Kind: fengcun.KindNotFound, Code: "cli.input_file", Field: "--scan", Err: err}
		}
		defer f.Close()
		q.Scan = f
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		result, err := n.Registry.EnterReply(p.ctx, actor, q)
		if err != nil {
			return err
		}
		return p.show(replied{result.RecordSealed})
	})
}

type replied struct {
	RecordSealed bool `json:"recordSealed"`
}

func (r replied) text(v voice) []string {
	answer := map[bool]string{true: v.say("word.yes", nil), false: v.say("word.no", nil)}
	return []string{v.say("reply.entered", nil), v.field("confirm.record_sealed", answer[r.RecordSealed])}
}

// noticeReturnCmd returns a notice that reached the wrong organ.
type noticeReturnCmd struct {
	actorFlags
	Notice string `arg:"" help:"${help_notice}"`
	Reason string `required:"" placeholder:"CODE" help:"${help_return_reason}"`
}

// Run returns it.
func (c *noticeReturnCmd) Run(p *program) error {
	id, err := idFlag(c.Notice, "notice")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.ReturnNotice(p.ctx, actor, id, registry.ReturnReason(c.Reason)); err != nil {
			return err
		}
		return p.show(done{"notice.returned"})
	})
}

// noticeRedirectCmd sends a returned notice to another organ.
type noticeRedirectCmd struct {
	actorFlags
	Notice string `arg:"" help:"${help_notice}"`
	From   string `required:"" placeholder:"ORGAN" help:"${help_redirect_from}"`
	To     string `required:"" placeholder:"ORGAN" help:"${help_redirect_to}"`
}

// Run sends it.
func (c *noticeRedirectCmd) Run(p *program) error {
	id, err := idFlag(c.Notice, "notice")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.Redirect(p.ctx, actor, id, fengcun.OrganID(c.From), fengcun.OrganID(c.To)); err != nil {
			return err
		}
		return p.show(done{"notice.redirected"})
	})
}
