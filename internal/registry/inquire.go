package registry

import (
	"context"
	"crypto/sha256"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// InquiryApplication is a unit's written application under Article 16: who asks,
// why, on which legal title, within which scope. It has no field for the person:
// the basis is examined before anybody could be looked up.
type InquiryApplication struct {
	Unit    fengcun.Particular
	Purpose string // code
	Title   string // the legal title the unit relies on, as it wrote it
	Key     *RequestKey
}

type inquiryPayload struct {
	Unit     string       `json:"unit"`
	Purpose  string       `json:"purpose"`
	Title    string       `json:"title"`
	Accepted fengcun.Date `json:"accepted"`
	Blind    fengcun.ID   `json:"blind"` // keeps the digest outside the vault from confirming a guess
}

// Inquire examines the basis of an inquiry and refuses it where the organ's
// register of legal titles does not hold the title relied on (Article 16, second
// paragraph). No title is registered yet at any organ, so every inquiry is
// refused, for everybody alike and without looking anybody up.
func (r *Registry) Inquire(ctx context.Context, actor fengcun.Actor, q InquiryApplication) (Issued, error) {
	return again(func() (Issued, error) { return r.inquire(ctx, actor, q) })
}

func (r *Registry) inquire(ctx context.Context, actor fengcun.Actor, q InquiryApplication) (Issued, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Inquire, Organ: actor.Organ, Assignee: actor.Staff}, fengcun.ID{})
	if err != nil {
		return Issued{}, err
	}
	switch {
	case q.Unit == "":
		return Issued{}, fengcun.Invalid("inquire.unit", "unit")
	case q.Purpose == "":
		return Issued{}, fengcun.Invalid("inquire.purpose", "purpose")
	case q.Title == "":
		return Issued{}, fengcun.Invalid("inquire.title", "title")
	}
	today := r.today()
	due, err := r.Due(ctx, calendar.InquiryDecide, today)
	if err != nil {
		return Issued{}, err
	}
	payload, err := encodePart(partApplication, inquiryPayload{q.Unit.Reveal(), q.Purpose, q.Title, today, fengcun.NewID()})
	if err != nil {
		return Issued{}, err
	}
	i := store.Inquiry{
		ID: fengcun.NewID(), Organ: actor.Organ, Year: today.Year, Item: fengcun.NewID(),
		State: fengcun.InquiryAccepted, AcceptedOn: today, DueOn: due.Due,
	}
	if _, err := i.State.Next(fengcun.InquiryRefused); err != nil {
		return Issued{}, err
	}
	i.State = fengcun.InquiryRefused
	deposit, err := r.vault.Deposit(i.Organ, i.Item, []vault.Payload{payload}, nil)
	if err != nil {
		return Issued{}, err
	}
	statements := append(store.NextNumber(i.Organ, store.SeriesInquiry, i.Year), store.InsertInquiry(i, sha256.Sum256(payload.Canonical)))
	a.subject, a.object, a.detail, a.key = i.ID, i.ID, string(i.State), q.Key
	receipt, err := r.commit(ctx, a, append(statements, deposit...))
	if err != nil {
		return Issued{}, err
	}
	if receipt.Replayed() {
		i.ID = receipt.ResultID()
	}
	return r.refusal(ctx, i.ID)
}

// refusal renders the decision refusing an inquiry from what is stored.
func (r *Registry) refusal(ctx context.Context, id fengcun.ID) (Issued, error) {
	i, err := store.InquiryByID(ctx, r.rows, id)
	if err != nil {
		return Issued{}, err
	}
	part, err := r.openPart(ctx, i.Item, partApplication)
	if err != nil {
		return Issued{}, err
	}
	var q inquiryPayload
	if err := decodePart(part, &q); err != nil {
		return Issued{}, err
	}
	organ, err := store.Organ(ctx, r.rows, i.Organ)
	if err != nil {
		return Issued{}, err
	}
	number := document.Number(organ, document.SeriesInquiry, i.Year, i.Serial)
	paper, err := r.press.Set(organ, document.InquiryRefusal, document.Chinese, document.Fields{
		"number": document.Text(number), "organ": document.Text(organ.Name), "unit": document.Text(q.Unit),
		"applied": document.Day(q.Accepted), "date": document.Day(q.Accepted),
	})
	if err != nil {
		return Issued{}, err
	}
	printed, err := r.press.Print(paper, r.clock())
	return Issued{Application: i.ID, Number: number, Form: document.InquiryRefusal, Printed: printed}, err
}
