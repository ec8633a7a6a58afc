package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// ManualProbe is a person's test of one holding: of a cabinet, or of a system that this
// installation does not answer for. What was done and seen is vault content.
type ManualProbe struct {
	Order    fengcun.ID // of the head, see OrderProbes
	Holding  fengcun.HoldingID
	Passed   bool
	Findings fengcun.Particular
}

// RecordProbe records a person's test of a confirmed holding of the own organ. One
// that failed opens the holding again.
func (r *Registry) RecordProbe(ctx context.Context, actor fengcun.Actor, q ManualProbe) error {
	o, a, err := r.underOrder(ctx, actor, q.Order)
	if err != nil {
		return err
	}
	if q.Findings == "" {
		return fengcun.Invalid("probe.findings", "findings")
	}
	h, err := store.HoldingByID(ctx, r.rows, q.Holding)
	if err != nil {
		return err
	}
	copies, err := store.CopiesOfHolding(ctx, r.rows, h.ID)
	if err != nil {
		return err
	}
	if h.Organ != actor.Organ || h.State != fengcun.HoldingConfirmed || !allSealed(copies) {
		return errNotFound("holding")
	}
	payload, err := encodePart(partProbe, struct {
		Order    fengcun.ID `json:"order"`
		Findings string     `json:"findings"`
	}{o.ID, q.Findings.Reveal()})
	if err != nil {
		return err
	}
	item := fengcun.NewID()
	statements, err := r.vault.Deposit(actor.Organ, item, []vault.Payload{payload}, vault.Terms{})
	if err != nil {
		return err
	}
	statements = append(statements, store.InsertProbe(store.Probe{
		ID: fengcun.NewID(), Run: fengcun.NewID(), Organ: actor.Organ, Holding: h.ID, Confirmed: h.Version, Item: item, Manual: true, Passed: q.Passed,
		On: r.today(), By: actor.Staff, OrderedBy: o.OrderedBy,
	})...)
	if !q.Passed {
		reopened, err := r.reopenHolding(ctx, h)
		if err != nil {
			return err
		}
		statements = append(statements, reopened...)
	}
	for _, c := range copies {
		told, err := r.tellProbed(ctx, c, map[fengcun.HoldingID]bool{h.ID: q.Passed})
		if err != nil {
			return err
		}
		statements = append(statements, told...)
	}
	a.subject, a.detail = h.ID, "manual"
	_, err = r.commit(ctx, a, statements)
	return err
}

func allSealed(copies []store.Copy) bool {
	for _, c := range copies {
		if c.State != fengcun.CopySealed {
			return false
		}
	}
	return len(copies) > 0
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
	statements = append(statements, store.CloseDeadlines(h.Organ, h.ID, r.today()), store.HastenProbes(h.Organ, r.sometime(probeSoon)))
	_, err = r.commit(ctx, a, statements)
	return err
}
