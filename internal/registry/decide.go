package registry

import (
	"context"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// Proposed is a decision that waits for its second person.
type Proposed struct {
	Decision fengcun.ID
	law.Decision
}

// decisionPayload is version 1 of the part: the facts used and what followed.
// Sentences are never stored; they are rendered from the codes.
type decisionPayload struct {
	Facts    law.Facts    `json:"facts"`
	AsOf     fengcun.Date `json:"asOf"`
	Decision law.Decision `json:"decision"`
}

// ProposeDecision applies the law to the facts of a concluded record, as of
// today. findings, if given, adds what a person found (the main act, a birthday
// on 29 February) to the facts; the law itself is asked again and never
// overruled.
func (r *Registry) ProposeDecision(ctx context.Context, actor fengcun.Actor, id fengcun.RecordID, findings func(*law.Facts)) (Proposed, error) {
	a, rec, c, err := r.working(ctx, actor, policy.ProposeDecision, id, "")
	if err != nil {
		return Proposed{}, err
	}
	if rec.State != fengcun.RecordConcluded && rec.State != fengcun.RecordUndecided {
		_, err := rec.State.Next(fengcun.RecordSealDue)
		if err != nil {
			return Proposed{}, err
		}
	}
	part, err := r.vault.Open(ctx, c.Item, partFacts)
	if err != nil {
		return Proposed{}, err
	}
	facts, err := readFacts(part)
	if err != nil {
		return Proposed{}, err
	}
	if findings != nil {
		findings(&facts)
	}
	today := r.today()
	decision := law.Decide(facts, today)
	if decision.Verdict == law.NotYet {
		return Proposed{}, &fengcun.Error{Kind: fengcun.KindConflict, Code: "decide.not_yet", Field: "disposition"}
	}
	payload, err := encodePart(partDecision, decisionPayload{facts, today, decision})
	if err != nil {
		return Proposed{}, err
	}
	partNo, statements, err := r.vault.Append(ctx, c.Item, payload)
	if err != nil {
		return Proposed{}, err
	}
	d := store.Decision{
		ID: fengcun.NewID(), Record: rec.ID, PartNo: partNo, Verdict: string(decision.Verdict),
		RuleSet: decision.RuleSet.Version, ProposedBy: actor.Staff, DecidedOn: today,
	}
	a.object, a.detail = d.ID, d.Verdict
	_, err = r.commit(ctx, a, append(statements, store.HoldRecord(rec), store.InsertDecision(d)))
	return Proposed{d.ID, decision}, err
}

// ApproveDecision makes a proposed decision stand. The approver is never the
// proposer. A record that had been disclosable and is now due to be sealed
// leaves the open register in the same commit, and refusals that rested on it
// seal with it.
func (r *Registry) ApproveDecision(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (fengcun.RecordState, error) {
	d, err := store.DecisionByID(ctx, r.store.Reader(), id)
	if err != nil {
		return "", err
	}
	a, rec, c, err := r.working(ctx, actor, policy.ApproveDecision, d.Record, d.ProposedBy)
	if err != nil {
		return "", err
	}
	state, err := stateOf(law.Verdict(d.Verdict))
	if err != nil {
		return "", err
	}
	if _, err := rec.State.Next(state); err != nil {
		return "", err
	}
	today := r.today()
	statements := []store.Statement{store.ApproveDecision(d, actor.Staff, today), store.MoveRecord(rec, state)}
	if rec.State == fengcun.RecordNotEligible || rec.State == fengcun.RecordUnsealed {
		withdrawal, err := r.withdrawOpen(ctx, rec)
		if err != nil {
			return "", err
		}
		statements = append(statements, withdrawal...)
	}
	if state == fengcun.RecordSealDue {
		clock, err := r.startClock(rec.Organ, calendar.SealOwnFile, c.ID, today)
		if err != nil {
			return "", err
		}
		statements = append(statements, clock)
	}
	a.object, a.detail = d.ID, string(state)
	_, err = r.commit(ctx, a, statements)
	return state, err
}

// stateOf is the state that a verdict puts a record in. There is no default:
// an unknown verdict is an error, never a state.
func stateOf(v law.Verdict) (fengcun.RecordState, error) {
	switch v {
	case law.Seal:
		return fengcun.RecordSealDue, nil
	case law.NotSeal:
		return fengcun.RecordNotEligible, nil
	case law.Undecided:
		return fengcun.RecordUndecided, nil
	}
	return "", &fengcun.Error{Kind: fengcun.KindInternal, Code: "decide.verdict"}
}
