package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// View is what an assignee may see of an open copy.
type View struct {
	Copy    store.Copy
	Record  store.Record
	Person  fengcun.Person
	Numbers []fengcun.Particular
	Facts   law.Facts

	Holdings []Held // nil for a sealed copy

	// Mark stands on every page of a sealed copy that leaves the vault; zero for one
	// that is open.
	Mark copymark.Mark
}

// Read shows the particulars of a copy that the actor has in hand. The entry in
// the log is committed before anything is decrypted. A sealed copy, a copy of
// another organ and an unknown one are the same answer: not found.
func (r *Registry) Read(ctx context.Context, actor fengcun.Actor, id fengcun.CopyID) (View, error) {
	c, err := store.OpenCopy(ctx, r.rows, actor.Organ, id)
	if err != nil {
		return View{}, err
	}
	proposer, err := r.waitingFor(ctx, c)
	if err != nil {
		return View{}, err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Read, Organ: c.Organ, Assignee: c.Assignee, Proposer: proposer}, c.ID)
	if err != nil {
		return View{}, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return View{}, err
	}
	rec, err := store.RecordByID(ctx, r.rows, c.Record)
	if err != nil {
		return View{}, err
	}
	person, err := r.readPerson(ctx, c)
	if err != nil {
		return View{}, err
	}
	facts, err := r.readFactsOf(ctx, c)
	if err != nil {
		return View{}, err
	}
	holdings, err := store.HoldingsOfCopy(ctx, r.rows, c.ID)
	return View{Copy: c, Record: rec, Person: person.Person, Numbers: person.Numbers, Facts: facts, Holdings: held(holdings)}, err
}

// waitingFor returns who put something about the record before a second person, a
// decision or a notice, if somebody did: whoever approves reads what was put before
// them. Only the deciding organ's copy is read for that.
func (r *Registry) waitingFor(ctx context.Context, c store.Copy) (fengcun.StaffID, error) {
	s, err := r.standing(ctx, c)
	switch {
	case err != nil || !s.deciding():
		return "", err
	case !s.pending.ID.IsZero():
		return s.pending.ProposedBy, nil
	case s.notice.State == fengcun.NoticeDraft:
		return s.notice.DraftedBy, nil
	}
	return "", nil
}
