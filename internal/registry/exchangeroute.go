package registry

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"

	"fengcun"
	"fengcun/internal/message"
	"fengcun/internal/store"
)

// MaxParcel bounds a parcel, in bytes.
const MaxParcel = message.MaxParcel

// Route is a pair of organs, one here and one on another installation that is
// reached over a network.
type Route struct {
	Organ, Peer fengcun.OrganID
	Address     string // host:port; empty for one that only calls
	TLS         []byte // digest of the key of its certificate
}

// Routes lists the routes of the live carrier, as the peer list has them now. It
// names no matter, and nothing happens by it.
func (r *Registry) Routes(ctx context.Context) ([]Route, error) {
	organs, err := store.Organs(ctx, r.rows)
	if err != nil {
		return nil, err
	}
	var here []fengcun.OrganID
	for _, o := range organs {
		own, err := store.PeerKeys(ctx, r.rows, o.ID)
		if err != nil {
			return nil, err
		}
		if o.Here() && len(own) > 0 {
			here = append(here, o.ID)
		}
	}
	var routes []Route
	for _, o := range organs {
		if o.Connection != fengcun.ConnectedByNode {
			continue
		}
		card, err := r.peerCard(ctx, o.ID)
		if fengcun.CodeOf(err) == "notice.not_connected" {
			continue // nobody confirmed a key of it yet
		}
		if err != nil {
			return nil, err
		}
		for _, organ := range here {
			routes = append(routes, Route{organ, o.ID, card.Address, card.TLS})
		}
	}
	return routes, nil
}

// ExchangeCertificate is the certificate under which this installation exchanges.
func (r *Registry) ExchangeCertificate() (tls.Certificate, error) {
	return r.exchange.Certificate(r.clock())
}

// PeerCertificate refuses a certificate that is not of an organ in the peer list,
// codes exchange.unknown_certificate and exchange.certificate_expired. With a key, it
// has to be that one.
func (r *Registry) PeerCertificate(ctx context.Context, c *x509.Certificate, key []byte) error {
	if now := r.clock(); now.Before(c.NotBefore.Add(-clockSkew)) || now.After(c.NotAfter) {
		return &fengcun.Error{Kind: fengcun.KindForbidden, Code: "exchange.certificate_expired"}
	}
	known := key != nil && bytes.Equal(key, message.TLSKeyOf(c))
	if key == nil {
		routes, err := r.Routes(ctx)
		if err != nil {
			return err
		}
		for _, route := range routes {
			known = known || bytes.Equal(route.TLS, message.TLSKeyOf(c))
		}
	}
	if !known {
		return &fengcun.Error{Kind: fengcun.KindForbidden, Code: "exchange.unknown_certificate"}
	}
	return nil
}

// RaiseAlarm raises an alarm of the carrier's at an organ here: another key at a
// peer's address, a peer that refuses what it is sent.
func (r *Registry) RaiseAlarm(ctx context.Context, route Route, code string) error {
	return r.alarm(ctx, route.Organ, route.Peer, code)
}
