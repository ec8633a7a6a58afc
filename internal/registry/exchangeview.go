package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/message"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// ExchangeView is what an organ sees of its exchange: numbers, codes and days.
// Nothing in it names a matter.
type ExchangeView struct {
	Key    message.KeyID // of the organ, zero if it has none
	Peers  []PeerView
	Parked []ParkedView
	Alarms []store.Alarm
}

// PeerView is one organ elsewhere.
type PeerView struct {
	Organ      fengcun.OrganID
	Connection fengcun.Connection
	Key        message.KeyID // in force, zero if nobody confirmed one
	KeySince   fengcun.Date
	Address    string // where its installation is reached; empty if it is not
	Sent       int64  // messages made for it
	Taken      int64  // of these, confirmed as taken by it
	Received   int64  // messages taken from it
	ParcelsOut int64
	ParcelsIn  int64
	HeardOn    fengcun.Date // zero if never
}

// ParkedView is a message that waits for a person.
type ParkedView struct {
	Peer     fengcun.OrganID
	Seq      int64
	Code     string // why
	ParkedOn fengcun.Date
}

// Exchange shows the actor's organ its exchange.
func (r *Registry) Exchange(ctx context.Context, actor fengcun.Actor) (ExchangeView, error) {
	if err := r.viewing(ctx, actor, policy.ViewExchange, fengcun.ID{}); err != nil {
		return ExchangeView{}, err
	}
	var v ExchangeView
	if own, err := store.PeerKeys(ctx, r.rows, actor.Organ); err != nil {
		return v, err
	} else if n := len(own); n > 0 {
		v.Key = own[n-1].ID
	}
	organs, err := store.Organs(ctx, r.rows)
	if err != nil {
		return v, err
	}
	for _, o := range organs {
		if !o.Exchanges() {
			continue
		}
		p, err := r.peerView(ctx, actor.Organ, o)
		if err != nil {
			return v, err
		}
		v.Peers = append(v.Peers, p)
	}
	parked, err := store.ParkedMessages(ctx, r.rows, actor.Organ)
	if err != nil {
		return v, err
	}
	for _, p := range parked {
		v.Parked = append(v.Parked, ParkedView{p.Peer, p.Seq, p.Code, p.ParkedOn})
	}
	v.Alarms, err = store.Alarms(ctx, r.rows, actor.Organ)
	return v, err
}

func (r *Registry) peerView(ctx context.Context, organ fengcun.OrganID, peer fengcun.Organ) (PeerView, error) {
	l, err := store.LinkTo(ctx, r.rows, organ, peer.ID)
	if err != nil {
		return PeerView{}, err
	}
	v := PeerView{
		Organ: peer.ID, Connection: peer.Connection, Sent: l.Sent, Taken: l.Acked, Received: l.Received,
		ParcelsOut: l.ParcelsOut, ParcelsIn: l.ParcelsIn, HeardOn: l.HeardOn,
	}
	card, err := r.peerCard(ctx, peer.ID)
	if fengcun.CodeOf(err) == "notice.not_connected" {
		return v, nil
	}
	v.Key, v.KeySince, v.Address = card.ID(), card.ValidFrom, card.Address
	return v, err
}

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
		body, err := r.openMessage(message.Parcel{From: p.Peer, To: p.Organ}, message.Item{Seq: p.Seq, ID: p.Message, Envelope: p.Envelope})
		if err != nil {
			return applied, err
		}
		if _, err := again(func() (struct{}, error) {
			return struct{}{}, r.apply(ctx, p.Peer, p.Organ, body, store.DeleteParked(p))
		}); err != nil {
			return applied, err
		}
		applied++
	}
	return applied, nil
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
