package registry

import (
	"cmp"
	"context"
	"slices"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Urgency is how a running term stands.
type Urgency string

// The urgencies.
const (
	Overdue Urgency = "overdue" // 已逾期
	DueSoon Urgency = "soon"    // 即将届满: today or tomorrow
	Due     Urgency = "due"     // 未届满
)

// soonDays is how many calendar days before its due day a term is due soon.
const soonDays = 1

func urgency(t Term) Urgency {
	switch {
	case t.DaysLeft < 0:
		return Overdue
	case t.DaysLeft <= soonDays:
		return DueSoon
	}
	return Due
}

// Board is the deadlines of an organ, for its head: to him or her every duty that is
// overdue is carried, whoever has it in hand. It names nobody whom a record is about.
type Board struct {
	AsOf    fengcun.Date
	Sums    []BoardSum
	Own     []BoardLine    // the organ's own duties, the earliest due day first
	Waiting []BoardWaiting // what others owe: never the organ's own overdue duty
	More    bool           // there is more of a list than is shown; the sums count all
}

// longestBoard bounds each list of a board.
const longestBoard = 50

// BoardSum is how many of an organ's terms of a duty stand how.
type BoardSum struct {
	Duty               calendar.TermCode
	Article            string
	Organ              fengcun.OrganID
	Statutory          bool
	Overdue, Soon, Due int
}

// BoardLine is one running term.
type BoardLine struct {
	Term
	Urgency
	Staff    fengcun.StaffID // who has it in hand; empty where nobody does
	Division string          // to which they belong
	// BackDated is how many days after the receipt it was entered: a term that was
	// shortened by hand.
	BackDated int
	// Anew is the due day as the calendar in force gives it, where that is another
	// one; zero otherwise. The day that was told stays until somebody moves it.
	Anew fengcun.Date
}

// BoardWaiting is a recipient's duty that the organ waits for.
type BoardWaiting struct {
	Organ fengcun.OrganID
	State fengcun.DeliveryState
	Since fengcun.Date // of dispatch
	Term  *Term        // that organ's own, nil while none runs
}

// Board shows the deadlines of the actor's organ (Articles 11–13, 15): all of them in
// the sums, the most urgent in the lists, of one division's staff if one is named.
func (r *Registry) Board(ctx context.Context, actor fengcun.Actor, division string) (Board, error) {
	if err := r.viewing(ctx, actor, policy.ViewBoard, fengcun.ID{}); err != nil {
		return Board{}, err
	}
	b := Board{AsOf: r.today()}
	running, err := r.runningTerms(ctx, actor.Organ)
	if err != nil {
		return b, err
	}
	for _, t := range running {
		b.Sums = add(b.Sums, t.term)
	}
	divisions, err := store.DivisionsOfStaff(ctx, r.rows, actor.Organ)
	if err != nil {
		return b, err
	}
	copies, err := r.unsealed(ctx, actor.Organ)
	if err != nil {
		return b, err
	}
	var shown []runningTerm
	for _, t := range running {
		if division != "" && divisions[copies[t.subject].Assignee] != division {
			continue
		}
		if len(shown) == longestBoard {
			b.More = true
			break
		}
		shown = append(shown, t)
	}
	var records []fengcun.RecordID
	for _, t := range shown {
		if c, ok := copies[t.subject]; ok {
			records = append(records, c.Record)
		}
	}
	ahead := r.ahead(records, nil)
	for _, t := range shown {
		line, err := ahead.boardLine(ctx, t, copies[t.subject])
		if err != nil {
			return b, err
		}
		line.Division = divisions[line.Staff]
		b.Own = append(b.Own, line)
	}
	more := false
	b.Waiting, more, err = r.awaited(ctx, actor.Organ)
	b.More = b.More || more
	return b, err
}

// runningTerm is a term with what it is about, a copy or something else.
type runningTerm struct {
	term    Term
	subject fengcun.ID
}

// runningTerms lists an organ's, the earliest due day first.
func (r *Registry) runningTerms(ctx context.Context, organ fengcun.OrganID) ([]runningTerm, error) {
	deadlines, err := store.RunningDeadlines(ctx, r.rows, organ)
	if err != nil {
		return nil, err
	}
	var running []runningTerm
	for _, d := range deadlines {
		t, err := r.term(d)
		if err != nil {
			return nil, err
		}
		running = append(running, runningTerm{t, d.Subject})
	}
	certificates, err := store.AcceptedCertificates(ctx, r.rows, organ)
	if err != nil {
		return nil, err
	}
	for _, c := range certificates {
		t, err := r.certificateTerm(ctx, c)
		if err != nil {
			return nil, err
		}
		running = append(running, runningTerm{*t, c.ID})
	}
	slices.SortStableFunc(running, func(x, y runningTerm) int { return cmp.Compare(x.term.DaysLeft, y.term.DaysLeft) })
	return running, nil
}

// unsealed are an organ's copies that are not sealed, by their identifiers.
func (r *Registry) unsealed(ctx context.Context, organ fengcun.OrganID) (map[fengcun.CopyID]store.Copy, error) {
	copies, err := store.UnsealedCopies(ctx, r.rows, organ)
	of := make(map[fengcun.CopyID]store.Copy, len(copies))
	for _, c := range copies {
		of[c.ID] = c
	}
	return of, err
}

// Supervised counts the terms of the law at the organs of the same level, for the
// supervising procuratorate (Article 22): by organ and duty, and nothing of any one.
func (r *Registry) Supervised(ctx context.Context, actor fengcun.Actor) ([]BoardSum, error) {
	if err := r.viewing(ctx, actor, policy.ViewSupervised, fengcun.ID{}); err != nil {
		return nil, err
	}
	var organs []fengcun.OrganID
	for _, in := range fengcun.CaseTypes() {
		peers, err := store.Peers(ctx, r.rows, actor.Organ, in, r.today())
		if err != nil {
			return nil, err
		}
		for _, o := range peers {
			if !slices.Contains(organs, o.ID) {
				organs = append(organs, o.ID)
			}
		}
	}
	var sums []BoardSum
	for _, id := range organs {
		deadlines, err := store.RunningDeadlines(ctx, r.rows, id)
		if err != nil {
			return nil, err
		}
		for _, d := range deadlines {
			t, err := r.term(d)
			if err != nil {
				return nil, err
			}
			if t.Statutory {
				sums = add(sums, t)
			}
		}
	}
	return sums, nil
}

func add(sums []BoardSum, t Term) []BoardSum {
	at := slices.IndexFunc(sums, func(s BoardSum) bool { return s.Duty == t.Duty && s.Organ == t.Organ })
	if at < 0 {
		at = len(sums)
		sums = append(sums, BoardSum{Duty: t.Duty, Article: t.Article, Organ: t.Organ, Statutory: t.Statutory})
	}
	switch urgency(t) {
	case Overdue:
		sums[at].Overdue++
	case DueSoon:
		sums[at].Soon++
	default:
		sums[at].Due++
	}
	return sums
}

// boardLine shows a term; its copy is zero if it is about something else.
func (r *Registry) boardLine(ctx context.Context, t runningTerm, c store.Copy) (BoardLine, error) {
	line := BoardLine{Term: t.term, Urgency: urgency(t.term), Staff: c.Assignee}
	if t.term.Duty != calendar.CertificateIssue {
		now, err := r.Due(ctx, t.term.Duty, t.term.Start)
		if err != nil {
			return line, err
		}
		if now.Due != t.term.Due {
			line.Anew = now.Due
		}
	}
	if c.ID.IsZero() {
		return line, nil
	}
	notices, err := store.NoticesOfRecord(ctx, r.rows, c.Record)
	if err != nil {
		return line, err
	}
	for _, n := range notices {
		delivery, err := store.DeliveryTo(ctx, r.rows, n.ID, string(c.Organ))
		if fengcun.KindOf(err) == fengcun.KindNotFound || n.Overtaken {
			continue
		}
		if err != nil {
			return line, err
		}
		if !delivery.ReceivedOn.IsZero() {
			line.BackDated = delivery.ReceivedOn.DaysUntil(delivery.EnteredOn)
		}
	}
	return line, nil
}

// awaited lists what the recipients of an organ's notices owe, the earliest first, and
// reports whether there is more.
func (r *Registry) awaited(ctx context.Context, organ fengcun.OrganID) (waiting []BoardWaiting, more bool, err error) {
	deliveries, err := store.DeliveriesBy(ctx, r.rows, organ)
	if err != nil {
		return nil, false, err
	}
	for _, d := range deliveries {
		if d.Recipient == store.Person {
			continue
		}
		if len(waiting) == longestBoard {
			return waiting, true, nil
		}
		w := BoardWaiting{Organ: fengcun.OrganID(d.Recipient), State: d.State, Since: d.DispatchedOn}
		n, err := store.NoticeByID(ctx, r.rows, d.Notice)
		if err != nil {
			return nil, false, err
		}
		copies, err := store.CopiesOfRecord(ctx, r.rows, n.Record)
		if err != nil {
			return nil, false, err
		}
		for _, c := range copies {
			if c.Organ != w.Organ || c.State != fengcun.CopyWorking {
				continue
			}
			if w.Term, err = r.running(ctx, c); err != nil {
				return nil, false, err
			}
		}
		waiting = append(waiting, w)
	}
	return waiting, false, nil
}
