package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/openregister"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// heldPayload is version 1 of the part: the organs that a row of a feed names.
type heldPayload struct {
	History []HistoryEntry `json:"history,omitempty"`
}

// heldParts are a row as it waits, and as it is told apart where it names no conviction.
func heldParts(row FeedRow) ([]vault.Payload, error) {
	person, err := particulars{row.Person, row.Numbers}.payload()
	if err != nil {
		return nil, err
	}
	facts, err := factsPayload(row.Facts, nil)
	if err != nil {
		return nil, err
	}
	history, err := encodePart(partHeld, heldPayload{row.History})
	return []vault.Payload{person, facts, history}, err
}

func keyOfRow(open *openregister.Register, parts []vault.Payload) fengcun.ID {
	texts := make([][]byte, len(parts))
	for i, p := range parts {
		texts[i] = p.Canonical
	}
	return open.KeyOfRow(texts...)
}

// hold puts a row of a feed into the competent organ's hands, under that organ's own
// keys: the organ that decided, if it works here, otherwise the one that was sent it.
func (r *Registry) hold(ctx context.Context, actor fengcun.Actor, decided fengcun.OrganID, key fengcun.ID, parts []vault.Payload) ([]store.Statement, error) {
	competent := actor.Organ
	if decided != "" {
		o, err := store.Organ(ctx, r.rows, decided)
		if err != nil && fengcun.KindOf(err) != fengcun.KindNotFound {
			return nil, err
		}
		if err == nil && o.Here() {
			competent = o.ID
		}
	}
	h := store.Held{ID: fengcun.NewID(), Organ: competent, Item: fengcun.NewID(), Key: key, HeldOn: r.today()}
	deposit, err := r.vault.Deposit(competent, h.Item, parts, nil)
	return append(deposit, store.InsertHeld(h)), err
}

// TakeHeld files a row that waits at the actor's organ as a matter of its own, in the
// actor's hands: from there it goes the way of every matter, and an undecided one that
// turns out not to be sealed is admitted to the open register by Admit.
func (r *Registry) TakeHeld(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (Filed, error) {
	return again(func() (Filed, error) { return r.takeHeld(ctx, actor, id) })
}

func (r *Registry) takeHeld(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (Filed, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.File, Organ: actor.Organ, Assignee: actor.Staff}, id)
	if err != nil {
		return Filed{}, err
	}
	h, err := store.HeldByID(ctx, r.rows, id)
	if fengcun.KindOf(err) == fengcun.KindNotFound {
		return r.takenBefore(ctx, a, err)
	}
	if err != nil {
		return Filed{}, err
	}
	if h.Organ != actor.Organ {
		return Filed{}, errNotFound("held")
	}
	held := store.Copy{Item: h.Item}
	p, err := r.readPerson(ctx, held)
	if err != nil {
		return Filed{}, err
	}
	facts, err := r.readFactsOf(ctx, held)
	if err != nil {
		return Filed{}, err
	}
	part, err := r.openPart(ctx, h.Item, partHeld)
	if err != nil {
		return Filed{}, err
	}
	var more heldPayload
	if err := decodePart(part, &more); err != nil {
		return Filed{}, err
	}
	filed, a, statements, err := r.filing(ctx, actor, Filing{
		Numbers: p.Numbers, History: more.History, Persons: []FiledPerson{{p.Person, facts}},
		Holdings: []NewHolding{{Kind: fengcun.HoldingPaperVolume}, {Kind: fengcun.HoldingElectronicFile}, {Kind: fengcun.HoldingSystemRow}},
	})
	if err != nil {
		return Filed{}, err
	}
	_, err = r.commit(ctx, a, append(append(statements, store.EndHeld(h)), r.vault.Destroy(h.Item)...))
	return filed, err
}

// takenBefore tells a repeated request what it made: the row that it took is gone.
func (r *Registry) takenBefore(ctx context.Context, a *act, gone error) (Filed, error) {
	done, err := r.committed(ctx, a)
	if err != nil {
		return Filed{}, err
	}
	if !done {
		return Filed{}, gone
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Filed{}, err
	}
	return r.filed(ctx, a.object)
}

// heldRows lists the rows of a feed that wait at the actor's organ.
func (r *Registry) heldRows(ctx context.Context, actor fengcun.Actor, w *Work) error {
	held, err := store.HeldOf(ctx, r.rows, actor.Organ, MaxFeed)
	if err != nil {
		return err
	}
	for _, h := range held {
		t := task(StepTakeHeld, actor)
		t.Subject, t.Since = h.ID, h.HeldOn
		w.Todo = append(w.Todo, t)
	}
	return nil
}
