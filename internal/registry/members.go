package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Organ returns an organ of the register of organs, which is no secret: everybody
// who has signed in may know the names of organs.
func (r *Registry) Organ(ctx context.Context, id fengcun.OrganID) (fengcun.Organ, error) {
	return store.Organ(ctx, r.rows, id)
}

// Members lists who may act for the actor's organ, for those who grant its roles.
func (r *Registry) Members(ctx context.Context, actor fengcun.Actor) ([]fengcun.Actor, error) {
	if err := r.viewing(ctx, actor, policy.ViewStaff, fengcun.ID{}); err != nil {
		return nil, err
	}
	return store.Members(ctx, r.rows, actor.Organ)
}
