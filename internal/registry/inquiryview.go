package registry

import (
	"context"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// InquiryView is an inquiry as staff see it: what the unit wrote, and how far it has
// come. It has no field for the person, so that no page of it can show one.
type InquiryView struct {
	ID        fengcun.ID
	Number    string
	State     fengcun.InquiryState
	Asker     fengcun.Asker
	Rule      fengcun.InquiryRule
	Unit      fengcun.Particular
	Purpose   string
	Title     string
	Listed    *fengcun.LegalTitle // the same in the organ's register
	Scope     []fengcun.Scope
	Need      string
	Letter    string
	Via       string
	Handlers  []SignedPerson
	Faults    []law.InquiryFault
	Accepted  fengcun.Date
	Due       fengcun.Date
	Answered  fengcun.Date
	Reviewer  fengcun.StaffID
	Permitter fengcun.StaffID
	Misused   []fengcun.Date // the days on which a misuse by this unit was entered

	// Reading is what was granted and read, for the two who answered the inquiry; nil for
	// everybody else: whoever took the name in would learn from it what was found.
	Reading *ReadingView
	// MayRead says that the answer grants reading.
	MayRead bool
}

// ReadingView is the register of a grant to read.
type ReadingView struct {
	Until fengcun.Date
	Desk  bool // the actor is whose desk it is read at
	Uses  []store.ReadingUse
}

// SignedPerson is a handling person and the day of the undertaking.
type SignedPerson struct {
	fengcun.HandlingPerson
	SignedOn fengcun.Date
}

// Inquiry shows one inquiry of the actor's organ.
func (r *Registry) Inquiry(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (InquiryView, error) {
	a, i, q, err := r.inquiryFor(ctx, actor, policy.ViewInquiry, id)
	if err != nil {
		return InquiryView{}, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return InquiryView{}, err
	}
	v, err := r.inquiryView(ctx, i, q)
	if err != nil || actor.Staff != i.ReviewedBy && actor.Staff != i.PermittedBy {
		return v, err
	}
	v.Reading, err = r.readingView(ctx, actor, i)
	return v, err
}

func (r *Registry) readingView(ctx context.Context, actor fengcun.Actor, i store.Inquiry) (*ReadingView, error) {
	row, err := store.ReadingOf(ctx, r.rows, i.ID)
	if fengcun.KindOf(err) == fengcun.KindNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	v := ReadingView{Until: row.Until, Desk: actor.Staff == i.ReviewedBy}
	v.Uses, err = store.ReadingUses(ctx, r.rows, i.ID)
	return &v, err
}

func (r *Registry) inquiryView(ctx context.Context, i store.Inquiry, q inquiryPayload) (InquiryView, error) {
	organ, err := store.Organ(ctx, r.rows, i.Organ)
	if err != nil {
		return InquiryView{}, err
	}
	number, err := r.number(ctx, organ, document.SeriesInquiry, i.Year, i.Serial)
	if err != nil {
		return InquiryView{}, err
	}
	v := InquiryView{
		ID: i.ID, Number: number, State: i.State, Asker: i.Asker, Rule: i.Rule,
		Unit: fengcun.Particular(q.Unit), Purpose: q.Purpose, Title: q.Title, Scope: q.Scope, Need: q.Need, Letter: q.Letter, Via: q.Via,
		Faults: q.Faults, Accepted: i.AcceptedOn, Due: i.DueOn, Answered: i.AnsweredOn, Reviewer: i.ReviewedBy, Permitter: i.PermittedBy,
		MayRead: law.MayRead(i.Asker, i.Rule, q.Scope),
	}
	for _, h := range q.Handlers {
		v.Handlers = append(v.Handlers, SignedPerson{HandlingPerson: fengcun.HandlingPerson{
			Name: fengcun.Particular(h.Name), Number: fengcun.Particular(h.Number), Post: fengcun.Particular(h.Post),
		}})
	}
	undertakings, err := store.Undertakings(ctx, r.rows, i.ID)
	if err != nil {
		return v, err
	}
	for _, u := range undertakings {
		if u.Person < len(v.Handlers) {
			v.Handlers[u.Person].SignedOn = u.SignedOn
		}
	}
	if v.Misused, err = r.misusedOn(ctx, i.Organ, q.Unit); err != nil {
		return v, err
	}
	v.Listed, err = r.listed(ctx, i.Organ, i.Title)
	return v, err
}

// Inquiries is the register of inquiries of the actor's organ in a year, 0 being this
// one (Article 16), the newest first: who asked, on which basis, for what, who decided what when.
func (r *Registry) Inquiries(ctx context.Context, actor fengcun.Actor, year int) ([]InquiryView, error) {
	if err := r.viewing(ctx, actor, policy.ViewInquiry, fengcun.ID{}); err != nil {
		return nil, err
	}
	if year == 0 {
		year = r.today().Year
	}
	rows, err := store.InquiryRegister(ctx, r.rows, actor.Organ, year)
	if err != nil {
		return nil, err
	}
	var register []InquiryView
	for _, i := range rows {
		_, q, err := r.inquiryAsWritten(ctx, i.ID)
		if err != nil {
			return nil, err
		}
		v, err := r.inquiryView(ctx, i, q)
		if err != nil {
			return nil, err
		}
		register = append(register, v)
	}
	return register, nil
}

// inquirySteps say who has to do what with an inquiry in a state.
var inquirySteps = []struct {
	state fengcun.InquiryState
	step  Step
	act   policy.Act
}{
	{fengcun.InquiryAccepted, StepReviewBasis, policy.ReviewBasis},
	{fengcun.InquiryBasisOK, StepSign, policy.SignUndertaking},
	{fengcun.InquirySigned, StepName, policy.NamePerson},
	{fengcun.InquiryNamed, StepPermit, policy.PermitInquiry},
	{fengcun.InquiryPermitted, StepPermit, policy.AnswerInquiry},
}

// inquiries lists the inquiries with which the actor has to do something.
func (r *Registry) inquiries(ctx context.Context, actor fengcun.Actor, w *Work) error {
	for _, s := range inquirySteps {
		if !r.mayDo(actor, s.act) {
			continue
		}
		rows, err := store.InquiriesIn(ctx, r.rows, actor.Organ, s.state)
		if err != nil {
			return err
		}
		for _, i := range rows {
			if i.ReviewedBy == actor.Staff {
				continue // nobody permits what they reviewed
			}
			t := task(s.step, actor)
			t.State, t.Subject, t.Since = string(i.State), i.ID, i.AcceptedOn
			if t.Term, err = r.inquiryTerm(ctx, i); err != nil {
				return err
			}
			w.Todo = append(w.Todo, t)
		}
	}
	if !r.mayDo(actor, policy.ReviewBasis) {
		return nil
	}
	read, err := store.OpenReadings(ctx, r.rows, actor.Organ, actor.Staff, r.today())
	for _, i := range read {
		t := task(StepServeReading, actor)
		t.State, t.Subject, t.Since = string(i.State), i.ID, i.AnsweredOn
		w.Todo = append(w.Todo, t)
	}
	return err
}

// inquiryTerm is the term of an inquiry (Article 16).
func (r *Registry) inquiryTerm(ctx context.Context, i store.Inquiry) (*Term, error) {
	d, err := r.Due(ctx, calendar.InquiryDecide, i.AcceptedOn)
	if err != nil {
		return nil, err
	}
	term, err := r.term(store.Deadline{
		Organ: i.Organ, Duty: string(calendar.InquiryDecide), Start: d.Start, Plain: d.Plain, Due: i.DueOn,
		Provisional: d.Provisional, Statutory: true,
	})
	return &term, err
}
