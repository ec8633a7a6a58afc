package registry

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// NewKnower names somebody outside the organs who learned of a matter through work.
type NewKnower struct {
	Copy     fengcun.CopyID
	Capacity fengcun.KnowerCapacity
	Name     fengcun.Particular // of the person or unit
}

// Knower is somebody who knows, as the list of the matter shows it.
type Knower struct {
	ID       fengcun.ID
	Capacity fengcun.KnowerCapacity
	State    fengcun.KnowerState
	Name     fengcun.Particular // empty once it is sealed
	ListedOn fengcun.Date
	ToldOn   fengcun.Date
	Way      fengcun.Telling
}

// knowerPayload is version 1 of the part.
type knowerPayload struct {
	Name string `json:"name"`
}

// longestKnower is the longest name in characters.
const longestKnower = 60

// ListKnower puts somebody on the list of a matter (Article 17). Telling him or her is
// then a task, which outlives the seal: who knows goes on knowing. The name lies in an
// item of its own, sealed with the copy once the telling is recorded.
//
// Errors (invalid): knower.capacity, knower.name.
func (r *Registry) ListKnower(ctx context.Context, actor fengcun.Actor, q NewKnower) (fengcun.ID, error) {
	return again(func() (fengcun.ID, error) { return r.listKnower(ctx, actor, q) })
}

func (r *Registry) listKnower(ctx context.Context, actor fengcun.Actor, q NewKnower) (fengcun.ID, error) {
	c, a, err := r.knowersOf(ctx, actor, policy.ListKnower, q.Copy)
	if err != nil {
		return fengcun.ID{}, err
	}
	name := strings.TrimSpace(q.Name.Reveal())
	switch {
	case !slices.Contains(fengcun.KnowerCapacities(), q.Capacity):
		return fengcun.ID{}, fengcun.Invalid("knower.capacity", "capacity")
	case name == "" || utf8.RuneCountInString(name) > longestKnower:
		return fengcun.ID{}, fengcun.Invalid("knower.name", "name")
	}
	payload, err := encodePart(partKnower, knowerPayload{name})
	if err != nil {
		return fengcun.ID{}, err
	}
	k := store.Knower{
		ID: fengcun.NewID(), Organ: c.Organ, Copy: c.ID, Item: fengcun.NewID(), Capacity: q.Capacity,
		State: fengcun.KnowerListed, ListedBy: actor.Staff, ListedOn: r.today(),
	}
	deposit, err := r.vault.Deposit(c.Organ, k.Item, []vault.Payload{payload}, nil)
	if err != nil {
		return fengcun.ID{}, err
	}
	a.object, a.detail = k.ID, string(k.Capacity)
	// The copy's version moves, so that it is not sealed without the new name.
	receipt, err := r.commit(ctx, a, append(deposit, store.MoveCopy(c, c.State, c.Assignee), store.InsertKnower(k)))
	if err == nil && receipt.Replayed() {
		return receipt.ResultID(), nil
	}
	return k.ID, err
}

// TellKnower records that somebody on the list was told of the duty of secrecy, how and
// when.
//
// Errors (invalid): knower.way, knower.date.
func (r *Registry) TellKnower(ctx context.Context, actor fengcun.Actor, id fengcun.ID, on fengcun.Date, way fengcun.Telling) error {
	k, open, a, err := r.knower(ctx, actor, policy.TellKnower, id)
	if err != nil {
		return err
	}
	if _, err := k.State.Next(fengcun.KnowerTold); err != nil {
		return err
	}
	switch {
	case !slices.Contains(fengcun.Tellings(), way):
		return fengcun.Invalid("knower.way", "way")
	case !on.Valid() || on.After(r.today()):
		return fengcun.Invalid("knower.date", "on")
	}
	k.State, k.ToldBy, k.ToldOn, k.Way = fengcun.KnowerTold, actor.Staff, on, way
	statements := []store.Statement{store.MoveKnower(k)}
	if open.ID.IsZero() {
		run := r.runs.join(k.Organ)
		defer run.leave()
		sealing, err := run.seal(ctx, k.Item)
		if err != nil {
			return err
		}
		statements = append(statements, sealing...)
	} else {
		statements = append(statements, store.MoveCopy(open, open.State, open.Assignee))
	}
	a.object, a.detail = k.ID, string(way)
	_, err = r.commit(ctx, a, statements)
	return err
}

// Knowers shows the list of a copy in the actor's hands.
func (r *Registry) Knowers(ctx context.Context, actor fengcun.Actor, id fengcun.CopyID) ([]Knower, error) {
	c, a, err := r.knowersOf(ctx, actor, policy.ViewKnowers, id)
	if err != nil {
		return nil, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return nil, err
	}
	rows, err := store.KnowersOfCopy(ctx, r.rows, c.ID)
	var list []Knower
	for _, k := range rows {
		shown, err := r.namedKnower(ctx, k)
		if err != nil && fengcun.KindOf(err) != fengcun.KindNotFound {
			return nil, err
		}
		list = append(list, shown)
	}
	return list, err
}

// Knower shows one of the list. After the seal only those who are still to be told are
// found.
func (r *Registry) Knower(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (Knower, error) {
	k, _, a, err := r.knower(ctx, actor, policy.ViewKnowers, id)
	if err != nil {
		return Knower{}, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Knower{}, err
	}
	shown, err := r.namedKnower(ctx, k)
	return shown, asked("knower", err)
}

// SecrecyNotice prints the notice by which somebody on the list is told. It names
// neither the matter nor whom it is about: it may lie about.
func (r *Registry) SecrecyNotice(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (Issued, error) {
	k, err := r.Knower(ctx, actor, id)
	if err != nil {
		return Issued{}, err
	}
	organ, err := store.Organ(ctx, r.rows, actor.Organ)
	if err != nil {
		return Issued{}, err
	}
	paper, err := r.setPaper(ctx, organ, document.SecrecyNotice, r.today(), document.Fields{
		"organ": document.Text(organ.Name), "name": document.Secret(k.Name), "date": document.Day(r.today()),
	})
	if err != nil {
		return Issued{}, err
	}
	printed, err := r.press.Print(paper, r.clock())
	return Issued{Application: id, Form: document.SecrecyNotice, Printed: printed}, err
}

// knowersOf loads a copy and asks the policy about its list.
func (r *Registry) knowersOf(ctx context.Context, actor fengcun.Actor, name policy.Act, id fengcun.CopyID) (store.Copy, *act, error) {
	c, err := store.OpenCopy(ctx, r.rows, actor.Organ, id)
	if err != nil {
		return c, nil, err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: name, Organ: c.Organ, Assignee: c.Assignee}, c.ID)
	return c, a, err
}

// knower loads one of the list with the copy that it belongs to, the zero one if that is
// not open any more. It is the task of whoever has the copy, and after that of whoever
// made the list.
func (r *Registry) knower(ctx context.Context, actor fengcun.Actor, name policy.Act, id fengcun.ID) (store.Knower, store.Copy, *act, error) {
	k, err := store.KnowerOf(ctx, r.rows, actor.Organ, id)
	if err != nil {
		return k, store.Copy{}, nil, err
	}
	c, err := store.OpenCopy(ctx, r.rows, actor.Organ, k.Copy)
	assignee := c.Assignee
	switch {
	case fengcun.KindOf(err) == fengcun.KindNotFound && k.State == fengcun.KnowerListed:
		c, assignee = store.Copy{}, k.ListedBy
	case err != nil:
		return k, c, nil, asked("knower", err)
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: name, Organ: k.Organ, Assignee: assignee}, k.ID)
	return k, c, a, err
}

func (r *Registry) namedKnower(ctx context.Context, k store.Knower) (Knower, error) {
	shown := Knower{ID: k.ID, Capacity: k.Capacity, State: k.State, ListedOn: k.ListedOn, ToldOn: k.ToldOn, Way: k.Way}
	part, err := r.openPart(ctx, k.Item, partKnower)
	if err != nil {
		return shown, err
	}
	var p knowerPayload
	err = decodePart(part, &p)
	shown.Name = fengcun.Particular(p.Name)
	return shown, err
}

// sealKnowers seals with a copy the names of those who were told.
func (r *Registry) sealKnowers(ctx context.Context, run *sealingRun, c store.Copy) ([]store.Statement, error) {
	list, err := store.KnowersOfCopy(ctx, r.rows, c.ID)
	if err != nil {
		return nil, err
	}
	var statements []store.Statement
	for _, k := range list {
		if k.State != fengcun.KnowerTold {
			continue // a task that goes on
		}
		sealing, err := run.seal(ctx, k.Item)
		if fengcun.KindOf(err) == fengcun.KindNotFound {
			continue // sealed before the matter was reopened
		}
		if err != nil {
			return nil, err
		}
		statements = append(statements, sealing...)
	}
	return statements, nil
}

// untold lists those of the handler's lists who are still to be told: what they know,
// nothing else is shown of.
func (r *Registry) untold(ctx context.Context, actor fengcun.Actor, w *Work) error {
	list, err := store.UntoldBy(ctx, r.rows, actor.Organ, actor.Staff)
	for _, k := range list {
		t := task(StepTell, actor)
		t.State, t.Subject, t.Since = string(k.State), k.ID, k.ListedOn
		w.Todo = append(w.Todo, t)
	}
	return err
}
