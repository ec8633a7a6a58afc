package registry

import (
	"context"

	"fengcun"
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
}

// Read shows the particulars of a copy that the actor has in hand. The entry in
// the log is committed before anything is decrypted. A sealed copy, a copy of
// another organ and an unknown one are the same answer: not found.
func (r *Registry) Read(ctx context.Context, actor fengcun.Actor, id fengcun.CopyID) (View, error) {
	c, err := r.ownCopy(ctx, actor, id)
	if err != nil {
		return View{}, err
	}
	if c.State == fengcun.CopySealed {
		return View{}, errNotFound("copy")
	}
	proposer, err := r.waitingFor(ctx, c.Record)
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
	return View{Copy: c, Record: rec, Person: person.Person, Numbers: person.Numbers, Facts: facts}, err
}

// waitingFor returns who proposed the decision that waits for its second person,
// if one does: whoever approves reads what was put before them.
func (r *Registry) waitingFor(ctx context.Context, id fengcun.RecordID) (fengcun.StaffID, error) {
	decisions, err := store.DecisionsOfRecord(ctx, r.rows, id)
	if err != nil {
		return "", err
	}
	for _, d := range decisions {
		if d.State == store.DecisionProposed {
			return d.ProposedBy, nil
		}
	}
	return "", nil
}
