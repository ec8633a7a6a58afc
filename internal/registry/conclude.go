package registry

import (
	"context"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// Conclusion says how the proceedings against one person ended. The facts are
// complete: they replace those of the filing as what the law decides on; the
// earlier ones stay in the item.
type Conclusion struct {
	Record fengcun.RecordID
	Facts  law.Facts
	// Effect confirms the effective day of a judgment; nil where it is not reached
	// or somebody confirms it later (ConfirmEffect).
	Effect *calendar.Confirmation
}

// Conclude records the end of the proceedings (Article 2). It needs the
// explanation of Article 8. Nothing is decided on a judgment before a person has
// confirmed the day on which it took effect, here or afterwards.
func (r *Registry) Conclude(ctx context.Context, actor fengcun.Actor, q Conclusion) error {
	a, rec, c, err := r.working(ctx, actor, policy.Conclude, q.Record, "")
	if err != nil {
		return err
	}
	basis, err := rec.State.Next(fengcun.RecordConcluded)
	if err != nil {
		return err
	}
	if q.Facts.Outcome.Disposition == "" {
		return fengcun.Invalid("conclude.outcome", "disposition")
	}
	if q.Facts.Outcome.Disposition.Running() {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "conclude.running", Field: "disposition"}
	}
	if err := r.explained(ctx, rec.ID, q.Facts.Outcome); err != nil {
		return err
	}
	effect, err := r.confirmed(ctx, actor, q.Facts.Outcome, q.Effect)
	if err != nil {
		return err
	}
	payload, err := factsPayload(q.Facts, effect)
	if err != nil {
		return err
	}
	_, statements, err := r.vault.Append(ctx, c.Item, payload)
	if err != nil {
		return err
	}
	a.detail = basis
	_, err = r.commit(ctx, a, append(statements, store.MoveRecord(rec, fengcun.RecordConcluded)))
	return err
}

// explained refuses to conclude without the explanation of Article 8. A case that
// provably ended before the Measures were in force had no such duty: its file is
// sealed all the same (Article 23).
func (r *Registry) explained(ctx context.Context, id fengcun.RecordID, o law.Outcome) error {
	ended := o.Effective
	if ended.IsZero() {
		ended = o.Concluded
	}
	if !ended.IsZero() && ended.Before(law.RuleSets()[0].From) {
		return nil
	}
	explained, err := store.Explained(ctx, r.rows, id)
	if err != nil || explained {
		return err
	}
	return &fengcun.Error{Kind: fengcun.KindConflict, Code: "conclude.not_explained", Args: map[string]string{"article": "8"}}
}
