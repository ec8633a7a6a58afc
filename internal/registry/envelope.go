package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Address is where a notice is posted to. It is not kept.
type Address struct {
	Lines    fengcun.Particular
	Postcode fengcun.Particular
}

// Envelope prints the envelope of a notice to one recipient: the address, the name,
// and in place of the organ's name the neutral sender that it has set (Article 10).
// Post from a juvenile court tells a whole dormitory what it is about.
func (r *Registry) Envelope(ctx context.Context, actor fengcun.Actor, id fengcun.NoticeID, to string, address Address) (Issued, error) {
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
	served, err := r.printable(ctx, n.ID, actor.Organ)
	if err != nil {
		return Issued{}, err
	}
	if n.State != fengcun.NoticeIssued || !slices.ContainsFunc(served, func(d store.Delivery) bool { return d.Recipient == to && d.Sender == actor.Organ }) {
		return Issued{}, errNotFound("notice")
	}
	organ, err := store.Organ(ctx, r.rows, actor.Organ)
	if err != nil {
		return Issued{}, err
	}
	sender := r.press.Sender(organ.ID)
	switch {
	case sender.Address == "" || sender.Place == "":
		return Issued{}, &fengcun.Error{Kind: fengcun.KindConflict, Code: "envelope.sender"}
	case address.Lines == "":
		return Issued{}, fengcun.Invalid("envelope.address", "address")
	}
	name, err := r.recipientName(ctx, c, to)
	if err != nil {
		return Issued{}, err
	}
	paper, err := r.setPaper(ctx, organ, document.Envelope, r.today(), document.Fields{
		"postcode": document.Secret(address.Postcode), "address": document.Secret(address.Lines), "recipient": document.Secret(name),
		"sender": document.Text(sender.Address), "from": document.Text(sender.Place), "frompost": document.Text(sender.Postcode),
	})
	if err == nil {
		err = r.press.Check(paper, r.clock())
	}
	if err != nil {
		return Issued{}, err
	}
	a.object = n.ID
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Issued{}, err
	}
	printed, err := r.press.Print(paper, r.clock())
	return Issued{Application: n.ID, Form: document.Envelope, Printed: printed}, err
}

// recipientName is the name of a notice's recipient.
func (r *Registry) recipientName(ctx context.Context, c store.Copy, to string) (fengcun.Particular, error) {
	person, err := r.readPerson(ctx, c)
	if err != nil {
		return "", err
	}
	return r.nameOf(ctx, person, to)
}

func (r *Registry) nameOf(ctx context.Context, person particulars, to string) (fengcun.Particular, error) {
	if to == store.Person {
		return identityOf(person.Person).Name, nil
	}
	organ, err := store.Organ(ctx, r.rows, fengcun.OrganID(to))
	return fengcun.Particular(organ.Name), err
}
