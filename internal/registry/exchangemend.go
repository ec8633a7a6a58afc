package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/message"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// CloseAlarm says that the actor has looked at an alarm.
func (r *Registry) CloseAlarm(ctx context.Context, actor fengcun.Actor, id fengcun.ID) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.MendExchange, Organ: actor.Organ}, id)
	if err != nil {
		return err
	}
	alarms, err := store.Alarms(ctx, r.rows, actor.Organ)
	if err != nil {
		return err
	}
	for _, alarm := range alarms {
		if alarm.ID == id {
			a.detail = alarm.Code
			_, err := r.commit(ctx, a, []store.Statement{store.CloseAlarm(id, actor.Organ, actor.Staff)})
			return err
		}
	}
	return errNotFound("alarm")
}

// RetryParked tries a parked message again, and those of its matter behind it, until
// one cannot take effect. It returns how many did. The first of a matter comes first.
func (r *Registry) RetryParked(ctx context.Context, actor fengcun.Actor, peer fengcun.OrganID, seq int64) (applied int, err error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.MendExchange, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return 0, err
	}
	a.detail = "retry"
	if _, err := r.commit(ctx, a, nil); err != nil {
		return 0, err
	}
	r.taking.Lock()
	defer r.taking.Unlock()
	queue, err := r.parkedFrom(ctx, actor.Organ, peer, seq)
	if err != nil {
		return 0, err
	}
	for _, p := range queue {
		if err := r.applyParked(ctx, p); err != nil {
			return applied, err
		}
		applied++
	}
	return applied, nil
}

func (r *Registry) applyParked(ctx context.Context, p store.Parked) error {
	body, err := r.openMessage(message.Parcel{From: p.Peer, To: p.Organ}, message.Item{Seq: p.Seq, ID: p.Message, Envelope: p.Envelope})
	if err != nil {
		return err
	}
	_, err = again(func() (struct{}, error) {
		return struct{}{}, r.apply(ctx, p.Peer, p.Organ, body, store.DeleteParked(p))
	})
	return err
}

// retryParked tries by itself what is parked from a peer: an answer may have come
// before the installation, set back to a backup, had served the notice again.
func (r *Registry) retryParked(ctx context.Context, organ, peer fengcun.OrganID) error {
	parked, err := store.ParkedMessages(ctx, r.rows, organ)
	if err != nil {
		return err
	}
	stuck := map[fengcun.MatterID]bool{}
	for _, p := range parked {
		if p.Peer != peer || stuck[p.Matter] {
			continue
		}
		switch err := r.applyParked(ctx, p); fengcun.KindOf(err) {
		case "":
		case fengcun.KindUnavailable, fengcun.KindInternal:
			return err
		default:
			stuck[p.Matter] = true
		}
	}
	return nil
}

// parkedFrom returns a parked message and what waits behind it.
func (r *Registry) parkedFrom(ctx context.Context, organ, peer fengcun.OrganID, seq int64) ([]store.Parked, error) {
	parked, err := store.ParkedMessages(ctx, r.rows, organ)
	if err != nil {
		return nil, err
	}
	var queue []store.Parked
	var first *store.Parked
	for i, p := range parked {
		if p.Peer == peer && p.Seq == seq {
			first = &parked[i]
		}
	}
	if first == nil {
		return nil, errNotFound("message")
	}
	for _, p := range parked {
		switch {
		case p.Peer != peer || p.Matter != first.Matter || first.Matter.IsZero() && p.Seq != seq:
		case p.Seq < seq:
			return nil, &fengcun.Error{Kind: fengcun.KindConflict, Code: "exchange.behind_parked"}
		default:
			queue = append(queue, p)
		}
	}
	return queue, nil
}

// DiscardParked gives up a parked message that can never take effect, on the order of
// a second person: what it said has to be said again by its sender. What waits behind
// it can then be tried again.
func (r *Registry) DiscardParked(ctx context.Context, actor fengcun.Actor, orderedBy fengcun.StaffID, peer fengcun.OrganID, seq int64) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.DiscardParked, Organ: actor.Organ, Proposer: orderedBy}, fengcun.ID{})
	if err != nil {
		return err
	}
	queue, err := r.parkedFrom(ctx, actor.Organ, peer, seq)
	if err != nil {
		return err
	}
	a.detail = queue[0].Code
	_, err = r.commit(ctx, a, []store.Statement{store.DeleteParked(queue[0])})
	return err
}
