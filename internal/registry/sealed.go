package registry

import (
	"context"
	"crypto/rand"

	"fengcun"
	"fengcun/internal/agent"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault/capsule"
	"fengcun/law"
)

// Access is a request to find or to read sealed particulars: who asks and will
// read, who grants it, for what, on which article. The two are different people.
type Access struct {
	Reader   fengcun.Actor
	Approver fengcun.Actor
	Purpose  fengcun.WarrantPurpose
	Basis    string // article
}

func (q Access) grant() grant {
	return grant{approver: q.Approver, requester: q.Reader.Staff, purpose: q.Purpose, basis: q.Basis}
}

// FindSealed says which records of the reader's organ answer to an exact query in
// the sealed domain (Article 16). The key agent searches, under a warrant for
// this one question; the log tells that somebody was searched for, not whom.
func (r *Registry) FindSealed(ctx context.Context, q Access, query Query) ([]fengcun.RecordID, error) {
	slots, err := capsule.Query(r.vault.Suite(), query.terms())
	if err != nil {
		return nil, err
	}
	if err := r.mayAccess(ctx, q); err != nil {
		return nil, err
	}
	find := agent.FindRequest{Query: slots}
	rand.Read(find.Blind[:]) // never returns an error since Go 1.24
	find.Warrant = r.warrant(q.grant(), q.Reader.Organ)
	find.Warrant.Query = agent.QueryDigest(slots, find.Blind)
	e, err := r.commitWarrant(ctx, q.grant(), find.Warrant)
	if err != nil {
		return nil, err
	}
	if err := r.warranted(ctx, q.Reader, policy.FindSealed, find.Warrant); err != nil {
		return nil, err
	}
	items, err := proven(ctx, r, e, func(evidence agent.Evidence) ([]fengcun.ItemID, error) {
		find.Evidence = evidence
		return r.agent.Find(ctx, find, r.vault)
	})
	if err != nil {
		return nil, err
	}
	var found []fengcun.RecordID
	for _, item := range items {
		// Other items than copies, such as an old refusal, name no record.
		c, err := store.CopyByItem(ctx, r.rows, item)
		if fengcun.KindOf(err) == fengcun.KindNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		found = append(found, c.Record)
	}
	return found, nil
}

// OpenSealed shows the particulars of one sealed copy of the reader's organ under
// a warrant for it. The copy stays sealed: nothing is written back.
func (r *Registry) OpenSealed(ctx context.Context, q Access, id fengcun.RecordID) (View, error) {
	if err := r.mayAccess(ctx, q); err != nil {
		return View{}, err
	}
	rec, err := store.RecordByID(ctx, r.rows, id)
	if err != nil {
		return View{}, err
	}
	copies, err := store.CopiesOfRecord(ctx, r.rows, id)
	if err != nil {
		return View{}, err
	}
	for _, c := range copies {
		if c.Organ == q.Reader.Organ && c.State == fengcun.CopySealed {
			return r.openSealedCopy(ctx, q, rec, c)
		}
	}
	return View{}, errNotFound("record")
}

func (r *Registry) openSealedCopy(ctx context.Context, q Access, rec store.Record, c store.Copy) (View, error) {
	w, e, err := r.grantItem(ctx, q.grant(), c)
	if err != nil {
		return View{}, err
	}
	mark, _, marked, err := r.copyMark(ctx, w.Organ, fengcun.Particular(q.Reader.Staff), w.ID.String()[:8])
	if err != nil {
		return View{}, err
	}
	if err := r.warranted(ctx, q.Reader, policy.OpenSealed, w, marked...); err != nil {
		return View{}, err
	}
	view, err := r.openUnder(ctx, w, e, c)
	view.Record, view.Mark = rec, mark
	return view, err
}

// openUnder opens one sealed copy under a warrant whose entry, and that of the act,
// stand in the log.
func (r *Registry) openUnder(ctx context.Context, w fengcun.Warrant, e entered, c store.Copy) (View, error) {
	released, err := r.releaseItem(ctx, w, e, c)
	if err != nil {
		return View{}, err
	}
	defer released.Forget()
	contents, err := r.vault.Released(c.Item, released)
	if err != nil {
		return View{}, err
	}
	defer contents.Forget()
	view := View{Copy: c}
	part, err := contents.Latest(ctx, partParticulars)
	if err != nil {
		return View{}, err
	}
	person, err := readParticulars(part.Payload)
	if err != nil {
		return View{}, err
	}
	view.Person, view.Numbers = person.Person, person.Numbers
	view.Person.Guardians = law.InTouch(person.Person, r.today())
	if part, err = contents.Latest(ctx, partFacts); err != nil {
		return View{}, err
	}
	view.Facts, err = readFacts(part.Payload)
	return view, err
}

// mayAccess asks the policy about both people before anything is looked up: may
// the one ask for a warrant, may the other grant it, at the same organ.
func (r *Registry) mayAccess(ctx context.Context, q Access) error {
	for _, p := range []policy.Request{
		{Actor: q.Reader, Act: policy.RequestWarrant, Organ: q.Reader.Organ, Assignee: q.Reader.Staff, Sealed: true},
		{Actor: q.Approver, Act: policy.ApproveWarrant, Organ: q.Reader.Organ, Proposer: q.Reader.Staff, Sealed: true},
	} {
		if _, err := r.authorize(ctx, p, fengcun.ID{}); err != nil {
			return err
		}
	}
	return nil
}

// warranted asks the policy for an act in the sealed domain, now that a warrant
// stands in the log, and commits its entry before anything is opened.
func (r *Registry) warranted(ctx context.Context, reader fengcun.Actor, name policy.Act, w fengcun.Warrant, statements ...store.Statement) error {
	a, err := r.authorize(ctx, policy.Request{
		Actor: reader, Act: name, Organ: w.Organ, Assignee: reader.Staff, Sealed: true, Warranted: true,
	}, w.ID)
	if err != nil {
		return err
	}
	a.warrant = w.Digest()
	_, err = r.commit(ctx, a, statements)
	return err
}
