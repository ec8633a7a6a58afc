package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// inquiryFor loads an inquiry of the actor's organ and asks the policy. That of
// another organ and none at all are the same answer.
func (r *Registry) inquiryFor(ctx context.Context, actor fengcun.Actor, name policy.Act, id fengcun.ID) (*act, store.Inquiry, inquiryPayload, error) {
	i, q, err := r.inquiryAsWritten(ctx, id)
	if err != nil {
		return nil, i, q, err
	}
	if i.Organ != actor.Organ {
		return nil, i, q, errNotFound("inquiry")
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: name, Organ: i.Organ, Proposer: i.ReviewedBy}, i.ID)
	return a, i, q, err
}

// move is the inquiry in another state.
func move(i *store.Inquiry, to fengcun.InquiryState) error {
	if _, err := i.State.Next(to); err != nil {
		return err
	}
	i.State = to
	return nil
}

// ReviewBasis enters what a person found of the basis of an inquiry, blind to whom it
// is about: nobody is named yet. With a fault the inquiry is refused and the decision
// returned; without one every handling person has to sign an undertaking.
//
// Errors: basis.fault.
func (r *Registry) ReviewBasis(ctx context.Context, actor fengcun.Actor, id fengcun.ID, faults []law.InquiryFault) (Issued, error) {
	a, i, q, err := r.inquiryFor(ctx, actor, policy.ReviewBasis, id)
	if err != nil {
		return Issued{}, err
	}
	for _, f := range faults {
		if !slices.Contains(law.InquiryFaults(), f) {
			return Issued{}, fengcun.Invalid("basis.fault", "faults")
		}
	}
	next := fengcun.InquiryBasisOK
	if len(faults) > 0 {
		next = fengcun.InquiryRefused
	}
	if err := move(&i, next); err != nil {
		return Issued{}, err
	}
	i.ReviewedBy = actor.Staff
	statements := []store.Statement{store.MoveInquiry(i)}
	if next == fengcun.InquiryRefused {
		q.Faults, q.Decided = faults, r.today()
		part, err := encodePart(partApplication, q)
		if err != nil {
			return Issued{}, err
		}
		_, added, err := r.vault.Append(ctx, i.Item, part)
		if err != nil {
			return Issued{}, err
		}
		statements = append(statements, added...)
	} else {
		for n := range q.Handlers {
			statements = append(statements, store.InsertUndertaking(store.Undertaking{Sheet: string(copymark.NewCode()), Inquiry: i.ID, Person: n}))
		}
	}
	a.object, a.detail = i.ID, string(next)
	if _, err := r.commit(ctx, a, statements); err != nil {
		return Issued{}, err
	}
	if next == fengcun.InquiryRefused {
		return r.acknowledged(ctx, i.ID)
	}
	return Issued{Application: i.ID}, nil
}

// InquiryPaper gives the paper that the window hands out again: the receipt or the
// decision refusing the inquiry.
func (r *Registry) InquiryPaper(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (Issued, error) {
	a, i, _, err := r.inquiryFor(ctx, actor, policy.ViewInquiry, id)
	if err != nil {
		return Issued{}, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Issued{}, err
	}
	return r.acknowledged(ctx, i.ID)
}

// UndertakingSheet prints the undertaking of secrecy (Article 17) for an inquiry whose
// basis was accepted: a line for each handling person, with the code of that
// signature.
func (r *Registry) UndertakingSheet(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (Issued, error) {
	a, i, q, err := r.inquiryFor(ctx, actor, policy.SignUndertaking, id)
	if err != nil {
		return Issued{}, err
	}
	undertakings, err := store.Undertakings(ctx, r.rows, i.ID)
	if err != nil {
		return Issued{}, err
	}
	if len(undertakings) != len(q.Handlers) || len(undertakings) == 0 {
		return Issued{}, errNotFound("inquiry")
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Issued{}, err
	}
	organ, err := store.Organ(ctx, r.rows, i.Organ)
	if err != nil {
		return Issued{}, err
	}
	number, err := r.number(ctx, organ, document.SeriesInquiry, i.Year, i.Serial)
	if err != nil {
		return Issued{}, err
	}
	var rows []document.Row
	for _, u := range undertakings {
		h := q.Handlers[u.Person]
		rows = append(rows, document.Row{"name": h.Name, "document": h.Number, "post": h.Post, "signature": copymark.Code(u.Sheet).String()})
	}
	paper, err := r.setPaper(ctx, organ, document.SecrecyUndertaking, r.today(), document.Fields{
		"organ": document.Text(organ.Name), "unit": document.Text(q.Unit), "number": document.Text(number),
		"purpose": document.Purpose(q.Purpose), "scope": document.Scopes(q.Scope), "handlers": document.Rows(rows...), "date": document.Day(fengcun.Date{}),
	})
	if err != nil {
		return Issued{}, err
	}
	printed, err := r.press.Print(paper, r.clock())
	return Issued{Application: i.ID, Number: number, Form: document.SecrecyUndertaking, Printed: printed}, err
}

// SignUndertaking records that a handling person has signed, by the code beside the
// signature. With the last one the person who is asked about may be named. A code
// that is not waited for in this inquiry, one that was used and one that never was
// are the same answer: undertaking.sheet.
func (r *Registry) SignUndertaking(ctx context.Context, actor fengcun.Actor, id fengcun.ID, sheet string) error {
	a, i, q, err := r.inquiryFor(ctx, actor, policy.SignUndertaking, id)
	if err != nil {
		return err
	}
	if _, err := i.State.Next(fengcun.InquirySigned); err != nil {
		return err
	}
	code, err := copymark.ParseCode(sheet)
	if err != nil {
		return fengcun.Invalid("undertaking.sheet", "sheet")
	}
	undertakings, err := store.Undertakings(ctx, r.rows, i.ID)
	if err != nil {
		return err
	}
	var this *store.Undertaking
	waiting := 0
	for n, u := range undertakings {
		if !u.SignedOn.IsZero() {
			continue
		}
		waiting++
		if u.Sheet == string(code) {
			this = &undertakings[n]
		}
	}
	if this == nil {
		return fengcun.Invalid("undertaking.sheet", "sheet")
	}
	if barred, err := r.barred(ctx, i.Organ, q.Handlers[this.Person].Number); err != nil || barred {
		if err == nil {
			err = fengcun.Invalid("undertaking.sheet", "sheet")
		}
		return err
	}
	if waiting == 1 {
		i.State = fengcun.InquirySigned
	}
	a.object, a.detail = i.ID, string(i.State)
	_, err = r.commit(ctx, a, []store.Statement{store.SignUndertaking(*this, r.today(), actor.Staff), store.MoveInquiry(i)})
	return err
}
