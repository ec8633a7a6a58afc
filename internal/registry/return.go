package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// ReturnReason says why a recipient returns a notice, as a code.
type ReturnReason string

// The reasons for returning a notice.
const (
	ReturnWrongOrgan ReturnReason = "wrong_organ" // 不属于本机关
	ReturnWrongLevel ReturnReason = "wrong_level" // 级别不对应
)

// ReturnReasons lists every reason.
func ReturnReasons() []ReturnReason { return []ReturnReason{ReturnWrongOrgan, ReturnWrongLevel} }

// ReturnNotice returns a notice that reached the wrong organ or level, with the
// reason. The recipient's clock ends; the issuer has to send it to another one.
// Whoever has already listed what it holds is not the wrong organ.
func (r *Registry) ReturnNotice(ctx context.Context, actor fengcun.Actor, notice fengcun.NoticeID, reason ReturnReason) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.ReturnNotice, Organ: actor.Organ}, notice)
	if err != nil {
		return err
	}
	if !slices.Contains(ReturnReasons(), reason) {
		return fengcun.Invalid("return.reason", "reason")
	}
	n, d, err := r.openDelivery(ctx, notice, actor.Organ)
	if err != nil {
		return err
	}
	next, err := r.answered(d, fengcun.DeliveryReturned, r.clock())
	if err != nil {
		return err
	}
	c, err := r.copyInHand(ctx, n.Record, actor.Organ)
	if err != nil {
		return err
	}
	holdings, err := store.HoldingsOfCopy(ctx, r.rows, c.ID)
	if err != nil {
		return err
	}
	if len(holdings) > 0 {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "return.holdings"}
	}
	statements := []store.Statement{store.MoveDelivery(next), store.CloseDeadlines(actor.Organ, c.ID, r.today())}
	rec, err := store.RecordByID(ctx, r.rows, n.Record)
	if err != nil {
		return err
	}
	told, err := r.tellSender(ctx, d, rec.Matter, c.Item, exchanged{Kind: messageReturn, Reason: string(reason), On: r.today()}, "")
	if err != nil {
		return err
	}
	if told == nil && d.Sender == n.Organ {
		// It waits here, in nobody's hands, until the issuer sends it on.
		statements = append(statements, store.MoveCopy(c, c.State, ""))
	} else {
		statements = slices.Concat(statements, told, store.DeleteCopy(c), r.vault.Destroy(c.Item))
	}
	up, err := r.nothingBelow(ctx, n, d)
	if err != nil {
		return err
	}
	statements = append(statements, up...)
	a.subject, a.object, a.detail = n.Record, n.ID, string(reason)
	_, err = r.commit(ctx, a, statements)
	return err
}

// Redirect sends a returned notice to the organ that it should have gone to. The
// new recipient has a clock of its own, from its own receipt; what the wrong organ
// had got is destroyed. The drafter's second person does it, as with the notice
// itself.
func (r *Registry) Redirect(ctx context.Context, actor fengcun.Actor, notice fengcun.NoticeID, from, to fengcun.OrganID) error {
	n, d, err := r.openDelivery(ctx, notice, from)
	if err != nil {
		return err
	}
	if n.Organ != actor.Organ {
		return errNotFound("notice")
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.RedirectNotice, Organ: n.Organ, Proposer: n.DraftedBy}, n.Record)
	if err != nil {
		return err
	}
	if d.State != fengcun.DeliveryReturned {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "redirect.not_returned"}
	}
	target, err := store.Organ(ctx, r.rows, to)
	if err != nil {
		return err
	}
	d.ReplacedBy = to
	statements := []store.Statement{store.MoveDelivery(d)}
	_, err = store.DeliveryTo(ctx, r.rows, notice, string(to))
	switch {
	case err == nil: // it has the notice already
	case fengcun.KindOf(err) != fengcun.KindNotFound:
		return err
	case to == n.Organ:
		return fengcun.Invalid("redirect.self", "to")
	default:
		from, err := r.copyToServe(ctx, n, from)
		if err != nil {
			return err
		}
		person, err := r.readPerson(ctx, from)
		if err != nil {
			return err
		}
		facts, err := r.readFactsOf(ctx, from)
		if err != nil {
			return err
		}
		served, err := r.serve(ctx, service{notice: n, to: target, by: n.Organ, basis: d.Basis, on: r.today(), item: from.Item}, person, &facts)
		if err != nil {
			return err
		}
		statements = append(statements, served...)
	}
	if c, err := r.copyInHand(ctx, n.Record, from); err == nil {
		statements = slices.Concat(statements, r.vault.Destroy(c.Item), store.DeleteCopy(c))
	} else if fengcun.KindOf(err) != fengcun.KindNotFound {
		return err
	}
	a.object, a.detail = n.ID, string(fengcun.DeliveryReturned)
	_, err = r.commit(ctx, a, statements)
	return err
}

// copyToServe is what a notice is written from: the issuer's own copy or, once that
// is sealed, the one that came back.
func (r *Registry) copyToServe(ctx context.Context, n store.Notice, returnedBy fengcun.OrganID) (store.Copy, error) {
	c, err := r.copyInHand(ctx, n.Record, n.Organ)
	if fengcun.KindOf(err) == fengcun.KindNotFound {
		c, err = r.copyInHand(ctx, n.Record, returnedBy)
	}
	if fengcun.KindOf(err) == fengcun.KindNotFound {
		err = &fengcun.Error{Kind: fengcun.KindConflict, Code: "redirect.sealed", Args: map[string]string{"article": "11"}}
	}
	return c, err
}
