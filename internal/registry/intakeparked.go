package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Parked is something that could not be taken in.
type Parked = store.Untaken

// Park notes what of a reading could not be taken in, in place of what the reading
// before left of the same source: where it lies and what is wrong with it, never
// what it says. A reading that left the same has no effect and no entry.
func (r *Registry) Park(ctx context.Context, actor fengcun.Actor, source string, parked []store.Untaken) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.TakeIn, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return err
	}
	all, err := store.UntakenOf(ctx, r.rows, actor.Organ)
	if err != nil {
		return err
	}
	before := slices.DeleteFunc(all, func(p store.Untaken) bool { return p.Source != source })
	if slices.EqualFunc(before, parked, func(a, b store.Untaken) bool { return a.Place == b.Place && a.Code == b.Code && a.Field == b.Field }) {
		return nil
	}
	statements := []store.Statement{store.DropUntaken(actor.Organ, source)}
	for _, p := range parked {
		p.Source, p.On = source, r.today()
		statements = append(statements, store.InsertUntaken(actor.Organ, p))
	}
	a.detail = "parked"
	_, err = r.commit(ctx, a, statements)
	return err
}

// FromSystems is what a case system told and nobody has dealt with.
type FromSystems struct {
	Tasks  []Task // of the actor: a filing to complete, a difference to settle
	Parked []store.Untaken
}

// FromSystems lists what came from case systems: the actor's own drafts and differences,
// and what of the organ could not be taken in.
func (r *Registry) FromSystems(ctx context.Context, actor fengcun.Actor) (FromSystems, error) {
	a, err := r.drafting(ctx, actor, policy.ViewDrafts, fengcun.ID{})
	if err != nil {
		return FromSystems{}, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return FromSystems{}, err
	}
	var w Work
	if err := r.fedDrafts(ctx, actor, &w); err != nil {
		return FromSystems{}, err
	}
	parked, err := store.UntakenOf(ctx, r.rows, actor.Organ)
	return FromSystems{w.Todo, parked}, err
}
