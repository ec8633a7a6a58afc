package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// HandOver gives a copy that somebody has in hand to another handler of the organ.
// Its handler does it, or an approver for whoever cannot. A sealed copy is in
// nobody's hands and is not found, as one of another organ is not.
func (r *Registry) HandOver(ctx context.Context, actor fengcun.Actor, id fengcun.CopyID, to fengcun.StaffID) error {
	c, err := store.OpenCopy(ctx, r.rows, actor.Organ, id)
	if err != nil {
		return err
	}
	if c.Assignee == "" {
		return errNotFound("copy")
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.HandOver, Organ: c.Organ, Assignee: c.Assignee}, c.ID)
	if err != nil {
		return err
	}
	members, err := store.Memberships(ctx, r.rows, to, r.today())
	if err != nil {
		return err
	}
	if to == c.Assignee || !slices.Contains(members, fengcun.Actor{Staff: to, Organ: c.Organ, Role: fengcun.RoleHandler}) {
		return fengcun.Invalid("handover.to", "to")
	}
	_, err = r.commit(ctx, a, []store.Statement{store.MoveCopy(c, c.State, to)})
	return err
}

// HandOverAll hands over everything that somebody has in hand at the actor's organ,
// each copy by an act of its own, and returns how many. It stops at the first that
// cannot be handed over; what was handed over before stays so.
func (r *Registry) HandOverAll(ctx context.Context, actor fengcun.Actor, from, to fengcun.StaffID) (int, error) {
	copies, err := store.WorkingCopies(ctx, r.rows, actor.Organ, from)
	if err != nil {
		return 0, err
	}
	for i, c := range copies {
		if err := r.HandOver(ctx, actor, c.ID, to); err != nil {
			return i, err
		}
	}
	return len(copies), nil
}

// Handlers lists the handlers of the actor's organ, among whom to choose.
func (r *Registry) Handlers(ctx context.Context, actor fengcun.Actor) ([]fengcun.StaffID, error) {
	if err := r.viewing(ctx, actor, policy.ViewHandlers, fengcun.ID{}); err != nil {
		return nil, err
	}
	return store.ActingAs(ctx, r.rows, actor.Organ, fengcun.RoleHandler, r.today())
}
