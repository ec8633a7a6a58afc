package registry

import (
	"context"
	"unicode/utf8"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// viewing authorizes a view and commits its entry, before anything is looked up:
// the entry is the same whether what is asked for is there, is another's, is sealed
// or never was.
func (r *Registry) viewing(ctx context.Context, actor fengcun.Actor, name policy.Act, asked fengcun.ID) error {
	_, err := r.viewEntry(ctx, actor, name, asked)
	return err
}

// viewEntry is viewing, and says which entry it made.
func (r *Registry) viewEntry(ctx context.Context, actor fengcun.Actor, name policy.Act, asked fengcun.ID) (int64, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: name, Organ: actor.Organ}, asked)
	if err != nil {
		return 0, err
	}
	receipt, err := r.commit(ctx, a, nil)
	if err != nil {
		return 0, err
	}
	return receipt.Index(), nil
}

// readable asks the policy whether the actor may read a copy, on the entry that the
// view has made.
func (r *Registry) readable(ctx context.Context, actor fengcun.Actor, c store.Copy) (bool, error) {
	if c.State == fengcun.CopySealed {
		return false, nil
	}
	proposer, err := r.waitingFor(ctx, c)
	if err != nil {
		return false, err
	}
	_, err = r.permit(ctx, policy.Request{Actor: actor, Act: policy.Read, Organ: c.Organ, Assignee: c.Assignee, Proposer: proposer})
	if err != nil && fengcun.KindOf(err) != fengcun.KindForbidden {
		return false, err
	}
	return err == nil, nil
}

// viewed returns the copy that a view was asked for, by the identifier of the copy
// or of its record. Everything that the actor may not read is not found: sealed,
// another's, never there.
func (r *Registry) viewed(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (store.Copy, error) {
	copies, err := store.OpenCopiesOfRecord(ctx, r.rows, actor.Organ, id)
	if err != nil {
		return store.Copy{}, err
	}
	if len(copies) == 0 {
		c, err := store.OpenCopy(ctx, r.rows, actor.Organ, id)
		if err != nil {
			return store.Copy{}, asked("matter", err)
		}
		copies = []store.Copy{c}
	}
	for _, c := range copies {
		may, err := r.readable(ctx, actor, c)
		if err != nil || may {
			return c, err
		}
	}
	return store.Copy{}, errNotFound("matter")
}

// Masked is what a list shows of a person: enough to know one's own matter by, and
// no more.
type Masked struct {
	Name   fengcun.Particular // first character and a star
	Number fengcun.Particular // case number
}

// masked reads what a list shows of a copy in hand.
func (r *Registry) masked(ctx context.Context, c store.Copy) (Masked, error) {
	p, err := r.readPerson(ctx, c)
	if err != nil {
		return Masked{}, err
	}
	m := Masked{Number: first(p.Numbers)}
	if len(p.Person.Names) > 0 {
		m.Name = maskName(p.Person.Names[0].Text)
	}
	return m, nil
}

// maskName keeps the first character. The star is one, whatever the length.
func maskName(name fengcun.Particular) fengcun.Particular {
	if name == "" {
		return ""
	}
	_, n := utf8.DecodeRuneInString(name.Reveal())
	return name[:n] + "*"
}

// Term is a term of the law as it runs for one organ.
type Term struct {
	Duty        calendar.TermCode
	Article     string          // on which it rests
	Organ       fengcun.OrganID // whose term it is
	Start       fengcun.Date    // the day of the event, which is not counted
	Plain       fengcun.Date    // the last day by counting alone
	Due         fengcun.Date    // the last day as it rolls to a working day
	DaysLeft    int             // calendar days to Due, negative once overdue
	Statutory   bool            // false for an organ's internal target
	Provisional bool            // ends in a year without a holiday notice
	ClosedOn    fengcun.Date    // zero while it runs
	WasDue      fengcun.Date    // before the calendar last moved it; zero if it never did
}

func (r *Registry) term(d store.Deadline) (Term, error) {
	duty, err := calendar.TermOf(calendar.TermCode(d.Duty))
	if err != nil {
		return Term{}, err
	}
	return Term{
		Duty: duty.Code, Article: duty.Basis[0], Organ: d.Organ,
		Start: d.Start, Plain: d.Plain, Due: d.Due, DaysLeft: r.today().DaysUntil(d.Due),
		Statutory: d.Statutory, Provisional: d.Provisional, ClosedOn: d.ClosedOn, WasDue: d.WasDue,
	}, nil
}

// running returns an organ's running term about a copy, nil if there is none.
func (r *Registry) running(ctx context.Context, c store.Copy) (*Term, error) {
	deadlines, err := store.DeadlinesOfCopy(ctx, r.rows, c.ID)
	if err != nil {
		return nil, err
	}
	for _, d := range deadlines {
		if d.Organ == c.Organ && d.ClosedOn.IsZero() {
			t, err := r.term(d)
			return &t, err
		}
	}
	return nil, nil
}

// Held is a holding as a list shows it: kind and label say nothing of a person.
type Held struct {
	ID    fengcun.HoldingID
	Kind  fengcun.HoldingKind
	Label string
	State fengcun.HoldingState

	ConfirmedBy fengcun.StaffID // who answers for the seal; empty until then
	ConfirmedOn fengcun.Date
}

func held(holdings []store.Holding) []Held {
	list := make([]Held, len(holdings))
	for i, h := range holdings {
		list[i] = Held{h.ID, h.Kind, h.Label, h.State, h.ConfirmedBy, h.ConfirmedOn}
	}
	return list
}
