package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// ManualProbe is a person's test of one holding: of a cabinet, of a system that this
// installation does not answer for, of an organ on paper. What was done and seen is
// vault content.
type ManualProbe struct {
	Holding  fengcun.HoldingID
	Passed   bool
	Order    fengcun.Particular // number of the head's written order
	Ordered  fengcun.StaffID    // the head
	Findings fengcun.Particular
}

// RecordProbe records a person's test of a confirmed holding of the own organ, on the
// order of a second person. One that failed opens the holding again.
func (r *Registry) RecordProbe(ctx context.Context, actor fengcun.Actor, q ManualProbe) error {
	a, err := r.authorize(ctx, policy.Request{
		Actor: actor, Act: policy.Probe, Organ: actor.Organ, Proposer: q.Ordered, Assignee: actor.Staff,
	}, q.Holding)
	if err != nil {
		return err
	}
	if q.Order == "" {
		return fengcun.Invalid("probe.order", "number")
	}
	h, err := store.HoldingByID(ctx, r.rows, q.Holding)
	if err != nil {
		return err
	}
	if h.Organ != actor.Organ || h.State != fengcun.HoldingConfirmed {
		return errNotFound("holding")
	}
	payload, err := encodePart(partProbe, struct {
		Order    string `json:"order"`
		Findings string `json:"findings"`
	}{q.Order.Reveal(), q.Findings.Reveal()})
	if err != nil {
		return err
	}
	item := fengcun.NewID()
	statements, err := r.vault.Deposit(actor.Organ, item, []vault.Payload{payload}, vault.Terms{})
	if err != nil {
		return err
	}
	statements = append(statements, store.InsertProbe(store.Probe{
		ID: fengcun.NewID(), Run: fengcun.NewID(), Organ: actor.Organ, Holding: h.ID, Item: item, Manual: true, Passed: q.Passed,
		On: r.today(), By: actor.Staff, OrderedBy: q.Ordered,
	}))
	if !q.Passed {
		reopened, err := reopenHolding(h)
		if err != nil {
			return err
		}
		statements = append(statements, reopened)
	}
	a.detail = "manual"
	_, err = r.commit(ctx, a, statements)
	return err
}

// SealAgain confirms a holding that a failed probe opened: marked, access cut. Its
// copy was sealed all the time.
func (r *Registry) SealAgain(ctx context.Context, actor fengcun.Actor, q ConfirmedHolding) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.SealAgain, Organ: actor.Organ}, q.Holding)
	if err != nil {
		return err
	}
	h, err := store.HoldingByID(ctx, r.rows, q.Holding)
	if err != nil {
		return err
	}
	reopened, err := store.ReopenedByProbe(ctx, r.rows, h.ID)
	if err != nil {
		return err
	}
	if h.Organ != actor.Organ || !reopened {
		return errNotFound("holding")
	}
	statements, err := r.confirmHoldings(actor, []store.Holding{h}, []ConfirmedHolding{q})
	if err != nil {
		return err
	}
	_, err = r.commit(ctx, a, statements)
	return err
}

// FailedProbe is a holding that still answered a stranger and is not sealed again.
type FailedProbe struct {
	Organ   fengcun.OrganID
	Holding fengcun.HoldingID
	On      fengcun.Date
	Manual  bool
}

// FailedProbes lists the holdings that failed: to a supervising procurator those of
// every organ, to others those of the own. It names no record and nobody.
func (r *Registry) FailedProbes(ctx context.Context, actor fengcun.Actor) ([]FailedProbe, error) {
	if err := r.viewing(ctx, actor, policy.ViewProbes, fengcun.ID{}); err != nil {
		return nil, err
	}
	failed, err := store.FailedProbes(ctx, r.rows)
	if err != nil {
		return nil, err
	}
	var list []FailedProbe
	for _, p := range failed {
		if actor.Role == fengcun.RoleSupervisor || p.Organ == actor.Organ {
			list = append(list, FailedProbe{p.Organ, p.Holding, p.On, p.Manual})
		}
	}
	return list, nil
}
