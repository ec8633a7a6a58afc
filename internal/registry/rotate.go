package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Rotate moves the actor's organ to a new working epoch and destroys the old key,
// so that copies of what was sealed meanwhile, in old pages and old backups, open
// nothing. It is due after every sealing run and at least daily, on the standing
// order of a second person.
func (r *Registry) Rotate(ctx context.Context, actor fengcun.Actor, orderedBy fengcun.StaffID) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.RotateKeys, Organ: actor.Organ, Proposer: orderedBy}, fengcun.ID{})
	if err != nil {
		return err
	}
	return r.vault.Rotate(ctx, actor.Organ, func(ctx context.Context, statements []store.Statement) error {
		_, err := r.commit(ctx, a, statements)
		return err
	})
}
