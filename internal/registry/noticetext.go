package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// PersonConcerned names, among the recipients of a notice, the one who is not an organ.
const PersonConcerned = store.Person

// NoticePaper is a notice as one recipient gets it.
type NoticePaper struct {
	Issued
	To         string   // an organ's identifier, or PersonConcerned
	Recipients []string // for whom the actor's organ can print it, the person first
}

// NoticeText prints an issued notice for one recipient, from the actor's organ's own
// copy, for as long as the copy is in hand. Each recipient has a paper of its own: the
// organ that serves prints the paper of whomever it serves, a recipient its own. An
// empty recipient is the first of them. After the organ's seal the notice is not
// found, like everything else.
func (r *Registry) NoticeText(ctx context.Context, actor fengcun.Actor, id fengcun.NoticeID, to string) (NoticePaper, error) {
	n, err := store.NoticeByID(ctx, r.rows, id)
	if err != nil {
		return NoticePaper{}, err
	}
	c, err := r.copyInHand(ctx, n.Record, actor.Organ)
	if err != nil {
		return NoticePaper{}, err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Read, Organ: c.Organ, Assignee: c.Assignee}, c.ID)
	if err != nil {
		return NoticePaper{}, err
	}
	if n.State != fengcun.NoticeIssued {
		return NoticePaper{}, &fengcun.Error{Kind: fengcun.KindConflict, Code: "notice.not_issued"}
	}
	deliveries, err := r.printable(ctx, n.ID, actor.Organ)
	if err != nil {
		return NoticePaper{}, err
	}
	chosen := slices.IndexFunc(deliveries, func(d store.Delivery) bool { return to == "" || d.Recipient == to })
	if chosen < 0 {
		return NoticePaper{}, errNotFound("notice")
	}
	a.object = n.ID
	if _, err := r.commit(ctx, a, nil); err != nil {
		return NoticePaper{}, err
	}
	printed, err := r.renderNotice(ctx, n, c, deliveries[chosen])
	if err != nil {
		return NoticePaper{}, err
	}
	out := NoticePaper{Issued: printed, To: deliveries[chosen].Recipient}
	for _, d := range deliveries {
		out.Recipients = append(out.Recipients, d.Recipient)
	}
	return out, nil
}

// printable are the deliveries of a notice whose paper an organ prints, the person's
// first: those that it serves, and the one to itself.
func (r *Registry) printable(ctx context.Context, id fengcun.NoticeID, organ fengcun.OrganID) ([]store.Delivery, error) {
	all, err := store.Deliveries(ctx, r.rows, id)
	if err != nil {
		return nil, err
	}
	var found []store.Delivery
	for _, d := range all {
		switch {
		case d.ReplacedBy != "" || d.Sender != organ && d.Recipient != string(organ):
		case d.Recipient == store.Person:
			found = append([]store.Delivery{d}, found...)
		default:
			found = append(found, d)
		}
	}
	return found, nil
}

func (r *Registry) renderNotice(ctx context.Context, n store.Notice, c store.Copy, d store.Delivery) (Issued, error) {
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
	number, err := r.number(ctx, issuer, document.SeriesNotice, n.Year, n.Serial)
	if err != nil {
		return Issued{}, err
	}
	paper, err := r.noticePaper(ctx, issuer, noticeOf{n.Basis, number, d.Recipient, d.DispatchedOn}, person, facts)
	if err != nil {
		return Issued{}, err
	}
	var printed document.Printed
	if issuer.Here() {
		printed, err = r.press.Print(paper, r.clock())
	} else {
		printed, err = r.press.PrintReceived(paper)
	}
	return Issued{Application: n.ID, Number: number, Form: paper.Form, Printed: printed}, err
}

// noticeOf is what a notice says beside the person and the facts.
type noticeOf struct {
	basis, number string
	to            string // an organ's identifier, or store.Person
	on            fengcun.Date
}

// noticePaper sets the paper of one recipient.
func (r *Registry) noticePaper(ctx context.Context, issuer fengcun.Organ, n noticeOf, person particulars, facts law.Facts) (*document.Paper, error) {
	i := identityOf(person.Person)
	fields := document.Fields{
		"number": document.Text(n.number), "organ": document.Text(issuer.Name),
		"name": document.Secret(i.Name), "sex": document.Sex(person.Person.Sex, document.Chinese), "birth": document.Day(i.Birth),
		"kind": document.Kind(kindOf(person.Person), document.Chinese), "document": document.Secret(i.IDNumber),
		"case": document.Secret(first(person.Numbers)), "effective": document.Day(facts.Outcome.Effective),
		"article": document.Text(n.basis), "date": document.Day(n.on),
	}
	if n.to == store.Person {
		return r.setPaper(ctx, issuer, document.SealingNoticePerson, n.on, fields)
	}
	recipient, err := store.Organ(ctx, r.rows, fengcun.OrganID(n.to))
	if err != nil {
		return nil, err
	}
	fields["recipient"], fields["served"] = document.Text(recipient.Name), document.Text(enclosed[n.basis])
	fields["outcome"] = document.Ending(facts.Outcome)
	return r.setPaper(ctx, issuer, document.SealingNotice, n.on, fields)
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
