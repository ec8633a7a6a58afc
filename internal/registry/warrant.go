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
	w, entered, err := r.grantItem(ctx, g, c)
	if err != nil {
		return capsule.Capsule{}, err
	}
	return r.releaseItem(ctx, w, entered, c)
}

// grantItem grants and logs the warrant.
func (r *Registry) grantItem(ctx context.Context, g grant, c store.Copy) (fengcun.Warrant, entered, error) {
	w := r.warrant(g, c.Organ)
	w.Items = []fengcun.ItemID{c.Item}
	e, err := r.commitWarrant(ctx, g, w)
	return w, e, err
}

// releaseItem has the agent release the capsule.
func (r *Registry) releaseItem(ctx context.Context, w fengcun.Warrant, e entered, c store.Copy) (capsule.Capsule, error) {
	run, sealed, err := r.vault.Sealed(ctx, c.Item)
	if err != nil {
		return capsule.Capsule{}, err
	}
	return proven(ctx, r, e, func(evidence agent.Evidence) (capsule.Capsule, error) {
		return r.agent.Release(ctx, agent.ReleaseRequest{Warrant: w, Evidence: evidence, Run: run, Sealed: sealed})
	})
}

// warrant is the warrant of a grant, its scope still open.
func (r *Registry) warrant(g grant, organ fengcun.OrganID) fengcun.Warrant {
	return fengcun.Warrant{
		ID: fengcun.NewID(), Organ: organ, Purpose: g.purpose, Basis: g.basis,
		Reader: g.requester, RequestedBy: g.requester, ApprovedBy: g.approver.Staff,
		Expires: r.clock().Add(warrantLife).Truncate(time.Second), Uses: 1,
	}
}

// entered is an entry with its place in the log.
type entered struct {
	entry audit.Entry
	index int64
}

// commitWarrant enters a warrant into the log.
func (r *Registry) commitWarrant(ctx context.Context, g grant, w fengcun.Warrant) (entered, error) {
	if err := w.Validate(); err != nil {
		return entered{}, err
	}
	a, err := r.authorize(ctx, policy.Request{
		Actor: g.approver, Act: policy.ApproveWarrant, Organ: g.approver.Organ, Proposer: g.requester,
	}, w.ID)
	if err != nil {
		return entered{}, err
	}
	a.object, a.warrant, a.detail = w.ID, w.Digest(), string(g.purpose)
	change, err := r.change(a, []store.Statement{store.InsertWarrant(w.ID, w.Organ, w.Canonical())})
	if err != nil {
		return entered{}, err
	}
	receipt, err := r.store.Commit(ctx, change)
	return entered{change.Entry, receipt.Index()}, err
}

// proven asks the key agent with the proof that an entry stands in the log, and that
// the log only grew since the agent last saw it. If another request was answered
// meanwhile, the proof starts from an older log and is made again.
func proven[T any](ctx context.Context, r *Registry, e entered, ask func(agent.Evidence) (T, error)) (T, error) {
	var answer T
	for try := 1; ; try++ {
		evidence, err := r.evidence(ctx, e)
		if err != nil {
			return answer, err
		}
		answer, err = ask(evidence)
		if code := fengcun.CodeOf(err); try == tries || code != "agent.log_moved" && code != "agent.log_shrunk" {
			return answer, err
		}
	}
}

func (r *Registry) evidence(ctx context.Context, e entered) (agent.Evidence, error) {
	since := r.agent.Seen()
	proof, err := r.store.Prove(ctx, e.index, since)
	if err != nil {
		return agent.Evidence{}, err
	}
	key, err := r.sealer.LeafKey(e.entry.Salt)
	if err != nil {
		return agent.Evidence{}, err
	}
	return agent.Evidence{
		Row: e.entry.Row(), LeafKey: key, Index: e.index, Proof: proof.Record, Checkpoint: proof.Checkpoint,
		Since: since, Grown: proof.Grown,
	}, nil
}
