package registry

import (
	"context"
	"time"

	"fengcun"
	"fengcun/internal/agent"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
	"fengcun/internal/vault/capsule"
)

// checkSuccession refuses a succession that would leave something behind: c.Other
// follows c.Organ, whose last day was c.To.
func (r *Registry) checkSuccession(ctx context.Context, c Change) error {
	conflict := func(code string) error {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: code, Field: "organ"}
	}
	from, err := store.Organ(ctx, r.rows, c.Organ)
	if err != nil {
		return err
	}
	to, err := store.Organ(ctx, r.rows, c.Other)
	if err != nil {
		return err
	}
	if c.To.IsZero() || !from.ValidTo.IsZero() || !to.ValidTo.IsZero() {
		return fengcun.Invalid("change.incomplete", "to")
	}
	if from.Kind != to.Kind {
		return conflict("succession.kind")
	}
	if from.Here() && !to.Here() {
		return conflict("organ.elsewhere") // its sealed items are here, and the other's key is not
	}
	u, err := store.UnfinishedOf(ctx, r.rows, c.Organ, c.Other)
	switch {
	case err != nil:
		return err
	case u.Answers > 0:
		return conflict("succession.window")
	case u.Links > 0:
		return conflict("succession.exchange")
	case u.Shared > 0, from.Connection != to.Connection && u.Deliveries > 0:
		return conflict("organ.unanswered")
	}
	return nil
}

// succeed lets one organ follow another, as the second person of the change: whatever
// the first had in hand, under its clocks and under its keys, is the other's from one
// commit on. The key agent is shown that two people said so before it passes the
// sealed wraps on; nothing is opened.
func (r *Registry) succeed(ctx context.Context, a *act, p store.Proposal, c Change, decided store.Statement) error {
	if !c.To.Before(r.today()) {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "succession.not_yet", Field: "to"}
	}
	if err := r.checkSuccession(ctx, c); err != nil {
		return err
	}
	from, err := store.Organ(ctx, r.rows, c.Organ)
	if err != nil {
		return err
	}
	statements := append(store.Succeed(c.Organ, c.Other, c.To), decided)
	if !from.Here() {
		_, err := r.commit(ctx, a, statements)
		return err
	}
	run, sealed, err := r.inherited(ctx, a, p, c)
	if err != nil {
		return err
	}
	return r.vault.Inherit(ctx, vault.Inheritance{From: c.Organ, To: c.Other, Run: run, Sealed: sealed},
		func(ctx context.Context, keys []store.Statement) error {
			_, err := r.commit(ctx, a, append(keys, statements...))
			return err
		})
}

// inherited enters the warrant of the succession into the log and has the agent pass
// the sealed wraps on.
func (r *Registry) inherited(ctx context.Context, a *act, p store.Proposal, c Change) (capsule.Run, []capsule.Sealed, error) {
	w := fengcun.Warrant{
		ID: fengcun.NewID(), Organ: c.Organ, Purpose: fengcun.PurposeSuccession, Basis: "14",
		Query:  agent.SuccessionDigest(c.Organ, c.Other),
		Reader: p.ProposedBy, RequestedBy: p.ProposedBy, ApprovedBy: a.actor.Staff,
		Expires: r.clock().Add(warrantLife).Truncate(time.Second), Uses: 1,
	}
	if err := w.Validate(); err != nil {
		return capsule.Run{}, nil, err
	}
	granted := &act{actor: a.actor, name: policy.ApproveOrgans, ground: a.ground, subject: p.ID, object: w.ID, warrant: w.Digest(), detail: string(w.Purpose)}
	change, err := r.change(granted, []store.Statement{store.InsertWarrant(w.ID, w.Organ, w.Canonical())})
	if err != nil {
		return capsule.Run{}, nil, err
	}
	receipt, err := r.store.Commit(ctx, change)
	if err != nil {
		return capsule.Run{}, nil, err
	}
	evidence, err := r.evidence(ctx, entered{change.Entry, receipt.Index()})
	if err != nil {
		return capsule.Run{}, nil, err
	}
	return r.agent.Inherit(ctx, agent.InheritRequest{Warrant: w, Evidence: evidence, To: c.Other}, r.vault)
}

// successions bounds how many organs have followed each other.
const successions = 16

// heir returns the organ that an organ is today: the last of its successors.
func (r *Registry) heir(ctx context.Context, o fengcun.Organ) (fengcun.Organ, error) {
	for range successions {
		if o.Successor == "" {
			return o, nil
		}
		next, err := store.Organ(ctx, r.rows, o.Successor)
		if err != nil {
			return o, err
		}
		o = next
	}
	return o, &fengcun.Error{Kind: fengcun.KindInternal, Code: "succession.circle"}
}

// Peer is one row of the table of organs at the same level.
type Peer = store.Peer

// Peers returns the table of organs at the same level, which is no secret.
func (r *Registry) Peers(ctx context.Context) ([]Peer, error) {
	return store.AllPeers(ctx, r.rows)
}
