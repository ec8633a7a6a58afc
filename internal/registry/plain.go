package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/store"
)

// PlainOutcome is what became of one decision of a list.
type PlainOutcome struct {
	Decision fengcun.ID
	State    fengcun.RecordState // the record's, if it was approved
	Err      error
}

// ApprovePlain approves decisions from a list, each with its verdict line before the
// head's eyes. Each is an act of its own, with its own permission and entry in the
// log, and none depends on another. What is undecided, mixed or joint is refused
// here (decide.not_plain), however often it is put on a list.
func (r *Registry) ApprovePlain(ctx context.Context, actor fengcun.Actor, decisions []fengcun.ID) []PlainOutcome {
	outcomes := make([]PlainOutcome, len(decisions))
	for i, id := range decisions {
		state, err := r.approveDecision(ctx, actor, id, true)
		outcomes[i] = PlainOutcome{id, state, err}
	}
	return outcomes
}

// plain refuses whatever must be approved one by one: by what law finds, and because
// the matter has other persons.
func (r *Registry) plain(ctx context.Context, rec store.Record, c store.Copy, d store.Decision) error {
	decision, err := r.reasons(ctx, c, d)
	if err != nil {
		return err
	}
	records, err := store.RecordsOfMatter(ctx, r.rows, rec.Matter)
	if err != nil {
		return err
	}
	if !decision.Plain() || len(records) > 1 {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "decide.not_plain", Args: map[string]string{"article": "4"}}
	}
	return nil
}
