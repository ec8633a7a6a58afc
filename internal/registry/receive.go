package registry

import (
	"context"
	"slices"
	"time"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Receipt is one recipient's receipt of a notice, with the first inventory of
// what that organ holds.
type Receipt struct {
	Notice   fengcun.NoticeID
	At       time.Time // when it was received; its civil date starts the clock
	Holdings []NewHolding
}

// Receive records the actor's organ's receipt and starts that organ's own three
// days (Articles 11, 12): from its receipt, not from the notice's date. The
// receiving member of staff becomes the copy's assignee.
func (r *Registry) Receive(ctx context.Context, actor fengcun.Actor, q Receipt) (fengcun.CopyID, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Receive, Organ: actor.Organ}, q.Notice)
	if err != nil {
		return fengcun.CopyID{}, err
	}
	n, err := store.NoticeByID(ctx, r.rows, q.Notice)
	if err != nil {
		return fengcun.CopyID{}, err
	}
	d, err := store.DeliveryTo(ctx, r.rows, q.Notice, string(actor.Organ))
	if err != nil {
		return fengcun.CopyID{}, asked("notice", err)
	}
	if d.State == fengcun.DeliveryConfirmed {
		return fengcun.CopyID{}, errNotFound("notice") // the organ's copy is sealed
	}
	a.subject = n.Record
	received, err := r.received(d, q.At)
	if err != nil {
		return fengcun.CopyID{}, err
	}
	c, err := r.deliveredCopy(ctx, n.Record, actor.Organ)
	if err != nil {
		return fengcun.CopyID{}, err
	}
	clock, err := r.receiptClock(ctx, actor.Organ, d.Basis, c.ID, received.ReceivedOn)
	if err != nil {
		return fengcun.CopyID{}, err
	}
	holdings, err := inventory(actor.Organ, []fengcun.CopyID{c.ID}, q.Holdings)
	if err != nil {
		return fengcun.CopyID{}, err
	}
	told, err := r.tellReceipt(ctx, received, n.Record, c, q.Holdings)
	if err != nil {
		return fengcun.CopyID{}, err
	}
	rec, err := store.RecordByID(ctx, r.rows, n.Record)
	if err != nil {
		return fengcun.CopyID{}, err
	}
	withdrawal, err := r.withdrawElsewhere(ctx, rec, c)
	if err != nil {
		return fengcun.CopyID{}, err
	}
	facts, err := r.readFactsOf(ctx, c)
	if err != nil {
		return fengcun.CopyID{}, err
	}
	joint, err := r.jointFile(ctx, c, actor.Staff, facts)
	if err != nil {
		return fengcun.CopyID{}, err
	}
	a.object, a.detail = n.ID, d.Basis
	statements := append(slices.Concat(holdings, told, joint, withdrawal, clock), store.MoveDelivery(received), store.MoveCopy(c, fengcun.CopyWorking, actor.Staff))
	_, err = r.commit(ctx, a, statements)
	return c.ID, err
}

// tellReceipt tells a sender on another installation when the notice was received,
// and how many holdings of each kind there are.
func (r *Registry) tellReceipt(ctx context.Context, d store.Delivery, record fengcun.RecordID, c store.Copy, holdings []NewHolding) ([]store.Statement, error) {
	rec, err := store.RecordByID(ctx, r.rows, record)
	if err != nil {
		return nil, err
	}
	var held []store.Holding
	for _, h := range holdings {
		held = append(held, store.Holding{Kind: h.Kind, State: fengcun.HoldingInventoried})
	}
	return r.tellSender(ctx, d, rec.Matter, c.Item, exchanged{
		Kind: messageReceipt, At: d.ReceivedAt.Unix(), On: d.ReceivedOn, Counts: countHoldings(held),
	}, "")
}

// ReceiveByPerson records, at the issuing organ, that the person received the
// notice (送达回证). The person has no duty to seal and so no clock.
func (r *Registry) ReceiveByPerson(ctx context.Context, actor fengcun.Actor, notice fengcun.NoticeID, at time.Time) error {
	n, d, a, err := r.toPerson(ctx, actor, policy.Receive, notice)
	if err != nil {
		return err
	}
	received, err := r.received(d, at)
	if err != nil {
		return err
	}
	a.object, a.detail = n.ID, store.Person
	_, err = r.commit(ctx, a, []store.Statement{store.MoveDelivery(received)})
	return err
}

// received moves a delivery on, refusing a receipt before service or in the
// future.
func (r *Registry) received(d store.Delivery, at time.Time) (store.Delivery, error) {
	if _, err := d.State.Next(fengcun.DeliveryReceived); err != nil {
		return d, err
	}
	d.State, d.ReceivedAt, d.ReceivedOn, d.EnteredOn = fengcun.DeliveryReceived, at, fengcun.DateOf(at), r.today()
	if at.After(r.clock()) {
		return d, fengcun.Invalid("receive.future", "at")
	}
	if d.ReceivedOn.Before(d.DispatchedOn) {
		return d, fengcun.Invalid("receive.before_service", "at")
	}
	return d, nil
}

// deliveredCopy is the copy that came with a notice and that nobody has in hand
// yet.
func (r *Registry) deliveredCopy(ctx context.Context, record fengcun.RecordID, organ fengcun.OrganID) (store.Copy, error) {
	copies, err := store.CopiesOfRecord(ctx, r.rows, record)
	if err != nil {
		return store.Copy{}, err
	}
	for _, c := range copies {
		if c.Organ == organ && c.State == fengcun.CopyWorking && c.Assignee == "" {
			return c, nil
		}
	}
	return store.Copy{}, errNotFound("copy")
}
