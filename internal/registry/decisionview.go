package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// DecisionView is a proposed or standing decision with its reasons.
type DecisionView struct {
	ID           fengcun.ID
	Record       fengcun.RecordID
	Copy         fengcun.CopyID
	State        string // proposed, approved
	ProposedBy   fengcun.StaffID
	ApprovedBy   fengcun.StaffID // empty until approved
	DecidedOn    fengcun.Date    // day of the proposal, then of the approval
	law.Decision                 // its Missing says what is missing and who must find it
}

// DecisionView shows a decision with the tree of its findings, as law makes it again
// from the facts and the rule set that are stored with it. What the actor may not
// read is not found.
func (r *Registry) DecisionView(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (DecisionView, error) {
	if err := r.viewing(ctx, actor, policy.ViewDecision, id); err != nil {
		return DecisionView{}, err
	}
	d, err := store.DecisionByID(ctx, r.rows, id)
	if err != nil {
		return DecisionView{}, err
	}
	rec, err := r.ownRecord(ctx, actor, d.Record)
	if err != nil {
		return DecisionView{}, asked("decision", err)
	}
	c, err := r.decidingCopy(ctx, rec.Organ, rec.ID)
	if err != nil {
		return DecisionView{}, asked("decision", err)
	}
	may, err := r.readable(ctx, actor, c)
	if err != nil {
		return DecisionView{}, err
	}
	if !may {
		return DecisionView{}, errNotFound("decision")
	}
	v := DecisionView{
		ID: d.ID, Record: rec.ID, Copy: c.ID, State: d.State,
		ProposedBy: d.ProposedBy, ApprovedBy: d.ApprovedBy, DecidedOn: d.DecidedOn,
	}
	v.Decision, err = r.reasons(ctx, c, d)
	return v, err
}

// reasons decides again on what is stored, and refuses to show reasons that are not
// those of then.
func (r *Registry) reasons(ctx context.Context, c store.Copy, d store.Decision) (law.Decision, error) {
	contents, err := r.vault.Open(ctx, c.Item)
	if err != nil {
		return law.Decision{}, err
	}
	defer contents.Forget()
	part, err := contents.Part(ctx, d.PartNo)
	if err != nil {
		return law.Decision{}, err
	}
	var stored decisionPayload
	if err := decodePart(part, &stored); err != nil {
		return law.Decision{}, err
	}
	decision := law.Decide(stored.Facts, stored.AsOf)
	again := newDecisionPayload(stored.Facts, &decision)
	if again.RuleSet != stored.RuleSet || again.Verdict != stored.Verdict || !slices.Equal(again.Findings, stored.Findings) {
		return law.Decision{}, &fengcun.Error{Kind: fengcun.KindInternal, Code: "decide.reasons", Args: map[string]string{"ruleSet": stored.RuleSet}}
	}
	return decision, nil
}
