package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// PlaceLine is one place where an organ looks for copies of a record.
type PlaceLine struct {
	Place   fengcun.Place
	Article string
	Finding fengcun.PlaceFinding // empty while nobody has looked
	Owner   fengcun.OrganID      // of the system, where it was asked
	By      fengcun.StaffID
	On      fengcun.Date
	Request fengcun.ID // of a request to its owner; zero otherwise
}

// Places lists where the actor's organ has to look for copies of a record in its hands
// (Article 2), by the catalogue of the law for the outcome, with what was found.
func (r *Registry) Places(ctx context.Context, actor fengcun.Actor, id fengcun.CopyID) ([]PlaceLine, error) {
	c, a, err := r.placesOf(ctx, actor, policy.ViewPlaces, id)
	if err != nil {
		return nil, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return nil, err
	}
	list, err := r.expectedPlaces(ctx, c)
	if err != nil {
		return nil, err
	}
	known, err := store.KnowersOfCopy(ctx, r.rows, c.ID)
	if err != nil {
		return nil, err
	}
	for _, k := range known {
		p, ok := law.PlaceOf(k.Capacity)
		if ok && !slices.ContainsFunc(list, func(l PlaceLine) bool { return l.Place == p }) {
			list = append(list, PlaceLine{Place: p, Article: string(law.Article17)})
		}
	}
	checks, err := store.PlaceChecks(ctx, r.rows, c.ID)
	for _, check := range checks {
		i := slices.IndexFunc(list, func(l PlaceLine) bool { return l.Place == check.Place })
		if i < 0 {
			i, list = len(list), append(list, PlaceLine{Place: check.Place, Article: "2"})
		}
		list[i].Finding, list[i].Owner, list[i].By, list[i].On = check.Finding, check.Owner, check.By, check.On
		if check.Finding == fengcun.PlaceAsked {
			list[i].Request = check.ID
		}
	}
	return list, err
}

func (r *Registry) expectedPlaces(ctx context.Context, c store.Copy) ([]PlaceLine, error) {
	facts, err := r.readFactsOf(ctx, c)
	if err != nil {
		return nil, err
	}
	organ, err := store.Organ(ctx, r.rows, c.Organ)
	var list []PlaceLine
	for _, e := range law.ExpectedPlaces(facts, organ.Kind) {
		list = append(list, PlaceLine{Place: e.Place, Article: string(e.Basis)})
	}
	return list, err
}

// PlaceFound is what a named person found at a place.
type PlaceFound struct {
	Copy    fengcun.CopyID
	Place   fengcun.Place
	Finding fengcun.PlaceFinding // held, none or asked
	Holding NewHolding           // what is held there; it has to be confirmed like the others
	Owner   fengcun.OrganID      // whom it is asked of
}

// CheckPlace records what was found at a place. What is held there becomes a holding. A
// system that somebody else owns is a request to its owner, with the organ's own target;
// the request outlives the seal, until the owner's answer is recorded. The place need not
// be on the list.
//
// Errors (invalid): place.unknown, place.finding, place.owner, place.kind, holding.label.
func (r *Registry) CheckPlace(ctx context.Context, actor fengcun.Actor, q PlaceFound) error {
	c, a, err := r.placesOf(ctx, actor, policy.CheckPlace, q.Copy)
	if err != nil {
		return err
	}
	if !slices.Contains(fengcun.Places(), q.Place) {
		return fengcun.Invalid("place.unknown", "place")
	}
	checks, err := store.PlaceChecks(ctx, r.rows, c.ID)
	if err != nil {
		return err
	}
	found := store.PlaceCheck{ID: fengcun.NewID(), Copy: c.ID, Organ: c.Organ, Place: q.Place}
	enter := store.InsertPlaceCheck
	if i := slices.IndexFunc(checks, func(p store.PlaceCheck) bool { return p.Place == q.Place }); i >= 0 {
		found, enter = checks[i], store.MovePlaceCheck
		if _, err := found.Finding.Next(q.Finding); err != nil {
			return err
		}
	}
	found.Finding, found.Owner, found.By, found.On = q.Finding, "", actor.Staff, r.today()
	// The copy's version moves, so that it is not sealed without the new holding.
	statements := []store.Statement{store.MoveCopy(c, c.State, c.Assignee)}
	switch q.Finding {
	case fengcun.PlaceNone:
	case fengcun.PlaceHeld:
		if !slices.Contains(fengcun.HoldingKinds(), q.Holding.Kind) {
			return fengcun.Invalid("place.kind", "kind")
		}
		q.Holding.Carries = nil
		held, err := inventory(c.Organ, []fengcun.CopyID{c.ID}, []NewHolding{q.Holding})
		if err != nil {
			return err
		}
		statements = append(statements, held...)
	case fengcun.PlaceAsked:
		owner, err := store.Organ(ctx, r.rows, q.Owner)
		if err != nil || owner.ID == c.Organ {
			return fengcun.Invalid("place.owner", "owner")
		}
		found.Owner = owner.ID
		clock, err := r.startClock(ctx, c.Organ, calendar.PlaceRequest, found.ID, r.today())
		if err != nil {
			return err
		}
		statements = append(statements, clock)
	default:
		return fengcun.Invalid("place.finding", "finding")
	}
	a.object, a.detail = found.ID, string(q.Finding)
	_, err = r.commit(ctx, a, append(statements, enter(found)))
	return err
}

// AnswerPlace records that the owner of a system answered a request to seal there.
func (r *Registry) AnswerPlace(ctx context.Context, actor fengcun.Actor, request fengcun.ID) error {
	p, err := store.PlaceCheckOf(ctx, r.rows, actor.Organ, request)
	if err != nil {
		return err
	}
	if p.Finding != fengcun.PlaceAsked {
		return errNotFound("place")
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.CheckPlace, Organ: p.Organ, Assignee: p.By}, p.ID)
	if err != nil {
		return err
	}
	if _, err := p.Finding.Next(fengcun.PlaceAnswered); err != nil {
		return err
	}
	p.Finding, p.On = fengcun.PlaceAnswered, r.today()
	a.detail = string(p.Finding)
	_, err = r.commit(ctx, a, []store.Statement{store.MovePlaceCheck(p), store.CloseDeadlines(p.Organ, p.ID, r.today())})
	return err
}

// placesOf loads a copy and asks the policy about its places.
func (r *Registry) placesOf(ctx context.Context, actor fengcun.Actor, name policy.Act, id fengcun.CopyID) (store.Copy, *act, error) {
	c, err := store.OpenCopy(ctx, r.rows, actor.Organ, id)
	if err != nil {
		return c, nil, err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: name, Organ: c.Organ, Assignee: c.Assignee}, c.ID)
	return c, a, err
}

// placesAsked lists the requests of the handler that owners have not answered: the place and
// the term, nothing of the record.
func (r *Registry) placesAsked(ctx context.Context, actor fengcun.Actor, w *Work) error {
	asked, err := store.PlacesAsked(ctx, r.rows, actor.Organ, actor.Staff)
	if err != nil || len(asked) == 0 {
		return err
	}
	deadlines, err := store.RunningDeadlines(ctx, r.rows, actor.Organ)
	if err != nil {
		return err
	}
	for _, p := range asked {
		if !w.one.IsZero() && p.ID != w.one {
			continue
		}
		t := task(StepAnswerPlace, actor)
		t.State, t.Subject, t.Since = string(p.Finding), p.ID, p.On
		if i := slices.IndexFunc(deadlines, func(d store.Deadline) bool { return d.Subject == p.ID }); i >= 0 {
			term, err := r.term(deadlines[i])
			if err != nil {
				return err
			}
			t.Term = &term
		}
		w.Todo = append(w.Todo, t)
	}
	return nil
}
