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
	issuer, err := store.Organ(ctx, r.rows, n.Issuer)
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
	i := identityOf(person.Person)
	number := document.Number(issuer, document.SeriesNotice, n.Year, n.Serial)
	paper, err := r.press.Set(issuer, document.SealingNotice, document.Chinese, document.Fields{
		"number": document.Text(number), "organ": document.Text(issuer.Name), "recipient": document.Text(recipient.Name),
		"name": document.Secret(i.Name), "sex": document.Sex(person.Person.Sex, document.Chinese), "birth": document.Day(i.Birth),
		"kind": document.Kind(kindOf(person.Person), document.Chinese), "document": document.Secret(i.IDNumber),
		"case": document.Secret(first(person.Numbers)), "effective": document.Day(facts.Outcome.Effective),
		"article": document.Text(n.Basis), "served": document.Text(enclosed[n.Basis]), "date": document.Day(deliveries[0].DispatchedOn),
	})
	if err != nil {
		return Issued{}, err
	}
	var printed document.Printed
	if issuer.Here() {
		printed, err = r.press.Print(paper, r.clock())
	} else {
		printed, err = r.press.PrintReceived(paper)
	}
	return Issued{Application: n.ID, Number: number, Form: document.SealingNotice, Printed: printed}, err
}

// enclosed is what goes with a notice to an organ. A notice of another basis is the
// organ's own approval, and nothing is enclosed.
var enclosed = map[string]string{basisJudgment: "生效裁判文书一份", basisNonProsecution: "不起诉决定书一份"}

// kindOf is the kind of the identity document that identityOf names.
func kindOf(p fengcun.Person) fengcun.DocumentKind {
	number := identityOf(p).IDNumber
	for _, d := range p.Documents {
		if d.Number == number {
			return d.Kind
		}
	}
	return ""
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
