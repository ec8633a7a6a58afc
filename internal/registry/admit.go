package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/openregister"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Admit enters a disclosable conviction into the open register, from which
// certificates are answered (Article 15). Only a conviction with a recorded and
// approved *not seal* decision, or whose seal was lifted, is disclosable: what is
// due to be sealed or undecided never stands there.
func (r *Registry) Admit(ctx context.Context, actor fengcun.Actor, id fengcun.RecordID) error {
	a, rec, c, err := r.working(ctx, actor, policy.Admit, id, "")
	if err != nil {
		return err
	}
	facts, err := r.readFactsOf(ctx, c)
	if err != nil {
		return err
	}
	if rec.State.Withheld() || !facts.Outcome.Disposition.Conviction() {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "admit.withheld"}
	}
	decision, err := r.disclosable(ctx, rec)
	if err != nil {
		return err
	}
	person, err := r.readPerson(ctx, c)
	if err != nil {
		return err
	}
	statements, err := r.open.Admit(openregister.Conviction{
		Row: rec.ID, Organ: rec.Organ, Decision: decision,
		Identities: identities(person.Person),
		Sentence:   string(facts.Outcome.Disposition),
	})
	if err != nil {
		return err
	}
	a.object = decision
	_, err = r.commit(ctx, a, append(statements, store.HoldRecord(rec)))
	return err
}

// disclosable returns the approved decision, or the finished unsealing, on which
// a disclosure rests.
func (r *Registry) disclosable(ctx context.Context, rec store.Record) (fengcun.ID, error) {
	decisions, err := store.DecisionsOfRecord(ctx, r.store.Reader(), rec.ID)
	if err != nil {
		return fengcun.ID{}, err
	}
	for _, d := range decisions {
		if d.State == store.DecisionApproved && (d.Verdict == "not_seal" || rec.State == fengcun.RecordUnsealed) {
			return d.ID, nil
		}
	}
	return fengcun.ID{}, &fengcun.Error{Kind: fengcun.KindConflict, Code: "admit.withheld"}
}

// withdrawOpen takes a record out of the open register and seals the refusals
// that rested on it: they are particulars of this record and never an "earlier
// result".
func (r *Registry) withdrawOpen(ctx context.Context, rec store.Record) ([]store.Statement, error) {
	statements := r.open.Remove(rec.ID)
	refusals, err := store.CertificatesRestingOn(ctx, r.store.Reader(), rec.ID)
	if err != nil {
		return nil, err
	}
	for _, refusal := range refusals {
		run, err := r.vault.NewRun(refusal.Organ)
		if err != nil {
			return nil, err
		}
		sealing, err := run.Seal(ctx, refusal.Item)
		run.End()
		if err != nil {
			return nil, err
		}
		statements = append(statements, run.Statements()...)
		statements = append(statements, sealing...)
		statements = append(statements, store.ForgetBasis(refusal))
	}
	return statements, nil
}
