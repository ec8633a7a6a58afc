package registry

import (
	"context"
	"time"

	"fengcun"
	"fengcun/internal/agent"
	"fengcun/internal/audit"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault/capsule"
)

// grant is what a warrant rests on.
type grant struct {
	approver  fengcun.Actor
	requester fengcun.StaffID
	purpose   fengcun.WarrantPurpose
	basis     string // article
}

// warrantLife is how long the warrant of an act may be used: the act follows at
// once.
const warrantLife = 10 * time.Minute

// release grants a warrant for one copy's item, commits it to the log and has
// the key agent release the item's capsule under it. The agent does not believe
// the registry: it is shown the log entry and its proof.
func (r *Registry) release(ctx context.Context, g grant, c store.Copy) (capsule.Capsule, error) {
	w, evidence, err := r.grantItem(ctx, g, c)
	if err != nil {
		return capsule.Capsule{}, err
	}
	return r.releaseItem(ctx, w, evidence, c)
}

// grantItem grants and logs the warrant.
func (r *Registry) grantItem(ctx context.Context, g grant, c store.Copy) (fengcun.Warrant, agent.Evidence, error) {
	w := r.warrant(g, c.Organ)
	w.Items = []fengcun.ItemID{c.Item}
	evidence, err := r.commitWarrant(ctx, g, w)
	return w, evidence, err
}

// releaseItem has the agent release the capsule.
func (r *Registry) releaseItem(ctx context.Context, w fengcun.Warrant, evidence agent.Evidence, c store.Copy) (capsule.Capsule, error) {
	run, sealed, err := r.vault.Sealed(ctx, c.Item)
	if err != nil {
		return capsule.Capsule{}, err
	}
	return r.agent.Release(ctx, agent.ReleaseRequest{Warrant: w, Evidence: evidence, Run: run, Sealed: sealed})
}

// warrant is the warrant of a grant, its scope still open.
func (r *Registry) warrant(g grant, organ fengcun.OrganID) fengcun.Warrant {
	return fengcun.Warrant{
		ID: fengcun.NewID(), Organ: organ, Purpose: g.purpose, Basis: g.basis,
		Reader: g.requester, RequestedBy: g.requester, ApprovedBy: g.approver.Staff,
		Expires: r.clock().Add(warrantLife).Truncate(time.Second), Uses: 1,
	}
}

// commitWarrant enters a warrant into the log and returns the proof that it
// stands there.
func (r *Registry) commitWarrant(ctx context.Context, g grant, w fengcun.Warrant) (agent.Evidence, error) {
	if err := w.Validate(); err != nil {
		return agent.Evidence{}, err
	}
	a, err := r.authorize(ctx, policy.Request{
		Actor: g.approver, Act: policy.ApproveWarrant, Organ: g.approver.Organ, Proposer: g.requester,
	}, w.ID)
	if err != nil {
		return agent.Evidence{}, err
	}
	a.object, a.warrant, a.detail = w.ID, w.Digest(), string(g.purpose)
	change, err := r.change(a, []store.Statement{store.InsertWarrant(w.ID, w.Organ, w.Canonical())})
	if err != nil {
		return agent.Evidence{}, err
	}
	receipt, err := r.store.Commit(ctx, change)
	if err != nil {
		return agent.Evidence{}, err
	}
	return r.evidence(ctx, change.Entry, receipt)
}

// evidence proves to the key agent that an entry stands in the log.
func (r *Registry) evidence(ctx context.Context, entry audit.Entry, receipt store.Receipt) (agent.Evidence, error) {
	proof, checkpoint, err := r.store.Prove(ctx, receipt.Index())
	if err != nil {
		return agent.Evidence{}, err
	}
	key, err := r.sealer.LeafKey(entry.Salt)
	if err != nil {
		return agent.Evidence{}, err
	}
	return agent.Evidence{Row: entry.Row(), LeafKey: key, Index: receipt.Index(), Proof: proof, Checkpoint: checkpoint}, nil
}
