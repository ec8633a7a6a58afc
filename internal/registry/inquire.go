package registry

import (
	"context"
	"crypto/sha256"
	"slices"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
	"fengcun/law"
)

// InquiryApplication is a written application under Article 16, or under the police
// rules: who asks, why, on which legal title, within which scope, by whom. It has no
// field for the person: the basis is examined before anybody could be looked up.
type InquiryApplication struct {
	Asker    fengcun.Asker       // a unit, if empty
	Rule     fengcun.InquiryRule // the Measures, if empty
	Unit     fengcun.Particular
	Purpose  string     // code
	Title    string     // the legal title relied on, as the unit wrote it
	Listed   fengcun.ID // the same in the organ's register; zero if it does not stand there
	Scope    []fengcun.Scope
	Need     string // why a copy of a legal document is needed
	Letter   string // number of the official letter
	Handlers []fengcun.HandlingPerson
	Via      string // the hall or platform that handed the application over, which receives nothing
	Key      *RequestKey
}

type inquiryPayload struct {
	Unit     string             `json:"unit"`
	Purpose  string             `json:"purpose"`
	Title    string             `json:"title"`
	Accepted fengcun.Date       `json:"accepted"`
	Blind    fengcun.ID         `json:"blind"` // keeps the digest outside the vault from confirming a guess
	Scope    []fengcun.Scope    `json:"scope,omitempty"`
	Need     string             `json:"need,omitempty"`
	Letter   string             `json:"letter,omitempty"`
	Handlers []handlingPayload  `json:"handlers,omitempty"`
	Via      string             `json:"via,omitempty"`
	Faults   []law.InquiryFault `json:"faults,omitempty"`
	Decided  fengcun.Date       `json:"decided,omitzero"` // the day of the refusal, where a person refused
}

type handlingPayload struct {
	Name   string `json:"name"`
	Number string `json:"number"`
	Post   string `json:"post"`
}

func (q InquiryApplication) payload(today fengcun.Date) inquiryPayload {
	p := inquiryPayload{
		Unit: q.Unit.Reveal(), Purpose: q.Purpose, Title: q.Title, Accepted: today, Blind: fengcun.NewID(),
		Scope: q.Scope, Need: q.Need, Letter: q.Letter, Via: q.Via,
	}
	for _, h := range q.Handlers {
		p.Handlers = append(p.Handlers, handlingPayload{h.Name.Reveal(), h.Number.Reveal(), h.Post.Reveal()})
	}
	return p
}

// Inquire takes an application and examines what it shows by itself. Where that does
// not suffice it is refused at once, for everybody alike and without looking anybody
// up; otherwise it is accepted and waits for a person to review the basis (Article
// 16, second paragraph).
//
// Errors: inquire.unit, inquire.purpose, inquire.title, inquire.asker, inquire.rule,
// and where the basis would do: inquire.scope, inquire.letter, inquire.handlers.
func (r *Registry) Inquire(ctx context.Context, actor fengcun.Actor, q InquiryApplication) (Issued, error) {
	return again(func() (Issued, error) { return r.inquire(ctx, actor, q) })
}

func (r *Registry) inquire(ctx context.Context, actor fengcun.Actor, q InquiryApplication) (Issued, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Inquire, Organ: actor.Organ, Assignee: actor.Staff}, fengcun.ID{})
	if err != nil {
		return Issued{}, err
	}
	organ, err := store.Organ(ctx, r.rows, actor.Organ)
	if err != nil {
		return Issued{}, err
	}
	if q.Asker == "" {
		q.Asker = fengcun.AskerUnit
	}
	if q.Rule == "" {
		q.Rule = fengcun.RuleMeasures
	}
	if err := q.check(organ); err != nil {
		return Issued{}, err
	}
	today := r.today()
	title, err := r.listed(ctx, actor.Organ, q.Listed)
	if err != nil {
		return Issued{}, err
	}
	payload := q.payload(today)
	payload.Faults = law.InquiryBasis{Asker: q.Asker, Purpose: q.Purpose, Title: title, Scope: q.Scope, Need: q.Need, On: today}.Faults()
	i := store.Inquiry{
		ID: fengcun.NewID(), Organ: actor.Organ, Year: today.Year, Item: fengcun.NewID(), Subject: fengcun.NewID(),
		State: fengcun.InquiryAccepted, AcceptedOn: today, Asker: q.Asker, Rule: q.Rule, Title: q.Listed,
	}
	if i.Title.IsZero() {
		i.Title = fengcun.NewID()
	}
	if len(payload.Faults) > 0 {
		if _, err := i.State.Next(fengcun.InquiryRefused); err != nil {
			return Issued{}, err
		}
		i.State = fengcun.InquiryRefused
	} else if err := r.complete16(ctx, actor.Organ, q); err != nil {
		return Issued{}, err
	}
	due, err := r.Due(ctx, calendar.InquiryDecide, today)
	if err != nil {
		return Issued{}, err
	}
	i.DueOn = due.Due
	part, err := encodePart(partApplication, payload)
	if err != nil {
		return Issued{}, err
	}
	deposit, err := r.vault.Deposit(i.Organ, i.Item, []vault.Payload{part}, nil)
	if err != nil {
		return Issued{}, err
	}
	statements := append(r.nextNumber(i.Organ, document.SeriesInquiry, i.Year), store.InsertInquiry(i, sha256.Sum256(part.Canonical)))
	a.subject, a.object, a.detail, a.key = i.ID, i.ID, string(i.State), q.Key
	receipt, err := r.commit(ctx, a, append(statements, deposit...))
	if err != nil {
		return Issued{}, err
	}
	if receipt.Replayed() {
		i.ID = receipt.ResultID()
	}
	return r.acknowledged(ctx, i.ID)
}

func (q InquiryApplication) check(organ fengcun.Organ) error {
	switch {
	case q.Unit == "":
		return fengcun.Invalid("inquire.unit", "unit")
	case q.Purpose == "":
		return fengcun.Invalid("inquire.purpose", "purpose")
	case q.Title == "":
		return fengcun.Invalid("inquire.title", "title")
	case !slices.Contains(fengcun.Askers(), q.Asker):
		return fengcun.Invalid("inquire.asker", "asker")
	case !slices.Contains(fengcun.InquiryRules(), q.Rule), q.Rule == fengcun.RulePolice && organ.Kind != fengcun.Police,
		q.Rule == fengcun.RulePolice && q.Asker == fengcun.AskerJudicial:
		return fengcun.Invalid("inquire.rule", "rule")
	}
	return nil
}

// mostHandlers bounds the handling persons of an inquiry.
const mostHandlers = 20

// complete16 refuses an application that is not complete, or that is made by somebody
// who misused an answer: such a person is no handling person here.
func (r *Registry) complete16(ctx context.Context, organ fengcun.OrganID, q InquiryApplication) error {
	if err := q.complete(); err != nil {
		return err
	}
	for _, h := range q.Handlers {
		if barred, err := r.barred(ctx, organ, h.Number.Reveal()); err != nil || barred {
			if err == nil {
				err = fengcun.Invalid("inquire.handlers", "handlers")
			}
			return err
		}
	}
	return nil
}

// complete asks for what else an application must have, all of Article 16(2).
func (q InquiryApplication) complete() error {
	switch {
	case len(q.Scope) == 0:
		return fengcun.Invalid("inquire.scope", "scope")
	case q.Letter == "":
		return fengcun.Invalid("inquire.letter", "letter")
	case len(q.Handlers) == 0 || len(q.Handlers) > mostHandlers:
		return fengcun.Invalid("inquire.handlers", "handlers")
	}
	for n, h := range q.Handlers {
		if h.Name == "" || h.Number == "" || h.Post == "" || slices.ContainsFunc(q.Handlers[:n], func(o fengcun.HandlingPerson) bool { return o.Number == h.Number }) {
			return fengcun.Invalid("inquire.handlers", "handlers")
		}
	}
	return nil
}

// listed is a title of the organ's register; nil if there is none of that identifier.
func (r *Registry) listed(ctx context.Context, organ fengcun.OrganID, id fengcun.ID) (*fengcun.LegalTitle, error) {
	t, err := store.TitleOf(ctx, r.rows, organ, id)
	if fengcun.KindOf(err) == fengcun.KindNotFound {
		return nil, nil
	}
	return &t, err
}

// acknowledged renders what the unit is handed at the window: the decision refusing
// the inquiry, or the receipt.
func (r *Registry) acknowledged(ctx context.Context, id fengcun.ID) (Issued, error) {
	i, q, err := r.inquiryAsWritten(ctx, id)
	if err != nil {
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
	form, on := document.AcceptanceReceipt, q.Accepted
	fields := document.Fields{
		"number": document.Text(number), "organ": document.Text(organ.Name), "applicant": document.Text(q.Unit),
		"matter": document.Text("犯罪记录查询"), "accepted": document.Day(q.Accepted), "due": document.Day(i.DueOn), "date": document.Day(q.Accepted),
	}
	if i.State == fengcun.InquiryRefused {
		form = document.InquiryRefusal
		if !q.Decided.IsZero() {
			on = q.Decided
		}
		fields = document.Fields{
			"number": document.Text(number), "organ": document.Text(organ.Name), "unit": document.Text(q.Unit),
			"applied": document.Day(q.Accepted), "date": document.Day(on), "reasons": document.Faults(q.Faults),
		}
	}
	paper, err := r.setPaper(ctx, organ, form, on, fields)
	if err != nil {
		return Issued{}, err
	}
	printed, err := r.press.Print(paper, r.clock())
	return Issued{Application: i.ID, Number: number, Form: form, Printed: printed}, err
}

// inquiryAsWritten loads an inquiry with what the unit wrote.
func (r *Registry) inquiryAsWritten(ctx context.Context, id fengcun.ID) (store.Inquiry, inquiryPayload, error) {
	var q inquiryPayload
	i, err := store.InquiryByID(ctx, r.rows, id)
	if err != nil {
		return i, q, err
	}
	part, err := r.openPart(ctx, i.Item, partApplication)
	if err != nil {
		return i, q, asked("inquiry", err)
	}
	return i, q, decodePart(part, &q)
}
