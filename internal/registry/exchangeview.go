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
