package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// ClientKind is how a client shows who it is.
type ClientKind string

// The kinds.
const (
	ClientCertificate ClientKind = "certificate" // mutual TLS; the handle is the SHA-256 of the certificate
	ClientKey         ClientKind = "key"         // signed requests; the handle is the Ed25519 public key
)

// Client is a program of an organ's own that works through the API: its case
// system. It acts as one account in one organ and role and may do what that role
// may, no more.
type Client struct {
	ID       fengcun.ID
	Kind     ClientKind
	Handle   [32]byte
	As       fengcun.Actor
	ValidTo  fengcun.Date // the last day; at most two years ahead
	Approved bool
}

// longestClient is for how long a client is registered at most, in days.
const longestClient = 2 * 366

// ProposeClient enters a client of the actor's organ. It does nothing until a
// second person approves it.
//
// Errors: client.kind, client.account (the account has not the role),
// client.valid_to, client.exists (conflict).
func (r *Registry) ProposeClient(ctx context.Context, actor fengcun.Actor, c Client) (fengcun.ID, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.ProposeClient, Organ: c.As.Organ}, fengcun.ID{})
	if err != nil {
		return fengcun.ID{}, err
	}
	if c.Kind != ClientCertificate && c.Kind != ClientKey || c.Handle == [32]byte{} {
		return fengcun.ID{}, fengcun.Invalid("client.kind", "handle")
	}
	if today := r.today(); !c.ValidTo.Valid() || c.ValidTo.Before(today) || today.DaysUntil(c.ValidTo) > longestClient {
		return fengcun.ID{}, fengcun.Invalid("client.valid_to", "validTo")
	}
	members, err := store.Memberships(ctx, r.rows, c.As.Staff, r.today())
	if err != nil {
		return fengcun.ID{}, err
	}
	if !slices.Contains(members, c.As) {
		return fengcun.ID{}, fengcun.Invalid("client.account", "as")
	}
	a.object, a.detail = fengcun.NewID(), string(c.As.Role)
	_, err = r.commit(ctx, a, []store.Statement{store.InsertClient(store.Client{
		ID: a.object, Kind: string(c.Kind), Handle: c.Handle, Actor: c.As, ValidTo: c.ValidTo, ProposedBy: actor.Staff,
	})})
	if fengcun.CodeOf(err) == "store.conflict" {
		return fengcun.ID{}, &fengcun.Error{Kind: fengcun.KindConflict, Code: "client.exists", Field: "handle"}
	}
	return a.object, err
}

// ApproveClient lets a proposed client in. The approver is never the proposer.
func (r *Registry) ApproveClient(ctx context.Context, actor fengcun.Actor, id fengcun.ID) error {
	c, err := r.ownClient(ctx, actor, id)
	if err != nil {
		return err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.ApproveClient, Organ: c.Actor.Organ, Proposer: c.ProposedBy}, c.ID)
	if err != nil {
		return err
	}
	if c.State != store.ClientProposed {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "client.state"}
	}
	a.object, a.detail = c.ID, string(c.Actor.Role)
	_, err = r.commit(ctx, a, []store.Statement{store.MoveClient(c, store.ClientActive, actor.Staff)})
	return err
}

// RevokeClient keeps a client out from now on. One person is enough.
func (r *Registry) RevokeClient(ctx context.Context, actor fengcun.Actor, id fengcun.ID) error {
	c, err := r.ownClient(ctx, actor, id)
	if err != nil {
		return err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.RevokeClient, Organ: c.Actor.Organ}, c.ID)
	if err != nil {
		return err
	}
	if c.State == store.ClientRevoked {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "client.state"}
	}
	_, err = r.commit(ctx, a, []store.Statement{store.MoveClient(c, store.ClientRevoked, c.ApprovedBy)})
	return err
}

func (r *Registry) ownClient(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (store.Client, error) {
	c, err := store.ClientByID(ctx, r.rows, id)
	if err != nil {
		return store.Client{}, err
	}
	if c.Actor.Organ != actor.Organ {
		return store.Client{}, errNotFound("client")
	}
	return c, nil
}

// Clients lists the clients of the actor's organ that are not revoked, for whoever
// may revoke them.
func (r *Registry) Clients(ctx context.Context, actor fengcun.Actor) ([]Client, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.RevokeClient, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return nil, err
	}
	a.detail = "list"
	if _, err := r.commit(ctx, a, nil); err != nil {
		return nil, err
	}
	rows, err := store.ClientsOf(ctx, r.rows, actor.Organ)
	if err != nil {
		return nil, err
	}
	var clients []Client
	for _, c := range rows {
		clients = append(clients, Client{
			ID: c.ID, Kind: ClientKind(c.Kind), Handle: c.Handle, As: c.Actor, ValidTo: c.ValidTo, Approved: c.State == store.ClientActive,
		})
	}
	return clients, nil
}

// ClientOf returns whom the holder of a handle acts as. The books are read each
// time: a client that was revoked, has run out or whose account lost its role is
// out with the next request. It commits nothing: what the client then does has its
// own entry.
//
// Errors: client.unknown (forbidden), for every handle that is not a live client's.
func (r *Registry) ClientOf(ctx context.Context, kind ClientKind, handle [32]byte) (fengcun.Actor, error) {
	c, err := store.ActiveClient(ctx, r.rows, string(kind), handle, r.today())
	if fengcun.KindOf(err) == fengcun.KindNotFound {
		return fengcun.Actor{}, &fengcun.Error{Kind: fengcun.KindForbidden, Code: "client.unknown"}
	}
	return c.Actor, err
}
