package registry

import (
	"cmp"
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Forward sends a notice on to further organs of the own system that hold copies
// (统筹, Articles 11, 12): each gets it as any recipient does, with a clock of its own
// from its own receipt, and may forward it in turn. What the actor's organ was sent is
// confirmed only when its own copy and everything that it forwarded is sealed.
func (r *Registry) Forward(ctx context.Context, actor fengcun.Actor, notice fengcun.NoticeID, to []fengcun.OrganID) error {
	a, n, d, c, err := r.coordinating(ctx, actor, policy.Forward, notice)
	if err != nil {
		return err
	}
	if len(to) == 0 {
		return fengcun.Invalid("forward.nobody", "to")
	}
	if d.State != fengcun.DeliveryCoordinating {
		if _, err := d.State.Next(fengcun.DeliveryCoordinating); err != nil {
			return err
		}
		d.State = fengcun.DeliveryCoordinating
	}
	own, err := store.Organ(ctx, r.rows, actor.Organ)
	if err != nil {
		return err
	}
	person, err := r.readPerson(ctx, c)
	if err != nil {
		return err
	}
	facts, err := r.readFactsOf(ctx, c)
	if err != nil {
		return err
	}
	statements := []store.Statement{store.MoveDelivery(d), store.MoveCopy(c, c.State, c.Assignee)}
	for i, id := range to {
		target, err := r.forwardable(ctx, n, own, id)
		if err == nil && slices.Contains(to[:i], id) {
			err = fengcun.Invalid("forward.twice", "to")
		}
		if err != nil {
			return err
		}
		served, err := r.serve(ctx, service{notice: n, to: target, by: own.ID, basis: d.Basis, on: r.today(), item: c.Item}, person, &facts)
		if err != nil {
			return err
		}
		statements = append(statements, served...)
	}
	counts, err := r.treeCounts(ctx, n, own.ID)
	if err != nil {
		return err
	}
	rec, err := store.RecordByID(ctx, r.rows, n.Record)
	if err != nil {
		return err
	}
	told, err := r.tellSender(ctx, d, rec.Matter, c.Item, exchanged{Kind: messageCoordination, On: r.today(), Counts: counts}, "")
	if err != nil {
		return err
	}
	a.object = n.ID
	_, err = r.commit(ctx, a, append(statements, told...))
	return err
}

// coordinating loads what a recipient coordinates: a notice that it received, with its
// own copy still in hand. Anything else is not found.
func (r *Registry) coordinating(ctx context.Context, actor fengcun.Actor, name policy.Act, notice fengcun.NoticeID) (*act, store.Notice, store.Delivery, store.Copy, error) {
	n, d, err := r.openDelivery(ctx, notice, actor.Organ)
	if err != nil {
		return nil, n, d, store.Copy{}, asked("notice", err)
	}
	c, err := r.copyInHand(ctx, n.Record, actor.Organ)
	if err != nil {
		return nil, n, d, c, err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: name, Organ: c.Organ, Assignee: c.Assignee}, n.Record)
	return a, n, d, c, err
}

// forwardable refuses an organ that is not of the own system or has the notice.
func (r *Registry) forwardable(ctx context.Context, n store.Notice, own fengcun.Organ, id fengcun.OrganID) (fengcun.Organ, error) {
	target, err := store.Organ(ctx, r.rows, id)
	if err != nil {
		return target, err
	}
	if id == own.ID || id == n.Organ || target.Kind.System() != own.Kind.System() || !target.ValidTo.IsZero() && target.ValidTo.Before(r.today()) {
		return target, fengcun.Invalid("forward.system", "to")
	}
	switch _, err := store.DeliveryTo(ctx, r.rows, n.ID, string(id)); {
	case err == nil:
		return target, fengcun.Invalid("forward.twice", "to")
	case fengcun.KindOf(err) != fengcun.KindNotFound:
		return target, err
	}
	return target, nil
}

// Coordination is what a recipient of a notice coordinates: a task for each organ that
// it forwarded it to. Of what lies below those it knows numbers, and of none of them
// more than that.
type Coordination struct {
	Notice     fengcun.NoticeID
	Branches   []Branch
	Candidates []Candidate // organs of the own system that have not got it
}

// Branch is one organ that a notice was forwarded to.
type Branch struct {
	Organ  fengcun.OrganID
	State  fengcun.DeliveryState
	Since  fengcun.Date
	Term   *Term                 // that organ's own; nil while none runs
	Counts []store.ReportedCount // holdings by kind and state, with those of the organs below it
}

// Candidate is an organ that may hold a copy.
type Candidate struct {
	Organ fengcun.OrganID
	Known bool // the matter's history names it
}

// Coordination shows it to whoever has the copy in hand.
func (r *Registry) Coordination(ctx context.Context, actor fengcun.Actor, notice fengcun.NoticeID) (Coordination, error) {
	a, n, _, _, err := r.coordinating(ctx, actor, policy.ViewMatter, notice)
	if err != nil {
		return Coordination{}, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Coordination{}, err
	}
	view := Coordination{Notice: n.ID}
	deliveries, err := store.Deliveries(ctx, r.rows, n.ID)
	if err != nil {
		return view, err
	}
	for _, d := range deliveries {
		if d.Sender != actor.Organ {
			continue
		}
		b := Branch{Organ: fengcun.OrganID(d.Recipient), State: d.State, Since: d.DispatchedOn}
		counts, err := r.treeCounts(ctx, n, b.Organ)
		if err != nil {
			return view, err
		}
		for _, c := range counts {
			b.Counts = append(b.Counts, store.ReportedCount(c))
		}
		if b.Term, err = r.branchTerm(ctx, n, b.Organ); err != nil {
			return view, err
		}
		view.Branches = append(view.Branches, b)
	}
	view.Candidates, err = r.candidates(ctx, n, actor.Organ)
	return view, err
}

// branchTerm is the running term of a recipient: on its copy if it works here, on the
// notice otherwise.
func (r *Registry) branchTerm(ctx context.Context, n store.Notice, organ fengcun.OrganID) (*Term, error) {
	subject := n.ID
	if c, err := r.copyInHand(ctx, n.Record, organ); err == nil {
		subject = c.ID
	} else if fengcun.KindOf(err) != fengcun.KindNotFound {
		return nil, err
	}
	return r.running(ctx, store.Copy{ID: subject, Organ: organ})
}

// candidates finds the organs of the own system that a notice can be forwarded to,
// those first that the matter's history names.
func (r *Registry) candidates(ctx context.Context, n store.Notice, organ fengcun.OrganID) ([]Candidate, error) {
	own, err := store.Organ(ctx, r.rows, organ)
	if err != nil {
		return nil, err
	}
	rec, err := store.RecordByID(ctx, r.rows, n.Record)
	if err != nil {
		return nil, err
	}
	history, err := r.historyNow(ctx, rec.Matter)
	if err != nil {
		return nil, err
	}
	organs, err := store.Organs(ctx, r.rows)
	if err != nil {
		return nil, err
	}
	var found []Candidate
	for _, o := range organs {
		switch _, err := r.forwardable(ctx, n, own, o.ID); fengcun.KindOf(err) {
		case "":
			known := slices.ContainsFunc(history, func(h store.MatterOrgan) bool { return h.ID == o.ID })
			found = append(found, Candidate{o.ID, known})
		case fengcun.KindInvalid:
		default:
			return nil, err
		}
	}
	slices.SortStableFunc(found, func(a, b Candidate) int {
		return cmp.Or(-cmp.Compare(one(a.Known), one(b.Known)), cmp.Compare(a.Organ, b.Organ))
	})
	return found, nil
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// treeCounts are the holdings of an organ under a notice and of those that it
// forwarded it to: by kind and state, never which or whose.
func (r *Registry) treeCounts(ctx context.Context, n store.Notice, organ fengcun.OrganID) ([]exchangedCount, error) {
	deliveries, err := store.Deliveries(ctx, r.rows, n.ID)
	if err != nil {
		return nil, err
	}
	copies, err := store.CopiesOfRecord(ctx, r.rows, n.Record)
	if err != nil {
		return nil, err
	}
	number := map[exchangedCount]int{}
	below := []fengcun.OrganID{organ}
	for i := 0; i < len(below); i++ {
		reported, err := store.Counts(ctx, r.rows, n.ID, below[i])
		if err != nil {
			return nil, err
		}
		for _, c := range reported {
			number[exchangedCount{Kind: c.Kind, State: c.State}] += c.Number
		}
		for _, c := range copies {
			if c.Organ != below[i] {
				continue
			}
			holdings, err := store.HoldingsOfCopy(ctx, r.rows, c.ID)
			if err != nil {
				return nil, err
			}
			for _, h := range holdings {
				number[exchangedCount{Kind: h.Kind, State: h.State}]++
			}
		}
		for _, d := range deliveries {
			if d.Sender == below[i] && d.Recipient != store.Person && !slices.Contains(below, fengcun.OrganID(d.Recipient)) {
				below = append(below, fengcun.OrganID(d.Recipient))
			}
		}
	}
	return sortedCounts(number), nil
}

// nothingBelow is the way up after an organ returned what was forwarded to it: it holds
// nothing, and may have been the last that was waited for.
func (r *Registry) nothingBelow(ctx context.Context, n store.Notice, d store.Delivery) ([]store.Statement, error) {
	if d.Sender == n.Organ {
		return nil, nil // the issuer sends it to another organ
	}
	up, err := r.confirmUp(ctx, n.Record, d.Sender)
	return append(up, store.SealRecordIfComplete(n.Record)), err
}

// confirmUp confirms what an organ was sent about a record, as far as its own copy and
// everything that it forwarded is sealed, and then what those were sent who forwarded
// it. That is decided in the commit, for the last two organs may confirm at once.
// Senders on other installations are told.
func (r *Registry) confirmUp(ctx context.Context, record fengcun.RecordID, organ fengcun.OrganID) ([]store.Statement, error) {
	rec, err := store.RecordByID(ctx, r.rows, record)
	if err != nil {
		return nil, err
	}
	notices, err := store.NoticesOfRecord(ctx, r.rows, record)
	if err != nil {
		return nil, err
	}
	var statements []store.Statement
	level := []fengcun.OrganID{organ}
	for i := 0; i < len(level); i++ {
		statements = append(statements, store.ConfirmDeliveries(record, level[i]))
		for _, n := range notices {
			deliveries, err := store.Deliveries(ctx, r.rows, n.ID)
			if err != nil {
				return nil, err
			}
			for _, d := range deliveries {
				if d.Recipient != string(level[i]) || d.State != fengcun.DeliveryReceived && d.State != fengcun.DeliveryCoordinating {
					continue
				}
				told, err := r.tellConfirmed(ctx, rec, n, d)
				if err != nil {
					return nil, err
				}
				statements = append(statements, told...)
				if d.Sender != rec.Organ && !slices.Contains(level, d.Sender) {
					level = append(level, d.Sender)
				}
			}
		}
	}
	return statements, nil
}

// tellConfirmed tells a sender on another installation that everything under what it
// sent is sealed, if the commit finds it so.
func (r *Registry) tellConfirmed(ctx context.Context, rec store.Record, n store.Notice, d store.Delivery) ([]store.Statement, error) {
	if sender, err := store.Organ(ctx, r.rows, d.Sender); err != nil || sender.Here() {
		return nil, err
	}
	counts, err := r.treeCounts(ctx, n, fengcun.OrganID(d.Recipient))
	if err != nil {
		return nil, err
	}
	number := map[exchangedCount]int{}
	for _, c := range counts {
		number[exchangedCount{Kind: c.Kind, State: fengcun.HoldingConfirmed}] += c.Number
	}
	// It derives from no item: after the seal there is none that may name it.
	return r.tellSender(ctx, d, rec.Matter, fengcun.NewID(), exchanged{
		Kind: messageConfirmation, On: r.today(), Counts: sortedCounts(number),
	}, store.DeliveryConfirmed, d.Notice, d.Recipient)
}
