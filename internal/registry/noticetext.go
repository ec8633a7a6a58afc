package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// NoticeText renders an issued notice for the actor's organ, from that organ's
// own copy, for as long as the copy is in hand: the paper that is served or kept
// with the receipt. After the organ's seal it is not found, like everything else.
func (r *Registry) NoticeText(ctx context.Context, actor fengcun.Actor, id fengcun.NoticeID) (Issued, error) {
	n, err := store.NoticeByID(ctx, r.rows, id)
	if err != nil {
		return Issued{}, err
	}
	c, err := r.copyInHand(ctx, n.Record, actor.Organ)
	if err != nil {
		return Issued{}, err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Read, Organ: c.Organ, Assignee: c.Assignee}, c.ID)
	if err != nil {
		return Issued{}, err
	}
	if n.State != fengcun.NoticeIssued {
		return Issued{}, &fengcun.Error{Kind: fengcun.KindConflict, Code: "notice.not_issued"}
	}
	a.object = n.ID
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Issued{}, err
	}
	return r.renderNotice(ctx, n, c, c.Organ)
}

// ServiceText renders an issued notice for an organ on paper, at the organ that
// serves it: the paper that is carried there.
func (r *Registry) ServiceText(ctx context.Context, actor fengcun.Actor, id fengcun.NoticeID, recipient fengcun.OrganID) (Issued, error) {
	n, d, err := r.openDelivery(ctx, id, recipient)
	if err != nil {
		return Issued{}, err
	}
	if d.Sender != actor.Organ {
		return Issued{}, errNotFound("notice")
	}
	c, err := r.copyInHand(ctx, n.Record, actor.Organ)
	if err != nil {
		return Issued{}, err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Read, Organ: c.Organ, Assignee: c.Assignee}, c.ID)
	if err != nil {
		return Issued{}, err
	}
	a.object = n.ID
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Issued{}, err
	}
	return r.renderNotice(ctx, n, c, recipient)
}

func (r *Registry) renderNotice(ctx context.Context, n store.Notice, c store.Copy, to fengcun.OrganID) (Issued, error) {
	person, err := r.readPerson(ctx, c)
	if err != nil {
		return Issued{}, err
	}
	facts, err := r.readFactsOf(ctx, c)
	if err != nil {
		return Issued{}, err
	}
	issuer, err := store.Organ(ctx, r.rows, n.Organ)
	if err != nil {
		return Issued{}, err
	}
	recipient, err := store.Organ(ctx, r.rows, to)
	if err != nil {
		return Issued{}, err
	}
	deliveries, err := store.Deliveries(ctx, r.rows, n.ID)
	if err != nil {
		return Issued{}, err
	}
	if len(deliveries) == 0 {
		return Issued{}, errNotFound("notice")
	}
	article, err := document.Article(n.Basis)
	if err != nil {
		return Issued{}, err
	}
	i := identityOf(person.Person)
	number := document.Number(issuer, document.SeriesNotice, n.Year, n.Serial)
	text, err := document.Render(document.SealingNotice, document.Fields{
		"number": number, "organ": issuer.Name, "recipient": recipient.Name,
		"name": i.Name.Reveal(), "sex": document.Sex(person.Person.Sex), "birth": i.Birth.String(), "document": i.IDNumber.Reveal(),
		"case": first(person.Numbers).Reveal(), "effective": facts.Outcome.Effective.String(),
		"article": article, "date": deliveries[0].DispatchedOn.String(),
	})
	if err != nil {
		return Issued{}, err
	}
	return Issued{Application: n.ID, Number: number, Form: document.SealingNotice, Text: text}, nil
}

// copyInHand is an organ's copy of a record that is not sealed.
func (r *Registry) copyInHand(ctx context.Context, record fengcun.RecordID, organ fengcun.OrganID) (store.Copy, error) {
	copies, err := store.CopiesOfRecord(ctx, r.rows, record)
	if err != nil {
		return store.Copy{}, err
	}
	for _, c := range copies {
		if c.Organ == organ && c.State == fengcun.CopyWorking {
			return c, nil
		}
	}
	return store.Copy{}, errNotFound("notice")
}
