package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Query is an exact search: an identity document, or name with birth date, or a
// case number.
type Query struct {
	Document   fengcun.IdentityDocument
	Name       fengcun.Particular
	Birth      fengcun.Date
	CaseNumber fengcun.Particular
}

// Search finds the actor's own open matters by exact identifiers. A sealed
// record, another's matter and a person never known are one and the same miss:
// no copy. The sealed domain is not consulted, and could not be.
func (r *Registry) Search(ctx context.Context, actor fengcun.Actor, q Query) ([]fengcun.CopyID, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Search, Organ: actor.Organ, Assignee: actor.Staff}, fengcun.ID{})
	if err != nil {
		return nil, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return nil, err
	}
	items, err := r.vault.Find(ctx, actor.Organ, q.terms())
	if err != nil {
		return nil, err
	}
	mine, err := store.WorkingCopies(ctx, r.rows, actor.Organ, actor.Staff)
	if err != nil {
		return nil, err
	}
	hit := make(map[fengcun.ItemID]bool, len(items))
	for _, item := range items {
		hit[item] = true
	}
	var found []fengcun.CopyID
	for _, c := range mine {
		if hit[c.Item] {
			found = append(found, c.ID)
		}
	}
	return found, nil
}
