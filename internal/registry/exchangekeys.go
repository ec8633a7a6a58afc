package registry

import (
	"context"
	"net"
	"time"

	"fengcun"
	"fengcun/internal/message"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// NewExchangeKey makes a new exchange key of the actor's organ, on the order of a
// second person, and announces it to everybody the organ exchanges with; each goes
// over to it when it has taken the announcement. The address, host:port, is where
// the installation is reached; it is empty where parcels are carried by hand.
func (r *Registry) NewExchangeKey(ctx context.Context, actor fengcun.Actor, orderedBy fengcun.StaffID, address string) (message.Card, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.RotateKeys, Organ: actor.Organ, Proposer: orderedBy}, fengcun.ID{})
	if err != nil {
		return message.Card{}, err
	}
	links, err := r.linksOf(ctx, actor.Organ)
	if err != nil {
		return message.Card{}, err
	}
	for _, l := range links {
		if l.KeySeq > l.Acked {
			return message.Card{}, &fengcun.Error{Kind: fengcun.KindConflict, Code: "exchange.key_under_way", Args: map[string]string{"organ": string(l.Peer)}}
		}
	}
	if _, _, err := net.SplitHostPort(address); address != "" && err != nil {
		return message.Card{}, fengcun.Invalid("exchange.address", "address")
	}
	today := r.today()
	card, err := r.exchange.NewKey(actor.Organ, today, address)
	if err != nil {
		return message.Card{}, err
	}
	raw, err := r.exchange.Signed(actor.Organ)
	if err != nil {
		return message.Card{}, err
	}
	statements := []store.Statement{store.InsertPeerKey(store.PeerKey{
		Organ: actor.Organ, ID: card.ID(), Card: raw, ValidFrom: today, AddedBy: actor.Staff, ApprovedBy: orderedBy,
	})}
	for _, l := range links {
		posted, err := r.post(ctx, actor.Organ, l.Peer, fengcun.NewID(), exchanged{Kind: messageKey, Card: raw}, "")
		if err != nil {
			return message.Card{}, err
		}
		statements = append(append(statements, posted...), store.AnnounceKey(l))
	}
	a.object, a.detail = card.ID(), "exchange"
	_, err = r.commit(ctx, a, statements)
	return card, err
}

func (r *Registry) linksOf(ctx context.Context, organ fengcun.OrganID) ([]store.Link, error) {
	all, err := store.Links(ctx, r.rows)
	if err != nil {
		return nil, err
	}
	var own []store.Link
	for _, l := range all {
		if l.Organ == organ {
			own = append(own, l)
		}
	}
	return own, nil
}

// ExchangeCard is the card of the actor's organ, to be handed to other
// installations. It holds nothing secret.
func (r *Registry) ExchangeCard(ctx context.Context, organ fengcun.OrganID) ([]byte, message.KeyID, error) {
	own, err := store.PeerKeys(ctx, r.rows, organ)
	if err != nil {
		return nil, message.KeyID{}, err
	}
	if len(own) == 0 {
		return nil, message.KeyID{}, &fengcun.Error{Kind: fengcun.KindConflict, Code: "exchange.no_key", Field: "organ"}
	}
	newest := own[len(own)-1]
	return newest.Card, newest.ID, nil
}

// TrustPeer enters an organ's exchange key in the peer list. Two people do it, who
// have compared the key's identifier with that organ over another way: a card proves
// that somebody has the key, not who. Compared is that identifier.
func (r *Registry) TrustPeer(ctx context.Context, actor fengcun.Actor, orderedBy fengcun.StaffID, raw []byte, compared message.KeyID) (message.Card, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.TrustPeer, Organ: actor.Organ, Proposer: orderedBy}, fengcun.ID{})
	if err != nil {
		return message.Card{}, err
	}
	card, err := message.ReadCard(r.exchange.Suite(), raw)
	if err != nil {
		return message.Card{}, err
	}
	if card.ID() != compared {
		return message.Card{}, fengcun.Invalid("exchange.not_compared", "key")
	}
	organ, err := store.Organ(ctx, r.rows, card.Organ)
	if err != nil {
		return message.Card{}, err
	}
	if organ.Here() || organ.Connection == fengcun.OnPaper {
		return message.Card{}, &fengcun.Error{Kind: fengcun.KindConflict, Code: "exchange.not_peer", Field: "organ"}
	}
	a.object = card.ID()
	_, err = r.commit(ctx, a, []store.Statement{store.InsertPeerKey(store.PeerKey{
		Organ: organ.ID, ID: card.ID(), Card: raw, ValidFrom: card.ValidFrom, AddedBy: actor.Staff, ApprovedBy: orderedBy,
	})})
	return card, err
}

// DistrustPeer ends the time in which a key of an organ elsewhere is believed, at
// once: it was lost, or is nobody's any more.
func (r *Registry) DistrustPeer(ctx context.Context, actor fengcun.Actor, orderedBy fengcun.StaffID, organ fengcun.OrganID, key message.KeyID) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.TrustPeer, Organ: actor.Organ, Proposer: orderedBy}, fengcun.ID{})
	if err != nil {
		return err
	}
	a.object, a.detail = key, "ended"
	_, err = r.commit(ctx, a, []store.Statement{store.EndPeerKey(organ, key, r.today())})
	return err
}

// signer finds the key that a parcel names in the peer list. The parcel's own date
// is not asked, for whoever stole an old key can write any.
func (r *Registry) signer(ctx context.Context) message.Signer {
	return func(organ fengcun.OrganID, id message.KeyID, _ time.Time) ([]byte, error) {
		keys, err := store.PeerKeys(ctx, r.rows, organ)
		if err != nil {
			return nil, err
		}
		for _, k := range keys {
			if k.ID != id {
				continue
			}
			if !k.ValidTo.IsZero() && !k.ValidTo.After(r.today()) {
				return nil, &fengcun.Error{Kind: fengcun.KindForbidden, Code: "exchange.key_expired"}
			}
			card, err := message.ReadCard(r.exchange.Suite(), k.Card)
			return card.Sign, err
		}
		return nil, &fengcun.Error{Kind: fengcun.KindForbidden, Code: "exchange.unknown_key"}
	}
}
