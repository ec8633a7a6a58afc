package registry

import (
	"context"
	"time"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// Draft is a filing that is not finished, as its handler typed it.
type Draft struct {
	ID fengcun.ID // zero for a new one
	// Name and Number are what the handler knows the draft by in the list; either
	// may be empty.
	Name, Number fengcun.Particular
	// Form is the unfinished form in the surface's own encoding, whatever is wrong
	// with it: input is kept until it is right.
	Form fengcun.Particular
}

// DraftLine is a draft as the list shows it.
type DraftLine struct {
	ID      fengcun.ID
	SavedAt time.Time
	Masked
}

// draftPayload is version 1 of the part.
type draftPayload struct {
	Name   string `json:"name,omitempty"`
	Number string `json:"number,omitempty"`
	Form   string `json:"form"`
}

// SaveDraft keeps an unfinished filing in the vault, for its handler alone. What an
// earlier save wrote is destroyed. It is found by nobody: it has no index terms, and
// nothing is compared with any record.
func (r *Registry) SaveDraft(ctx context.Context, actor fengcun.Actor, d Draft) (fengcun.ID, error) {
	return again(func() (fengcun.ID, error) { return r.saveDraft(ctx, actor, d) })
}

func (r *Registry) saveDraft(ctx context.Context, actor fengcun.Actor, d Draft) (fengcun.ID, error) {
	a, err := r.drafting(ctx, actor, policy.SaveDraft, d.ID)
	if err != nil {
		return fengcun.ID{}, err
	}
	if d.Form == "" {
		return fengcun.ID{}, fengcun.Invalid("draft.empty", "form")
	}
	payload, err := encodePart(partDraft, draftPayload{d.Name.Reveal(), d.Number.Reveal(), d.Form.Reveal()})
	if err != nil {
		return fengcun.ID{}, err
	}
	item := fengcun.NewID()
	statements, err := r.vault.Deposit(actor.Organ, item, []vault.Payload{payload}, nil)
	if err != nil {
		return fengcun.ID{}, err
	}
	if d.ID.IsZero() {
		d.ID = fengcun.NewID()
		statements = append(statements, store.InsertDraft(store.Draft{
			ID: d.ID, Organ: actor.Organ, Staff: actor.Staff, Item: item, SavedAt: r.clock(),
		}))
	} else {
		earlier, err := store.DraftOf(ctx, r.rows, actor.Organ, actor.Staff, d.ID)
		if err != nil {
			return fengcun.ID{}, err
		}
		statements = append(statements, store.ReplaceDraft(earlier, item, r.clock()))
		statements = append(statements, r.vault.Destroy(earlier.Item)...)
	}
	a.object = d.ID
	_, err = r.commit(ctx, a, statements)
	return a.object, err
}

// Drafts lists the handler's own drafts, the last saved first.
func (r *Registry) Drafts(ctx context.Context, actor fengcun.Actor) ([]DraftLine, error) {
	a, err := r.drafting(ctx, actor, policy.ViewDrafts, fengcun.ID{})
	if err != nil {
		return nil, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return nil, err
	}
	drafts, err := store.DraftsOf(ctx, r.rows, actor.Organ, actor.Staff)
	if err != nil {
		return nil, err
	}
	var lines []DraftLine
	for _, d := range drafts {
		p, err := r.readDraft(ctx, d)
		if err != nil {
			return nil, err
		}
		lines = append(lines, DraftLine{d.ID, d.SavedAt, Masked{maskName(fengcun.Particular(p.Name)), fengcun.Particular(p.Number)}})
	}
	return lines, nil
}

// Draft takes a draft up again, as it was typed.
func (r *Registry) Draft(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (Draft, error) {
	a, err := r.drafting(ctx, actor, policy.ViewDrafts, id)
	if err != nil {
		return Draft{}, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Draft{}, err
	}
	d, err := store.DraftOf(ctx, r.rows, actor.Organ, actor.Staff, id)
	if err != nil {
		return Draft{}, err
	}
	p, err := r.readDraft(ctx, d)
	return Draft{ID: d.ID, Name: fengcun.Particular(p.Name), Number: fengcun.Particular(p.Number), Form: fengcun.Particular(p.Form)}, err
}

// DiscardDraft destroys a draft.
func (r *Registry) DiscardDraft(ctx context.Context, actor fengcun.Actor, id fengcun.ID) error {
	a, err := r.drafting(ctx, actor, policy.DiscardDraft, id)
	if err != nil {
		return err
	}
	statements, err := r.endDraft(ctx, actor, id)
	if err != nil {
		return err
	}
	_, err = r.commit(ctx, a, statements)
	return err
}

// endDraft removes a draft with everything the vault has of it: when it is
// discarded, and in the commit of the filing that it became.
func (r *Registry) endDraft(ctx context.Context, actor fengcun.Actor, id fengcun.ID) ([]store.Statement, error) {
	d, err := store.DraftOf(ctx, r.rows, actor.Organ, actor.Staff, id)
	if err != nil {
		return nil, err
	}
	return append([]store.Statement{store.DeleteDraft(d)}, r.vault.Destroy(d.Item)...), nil
}

func (r *Registry) readDraft(ctx context.Context, d store.Draft) (draftPayload, error) {
	part, err := r.openPart(ctx, d.Item, partDraft)
	if err != nil {
		return draftPayload{}, err
	}
	var p draftPayload
	err = decodePart(part, &p)
	return p, err
}

// drafting asks the policy about the actor's own draft: others' are not found.
func (r *Registry) drafting(ctx context.Context, actor fengcun.Actor, name policy.Act, id fengcun.ID) (*act, error) {
	return r.authorize(ctx, policy.Request{Actor: actor, Act: name, Organ: actor.Organ, Assignee: actor.Staff}, id)
}
