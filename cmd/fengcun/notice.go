package main

import (
	"time"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// noticeCmd drafts and issues sealing notices.
type noticeCmd struct {
	Draft noticeDraftCmd `cmd:"" help:"${help_notice_draft}"`
	Issue noticeIssueCmd `cmd:"" help:"${help_notice_issue}"`
	Print noticePrintCmd `cmd:"" help:"${help_notice_print}"`

	Forward  noticeForwardCmd  `cmd:"" help:"${help_notice_forward}"`
	Tree     noticeTreeCmd     `cmd:"" help:"${help_notice_tree}"`
	End      noticeEndCmd      `cmd:"" help:"${help_notice_end}"`
	Entrust  noticeEntrustCmd  `cmd:"" help:"${help_notice_entrust}"`
	Envelope noticeEnvelopeCmd `cmd:"" help:"${help_notice_envelope}"`
	Return   noticeReturnCmd   `cmd:"" help:"${help_notice_return}"`
	Redirect noticeRedirectCmd `cmd:"" help:"${help_notice_redirect}"`

	Instructions noticeInstructionsCmd `cmd:"" help:"${help_notice_instructions}"`
}

// noticeDraftCmd drafts the notice of one record.
type noticeDraftCmd struct {
	actorFlags
	Record string `arg:"" help:"${help_record}"`
}

// Run drafts.
func (c *noticeDraftCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		notice, err := n.Registry.DraftNotice(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.show(drafted{notice})
	})
}

type drafted struct {
	Notice fengcun.NoticeID `json:"notice"`
}

func (d drafted) text(v voice) []string { return []string{v.field("word.notice", d.Notice.String())} }

// noticeIssueCmd numbers a notice and sends it to its recipients.
type noticeIssueCmd struct {
	actorFlags
	Notice string `arg:"" help:"${help_notice}"`
	Number int    `placeholder:"SERIAL" help:"${help_notice_number}"`
}

// Run issues.
func (c *noticeIssueCmd) Run(p *program) error {
	id, err := idFlag(c.Notice, "notice")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.IssueNoticeAs(p.ctx, actor, id, c.Number); err != nil {
			return err
		}
		return p.show(done{"notice.issued"})
	})
}

// noticePrintCmd shows an issued notice as one recipient gets it.
type noticePrintCmd struct {
	actorFlags
	Notice    string `arg:"" help:"${help_notice}"`
	Recipient string `placeholder:"ORGAN" help:"${help_notice_recipient}"`
	Output    string `short:"o" aliases:"out" placeholder:"FILE" help:"${help_output}"`
}

// Run prints.
func (c *noticePrintCmd) Run(p *program) error {
	id, err := idFlag(c.Notice, "notice")
	if err != nil {
		return err
	}
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		doc, err := n.Registry.NoticeText(p.ctx, actor, id, c.Recipient)
		if err != nil {
			return err
		}
		return p.deliver(doc.Issued, c.Output)
	})
}

// receiveCmd records the receipt of a notice, from which the recipient's own
// three days run.
type receiveCmd struct {
	actorFlags
	Notice   string `arg:"" help:"${help_notice}"`
	At       string `placeholder:"TIME" help:"${help_receive_at}"`
	ByPerson bool   `help:"${help_receive_by_person}"`
	Holdings string `placeholder:"FILE" help:"${help_receive_holdings}"`
}

// holdingsRequest is the first inventory of what the organ holds.
type holdingsRequest struct {
	Holdings []struct {
		Kind  fengcun.HoldingKind `json:"kind"`
		Label string              `json:"label"`
	} `json:"holdings"`
}

// Run records the receipt.
func (c *receiveCmd) Run(p *program) error {
	id, err := idFlag(c.Notice, "notice")
	if err != nil {
		return err
	}
	at := p.clock()
	if c.At != "" {
		if at, err = time.Parse(time.RFC3339, c.At); err != nil {
			return fengcun.Invalid("cli.time", "--at")
		}
	}
	q := registry.Receipt{Notice: id, At: at}
	if c.Holdings != "" {
		var inventory holdingsRequest
		if err := p.readRequest(c.Holdings, &inventory); err != nil {
			return err
		}
		for _, h := range inventory.Holdings {
			if !oneOf(h.Kind, fengcun.HoldingKinds()) {
				return &fengcun.Error{Kind: fengcun.KindInvalid, Code: "cli.not_listed", Field: "kind", Args: map[string]string{"known": listed(fengcun.HoldingKinds())}}
			}
			q.Holdings = append(q.Holdings, registry.NewHolding{Kind: h.Kind, Label: h.Label})
		}
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if c.ByPerson {
			if err := n.Registry.ReceiveByPerson(p.ctx, actor, id, at); err != nil {
				return err
			}
			return p.show(done{"receive.by_person"})
		}
		copyID, err := n.Registry.Receive(p.ctx, actor, q)
		if err != nil {
			return err
		}
		return p.show(received{copyID})
	})
}

type received struct {
	Copy fengcun.CopyID `json:"copy"`
}

func (r received) text(v voice) []string { return []string{v.field("word.copy", r.Copy.String())} }

// confirmCmd states that holdings of one copy are sealed.
type confirmCmd struct {
	actorFlags
	Copy    string `arg:"" help:"${help_confirm_copy}"`
	Request string `arg:"" optional:"" default:"-" help:"${help_confirm_request}"`
}

type confirmRequest struct {
	Holdings []struct {
		Holding   fengcun.HoldingID `json:"holding"`
		Marked    bool              `json:"marked"`
		AccessCut bool              `json:"accessCut"`
	} `json:"holdings"`
}

// Run confirms. With the last holding the copy is sealed.
func (c *confirmCmd) Run(p *program) error {
	id, err := idFlag(c.Copy, "copy")
	if err != nil {
		return err
	}
	var q confirmRequest
	if err := p.readRequest(c.Request, &q); err != nil {
		return err
	}
	confirmation := registry.Confirmation{Copy: id}
	for _, h := range q.Holdings {
		confirmation.Holdings = append(confirmation.Holdings, registry.ConfirmedHolding{Holding: h.Holding, Marked: h.Marked, AccessCut: h.AccessCut})
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		result, err := n.Registry.Confirm(p.ctx, actor, confirmation)
		if err != nil {
			return err
		}
		return p.show(confirmed{result.CopySealed, result.RecordSealed})
	})
}

type confirmed struct {
	CopySealed   bool `json:"copySealed"`
	RecordSealed bool `json:"recordSealed"`
}

func (c confirmed) text(v voice) []string {
	answer := map[bool]string{true: v.say("word.yes", nil), false: v.say("word.no", nil)}
	return []string{
		v.field("confirm.copy_sealed", answer[c.CopySealed]),
		v.field("confirm.record_sealed", answer[c.RecordSealed]),
	}
}

// noticeInstructionsCmd prints the sheet that goes with the notice to the person.
type noticeInstructionsCmd struct {
	actorFlags
	Output string `short:"o" aliases:"out" placeholder:"FILE" help:"${help_output}"`
}

// Run prints.
func (c *noticeInstructionsCmd) Run(p *program) error {
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		doc, err := n.Registry.Instructions(p.ctx, actor)
		if err != nil {
			return err
		}
		return p.deliver(doc, c.Output)
	})
}
