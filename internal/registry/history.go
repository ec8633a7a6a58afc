package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// AddHistory adds a later step to the organ history of a record's matter: that it
// was transferred, designated, merged, split, tried by the next instance, enforced.
// A notice is issued to the recipients that the history names on that day, so a
// step known before then counts (Articles 11, 12); it changes nothing about a notice
// that has gone out.
func (r *Registry) AddHistory(ctx context.Context, actor fengcun.Actor, id fengcun.RecordID, step store.HistoryEntry) error {
	a, rec, _, err := r.working(ctx, actor, policy.AddHistory, id, "")
	if err != nil {
		return err
	}
	if !slices.Contains(fengcun.OrganFunctions(), step.Function) {
		return fengcun.Invalid("history.function", "function")
	}
	if _, err := store.Organ(ctx, r.rows, step.Organ); err != nil {
		return err // organs are not secret: that there is no such organ may be said
	}
	a.detail = string(step.Function)
	_, err = r.commit(ctx, a, []store.Statement{store.HoldRecord(rec), store.AppendHistory(rec.Matter, step)})
	return err
}
