package registry

import (
	"context"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// effectPayload is what a person confirmed of the effective day. It stands in the
// part of the facts: facts that replace these have to be confirmed again.
type effectPayload struct {
	calendar.Confirmation
	By fengcun.StaffID `json:"by"`
	On fengcun.Date    `json:"on"`
}

// ConfirmEffect confirms the day on which a judgment took effect, as its facts have
// it, after the conclusion: the day was not reached then, or somebody had to look
// first whether an appeal or protest is known (Article 11).
func (r *Registry) ConfirmEffect(ctx context.Context, actor fengcun.Actor, id fengcun.RecordID, q calendar.Confirmation) error {
	a, rec, c, err := r.working(ctx, actor, policy.ConfirmEffect, id, "")
	if err != nil {
		return err
	}
	if rec.State != fengcun.RecordConcluded && rec.State != fengcun.RecordUndecided {
		return errState("confirm_effect.state", rec.State, "11")
	}
	facts, err := r.readFactsOf(ctx, c)
	if err != nil {
		return err
	}
	effect, err := r.confirmed(ctx, actor, facts.Outcome, &q)
	if err != nil {
		return err
	}
	payload, err := factsPayload(facts, effect)
	if err != nil {
		return err
	}
	_, statements, err := r.vault.Append(ctx, c.Item, payload)
	if err != nil {
		return err
	}
	_, err = r.commit(ctx, a, append(statements, store.HoldRecord(rec)))
	return err
}

// confirmed checks a confirmation against the rules of the calendar, if there is one
// and the outcome needs it.
func (r *Registry) confirmed(ctx context.Context, actor fengcun.Actor, o law.Outcome, q *calendar.Confirmation) (*effectPayload, error) {
	if q == nil || !o.EffectToConfirm() {
		return nil, nil
	}
	days, err := r.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	if err := days.Confirm(o.Effective, *q, r.today()); err != nil {
		return nil, err
	}
	return &effectPayload{*q, actor.Staff, r.today()}, nil
}

// effectConfirmed reports whether these facts can be decided on as far as their
// effect goes.
func (f factsPart) effectConfirmed() bool {
	return f.Effect != nil || !f.Outcome.EffectToConfirm()
}
