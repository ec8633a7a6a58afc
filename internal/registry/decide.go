package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
	"fengcun/law"
)

// Proposed is a decision that waits for its second person.
type Proposed struct {
	ID fengcun.ID
	law.Decision
}

// decisionPayload is version 1 of the part: the facts used, the rule set, and
// what followed as codes. Sentences are never stored; they are rendered from the
// codes in the reader's language.
type decisionPayload struct {
	Facts    law.Facts     `json:"facts"`
	AsOf     fengcun.Date  `json:"asOf"`
	RuleSet  string        `json:"ruleSet"`
	Verdict  law.Verdict   `json:"verdict"`
	Services []law.Service `json:"services,omitempty"`
	Findings []string      `json:"findings"` // code, answer and article, in reading order
}

func newDecisionPayload(f law.Facts, d *law.Decision) decisionPayload {
	p := decisionPayload{Facts: f, AsOf: d.AsOf, RuleSet: d.RuleSet, Verdict: d.Verdict, Services: d.Services}
	d.Reason.Walk(func(_ int, f *law.Finding) {
		p.Findings = append(p.Findings, string(f.Code)+" "+string(f.Answer)+" "+string(f.Basis))
	})
	return p
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
	part, err := r.openPart(ctx, c.Item, partFacts)
	if err != nil {
		return Proposed{}, err
	}
	stored, err := readFactsPart(part)
	if err != nil {
		return Proposed{}, err
	}
	facts := stored.Facts
	if findings != nil {
		findings(&facts)
	}
	today := r.today()
	decision := law.Decide(facts, today)
	switch decision.Verdict {
	case law.NotYet:
		return Proposed{}, &fengcun.Error{Kind: fengcun.KindConflict, Code: "decide.not_yet", Field: "disposition"}
	case law.OtherLaw:
		// No record of the Measures: it stays concluded, which withholds it.
		return Proposed{}, &fengcun.Error{Kind: fengcun.KindConflict, Code: "decide.other_law", Field: "disposition"}
	}
	if decision.Verdict != law.Undecided && !stored.effectConfirmed() {
		return Proposed{}, &fengcun.Error{Kind: fengcun.KindConflict, Code: "decide.effect", Field: "effective", Args: map[string]string{"article": "11"}}
	}
	payload, err := encodePart(partDecision, newDecisionPayload(facts, &decision))
	if err != nil {
		return Proposed{}, err
	}
	partNo, statements, err := r.vault.Append(ctx, c.Item, payload)
	if err != nil {
		return Proposed{}, err
	}
	d := store.Decision{
		ID: fengcun.NewID(), Record: rec.ID, PartNo: partNo, Verdict: string(decision.Verdict),
		RuleSet: decision.RuleSet, ProposedBy: actor.Staff, DecidedOn: today,
	}
	a.object, a.detail = d.ID, d.Verdict
	_, err = r.commit(ctx, a, append(statements, store.HoldRecord(rec), store.InsertDecision(d)))
	return Proposed{a.object, decision}, err
}

// ApproveDecision makes a proposed decision stand. The approver is never the
// proposer. A record that had been disclosable and is now due to be sealed
// leaves the open register in the same commit, and refusals that rested on it
// seal with it.
func (r *Registry) ApproveDecision(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (fengcun.RecordState, error) {
	return r.approveDecision(ctx, actor, id, false)
}

func (r *Registry) approveDecision(ctx context.Context, actor fengcun.Actor, id fengcun.ID, fromList bool) (fengcun.RecordState, error) {
	d, err := store.DecisionByID(ctx, r.rows, id)
	if err != nil {
		return "", err
	}
	a, rec, c, err := r.working(ctx, actor, policy.ApproveDecision, d.Record, d.ProposedBy)
	if err != nil {
		return "", asked("decision", err)
	}
	state, err := stateOf(law.Verdict(d.Verdict))
	if err != nil {
		return "", err
	}
	if _, err := rec.State.Next(state); err != nil {
		return "", err
	}
	if err := r.newest(ctx, c, d); err != nil {
		return "", err
	}
	if fromList {
		if err := r.plain(ctx, rec, c, d); err != nil {
			return "", err
		}
	}
	step, last, err := r.inTurn(ctx, a, rec.Organ, d.ID)
	if err != nil {
		return "", err
	}
	if !last {
		return rec.State, r.endorse(ctx, a, step, rec, d.ID)
	}
	today := r.today()
	statements := append(step, store.ApproveDecision(d, actor.Staff, today), store.MoveRecord(rec, state))
	if rec.State == fengcun.RecordUnsealed {
		statements = append(statements, store.OvertakeNotices(rec.ID))
	}
	// What came of it with a feed goes by the decision, too: nothing that is to be sealed
	// or undecided stands in the register.
	if !rec.State.Withheld() || state.Withheld() {
		withdrawal, err := r.withdrawOpen(ctx, rec, c)
		if err != nil {
			return "", err
		}
		statements = append(statements, withdrawal...)
	}
	if state == fengcun.RecordSealDue {
		clock, err := r.startClock(ctx, rec.Organ, calendar.SealOwnFile, c.ID, today)
		if err != nil {
			return "", err
		}
		again, err := r.takeBack(ctx, rec)
		if err != nil {
			return "", err
		}
		facts, err := r.readFactsOf(ctx, c)
		if err != nil {
			return "", err
		}
		joint, err := r.jointFile(ctx, c, c.Assignee, facts)
		if err != nil {
			return "", err
		}
		statements = slices.Concat(statements, []store.Statement{clock}, again, joint)
	}
	a.object, a.detail = d.ID, string(state)
	_, err = r.commit(ctx, a, statements)
	return state, err
}

// takeBack makes the copies whose seal was lifted working copies again, at every
// organ: a record that is due anew is not sealed before these are, too.
func (r *Registry) takeBack(ctx context.Context, rec store.Record) ([]store.Statement, error) {
	copies, err := store.CopiesOfRecord(ctx, r.rows, rec.ID)
	if err != nil {
		return nil, err
	}
	var statements []store.Statement
	for _, c := range copies {
		if c.State == fengcun.CopyUnsealed {
			statements = append(statements, store.MoveCopy(c, fengcun.CopyWorking, c.Assignee))
		}
	}
	return statements, nil
}

// newest refuses to approve a decision that newer facts or a newer proposal have
// overtaken, such as one proposed before the record was reopened: eligibility is
// then decided anew, on the facts of then.
func (r *Registry) newest(ctx context.Context, c store.Copy, d store.Decision) error {
	contents, err := r.vault.Open(ctx, c.Item)
	if err != nil {
		return err
	}
	defer contents.Forget()
	for _, kind := range []vault.Kind{partFacts, partDecision} {
		part, err := contents.Latest(ctx, kind)
		if err != nil {
			return err
		}
		if part.No > d.PartNo {
			return &fengcun.Error{Kind: fengcun.KindConflict, Code: "decide.overtaken", Args: map[string]string{"article": "4"}}
		}
	}
	return nil
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
