package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Work is the workbench of one member of staff in one role.
type Work struct {
	AsOf    fengcun.Date
	Todo    []Task // what this person must do, the earliest due day first
	Waiting []Task // what somebody else owes, with whose term it is

	Finished int  // steps that this person took since the first of the month, up to store.CountedTo
	More     bool // there is more of a list than is shown

	division string     // of whoever put it before an approver; empty for all
	one      fengcun.ID // only what is to be done with this copy or notice; zero for all
}

// CountedTo is how far the numbers on a page are counted: there it stands for as many
// or more.
const CountedTo = store.CountedTo

// longestWork bounds each list of a workbench: what is behind it is due later, and
// opening it would only make everybody wait.
const longestWork = 50

// Task is one step that somebody has to take. What a person's role does not need
// for the step stays zero.
type Task struct {
	Step    Step
	Article string
	State   string // of the subject, a code
	Record  fengcun.RecordID
	Copy    fengcun.CopyID
	Subject fengcun.ID // what the step is taken on: decision, notice, unsealing, review, application
	Masked
	For      fengcun.StaffID // who is away and whose task it is; empty for the actor's own
	Division string          // of whoever put it before the approver; empty if none is known
	Organ    fengcun.OrganID // who owes it
	Role     fengcun.Role    // which role there
	Since    fengcun.Date    // dispatch, acceptance; zero if no such day is kept
	Term     *Term           // nil while no term runs
	Holdings []Held          // still to be confirmed
}

func task(step Step, actor fengcun.Actor) Task {
	return Task{Step: step, Article: step.Article(), Organ: actor.Organ, Role: actor.Role}
}

// workLists are the lists of a workbench, each with the act without which an actor has
// none of it.
func (r *Registry) workLists() []workList {
	return []workList{
		{policy.TakeIn, r.fedDrafts},
		{policy.ViewMatters, r.inHand},
		{policy.ViewMatters, r.untold},
		{policy.ViewMatters, r.placesAsked},
		{policy.MoveVolume, r.placesAsked},
		{policy.File, r.heldRows},
		{policy.Receive, r.toReceive},
		{policy.Receive, r.unserved},
		{policy.ConfirmHolding, r.toConfirm},
		{policy.ApproveDecision, r.proposals},
		{policy.ApproveDecision, r.absences},
		{policy.IssueNotice, r.drafts},
		{policy.ReviewCorrection, r.reviews},
		{policy.ExamineUnsealing, r.grounds},
		{policy.ApproveUnsealing, r.grounds},
		{policy.Certify, r.applications},
		{policy.SettleNamesake, r.toSettle},
		{policy.ViewInquiry, r.inquiries},
		{policy.ApproveVerification, r.verifications(StepDecideVerification, fengcun.VerificationProposed)},
		{policy.EndVerification, r.verifications(StepEndVerification, fengcun.VerificationRunning)},
	}
}

type workList struct {
	act  policy.Act
	list func(context.Context, fengcun.Actor, *Work) error
}

// Work lists what waits for the actor, the most urgent first and at most longestWork of
// each kind. One entry in the log covers it, whatever it shows. Of a person it shows
// what the actor may read, masked; to the custodian labels alone. What another organ
// owes is never the actor's own overdue duty: it stands under Waiting, with that
// organ's term.
func (r *Registry) Work(ctx context.Context, actor fengcun.Actor) (Work, error) {
	return r.WorkOf(ctx, actor, "")
}

// WorkOf is Work, and shows an approver only what staff of one division put forward.
func (r *Registry) WorkOf(ctx context.Context, actor fengcun.Actor, division string) (Work, error) {
	if err := r.viewing(ctx, actor, policy.ViewWork, fengcun.ID{}); err != nil {
		return Work{}, err
	}
	w := Work{AsOf: r.today(), division: division}
	for _, l := range r.workLists() {
		if !r.mayDo(actor, l.act) {
			continue
		}
		if err := l.list(ctx, actor, &w); err != nil {
			return Work{}, err
		}
	}
	month := fengcun.NewDate(w.AsOf.Year, w.AsOf.Month, 1)
	var err error
	if w.Finished, err = store.StepsTaken(ctx, r.rows, actor.Staff, month); err != nil {
		return Work{}, err
	}
	slices.SortStableFunc(w.Todo, earlier)
	slices.SortStableFunc(w.Waiting, earlier)
	return w, nil
}

// Proposals lists the decisions that wait for the approver, the oldest first.
func (r *Registry) Proposals(ctx context.Context, actor fengcun.Actor, division string) (Work, error) {
	if err := r.viewing(ctx, actor, policy.ViewWork, fengcun.ID{}); err != nil {
		return Work{}, err
	}
	w := Work{AsOf: r.today(), division: division}
	if !r.mayDo(actor, policy.ApproveDecision) {
		return w, nil
	}
	err := r.proposals(ctx, actor, &w)
	return w, err
}

// Task finds the actor's own task of a step: what is to be done with a copy, a
// notice or a request. What is nobody's task here is not found, so that nobody learns what else
// there is.
func (r *Registry) Task(ctx context.Context, actor fengcun.Actor, step Step, id fengcun.ID) (Task, error) {
	if err := r.viewing(ctx, actor, policy.ViewWork, fengcun.ID{}); err != nil {
		return Task{}, err
	}
	w := Work{AsOf: r.today(), one: id}
	lists := []workList{{policy.ViewMatters, r.inHand}, {policy.ConfirmHolding, r.toConfirm}}
	switch step {
	case StepIssueNotice:
		lists = []workList{{policy.IssueNotice, r.drafts}}
	case StepAnswerPlace:
		lists = []workList{{policy.ViewMatters, r.placesAsked}, {policy.MoveVolume, r.placesAsked}}
	}
	for _, l := range lists {
		if !r.mayDo(actor, l.act) {
			continue
		}
		if err := l.list(ctx, actor, &w); err != nil {
			return Task{}, err
		}
	}
	for _, t := range w.Todo {
		if t.Step == step {
			return t, nil
		}
	}
	return Task{}, errNotFound("task")
}

// copyAsked returns the copy that is asked for, none if it is not there for the organ.
func (r *Registry) copyAsked(ctx context.Context, organ fengcun.OrganID, id fengcun.CopyID) ([]store.Copy, error) {
	if id.IsZero() {
		return nil, nil
	}
	c, err := store.OpenCopy(ctx, r.rows, organ, id)
	if fengcun.KindOf(err) == fengcun.KindNotFound {
		return nil, nil
	}
	return []store.Copy{c}, err
}

// cut leaves the most urgent of copies and notes that there were more.
func (w *Work) cut(copies []store.Copy) []store.Copy {
	if len(copies) <= longestWork {
		return copies
	}
	w.More = true
	return copies[:longestWork]
}

// mayDo asks the policy whether the actor may do an act at the own organ, on what
// somebody else proposed and nobody in particular has in hand.
func (r *Registry) mayDo(actor fengcun.Actor, name policy.Act) bool {
	_, err := r.policy.Authorize(policy.Request{Actor: actor, Act: name, Organ: actor.Organ, Proposer: "another " + actor.Staff})
	return err == nil
}

// earlier puts the earliest due day first and what has none last.
func earlier(a, b Task) int {
	switch {
	case a.Term == nil && b.Term == nil:
		return 0
	case a.Term == nil:
		return 1
	case b.Term == nil:
		return -1
	case a.Term.Due == b.Term.Due:
		return 0
	case a.Term.Due.Before(b.Term.Due):
		return -1
	}
	return 1
}

// inHand lists the next step of each copy in the handler's hands, and in the hands of
// those for whom the handler stands in.
func (r *Registry) inHand(ctx context.Context, actor fengcun.Actor, w *Work) error {
	absent, err := r.standsInFor(ctx, actor)
	if err != nil {
		return err
	}
	for _, staff := range append([]fengcun.StaffID{actor.Staff}, absent...) {
		if err := r.inHandOf(ctx, actor, staff, w); err != nil {
			return err
		}
	}
	return nil
}

func (r *Registry) inHandOf(ctx context.Context, actor fengcun.Actor, staff fengcun.StaffID, w *Work) error {
	copies, err := r.copyAsked(ctx, actor.Organ, w.one)
	if w.one.IsZero() {
		copies, err = store.UrgentCopies(ctx, r.rows, actor.Organ, staff)
	}
	if err != nil {
		return err
	}
	copies = w.cut(slices.DeleteFunc(copies, func(c store.Copy) bool { return c.Assignee != staff }))
	var theirs Work
	for some := range slices.Chunk(copies, bulkRecords) {
		ahead := r.ahead(recordsOf(some), nil)
		for _, c := range some {
			if err := ahead.copyInWork(ctx, actor, c, &theirs); err != nil {
				return err
			}
		}
	}
	if staff != actor.Staff {
		for _, list := range [][]Task{theirs.Todo, theirs.Waiting} {
			for i := range list {
				list[i].For = staff
			}
		}
	}
	w.Todo, w.Waiting = append(w.Todo, theirs.Todo...), append(w.Waiting, theirs.Waiting...)
	return nil
}

// absences lists for the head what is due at handlers who are away: steps and terms,
// without a name or a number.
func (r *Registry) absences(ctx context.Context, actor fengcun.Actor, w *Work) error {
	deputies, err := store.Deputies(ctx, r.rows, actor.Organ, r.today())
	if err != nil {
		return err
	}
	away := map[fengcun.StaffID]bool{}
	for _, d := range deputies {
		if d.Of.Role != fengcun.RoleHandler || away[d.Of.Staff] {
			continue
		}
		away[d.Of.Staff] = true
		handler := fengcun.Actor{Staff: d.Of.Staff, Organ: actor.Organ, Role: fengcun.RoleHandler}
		var theirs Work
		if err := r.inHandOf(ctx, handler, handler.Staff, &theirs); err != nil {
			return err
		}
		w.More = w.More || theirs.More
		for _, t := range theirs.Todo {
			t.Masked, t.For, t.Copy, t.Record, t.Holdings = Masked{}, d.Of.Staff, fengcun.CopyID{}, fengcun.RecordID{}, nil
			w.Waiting = append(w.Waiting, t)
		}
	}
	return nil
}

func recordsOf(copies []store.Copy) []fengcun.RecordID {
	var records []fengcun.RecordID
	for _, c := range copies {
		if !slices.Contains(records, c.Record) {
			records = append(records, c.Record)
		}
	}
	return records
}

func (r *Registry) copyInWork(ctx context.Context, actor fengcun.Actor, c store.Copy, w *Work) error {
	s, err := r.standing(ctx, c)
	if err != nil {
		return err
	}
	step, another, err := r.next(ctx, s)
	if err != nil || step == "" {
		return err
	}
	t := task(step, actor)
	t.State, t.Record, t.Copy = string(s.record.State), c.Record, c.ID
	if t.Masked, err = r.masked(ctx, c); err != nil {
		return err
	}
	if t.Term, err = r.running(ctx, c); err != nil {
		return err
	}
	switch step {
	case StepApprove:
		t.Subject = s.pending.ID
	case StepIssueNotice, StepConfirm:
		t.Subject = s.notice.ID
	}
	if step == StepConfirm {
		if t.Holdings, err = r.unconfirmed(ctx, c); err != nil {
			return err
		}
		if s.deciding() {
			if err := r.others(ctx, s, t, w); err != nil {
				return err
			}
		}
	}
	if another {
		t.Role = fengcun.RoleApprover
		w.Waiting = append(w.Waiting, t)
		return nil
	}
	w.Todo = append(w.Todo, t)
	return nil
}

// others lists what the recipients of an issued notice still owe.
func (r *Registry) others(ctx context.Context, s standing, own Task, w *Work) error {
	deliveries, err := store.Deliveries(ctx, r.rows, s.notice.ID)
	if err != nil {
		return err
	}
	copies, err := store.CopiesOfRecord(ctx, r.rows, s.record.ID)
	if err != nil {
		return err
	}
	for _, d := range deliveries {
		if d.Recipient == store.Person || d.Sender != s.record.Organ {
			continue // what was forwarded is its forwarder's to wait for
		}
		t := own
		t.Organ, t.Role, t.Copy, t.Holdings, t.Term = fengcun.OrganID(d.Recipient), "", fengcun.CopyID{}, nil, nil
		t.State, t.Since = string(d.State), d.DispatchedOn
		switch d.State {
		case fengcun.DeliveryDispatched:
			t.Step = StepReceive
		case fengcun.DeliveryReceived, fengcun.DeliveryCoordinating:
			t.Step = StepConfirm
		default:
			continue
		}
		t.Article = t.Step.Article()
		for _, c := range copies {
			if c.Organ == t.Organ && c.State == fengcun.CopyWorking {
				if t.Term, err = r.running(ctx, c); err != nil {
					return err
				}
			}
		}
		w.Waiting = append(w.Waiting, t)
	}
	return nil
}

// unconfirmed lists the holdings of a copy that are not confirmed.
func (r *Registry) unconfirmed(ctx context.Context, c store.Copy) ([]Held, error) {
	holdings, err := store.HoldingsOfCopy(ctx, r.rows, c.ID)
	return held(slices.DeleteFunc(holdings, func(h store.Holding) bool { return h.State == fengcun.HoldingConfirmed })), err
}

// toReceive lists the notices that reached the organ and that nobody received.
func (r *Registry) toReceive(ctx context.Context, actor fengcun.Actor, w *Work) error {
	deliveries, err := store.DeliveriesFor(ctx, r.rows, actor.Organ)
	for i, d := range deliveries {
		if i == longestWork {
			w.More = true
			break
		}
		t := task(StepReceive, actor)
		t.State, t.Subject, t.Since = string(d.State), d.Notice, d.DispatchedOn
		w.Todo = append(w.Todo, t)
	}
	return err
}

// unserved lists the notices of the handler that the person has not received. The
// organs may have sealed by then, so nothing but the notice is named.
func (r *Registry) unserved(ctx context.Context, actor fengcun.Actor, w *Work) error {
	deliveries, err := store.UnservedOnPerson(ctx, r.rows, actor.Organ, actor.Staff)
	for i, d := range deliveries {
		if i == longestWork {
			w.More = true
			break
		}
		t := task(StepReceiveByPerson, actor)
		t.State, t.Subject, t.Since = string(d.State), d.Notice, d.DispatchedOn
		w.Todo = append(w.Todo, t)
	}
	return err
}

// toConfirm lists every copy of the organ that is due, by labels alone: the
// custodian never sees what is written inside.
func (r *Registry) toConfirm(ctx context.Context, actor fengcun.Actor, w *Work) error {
	copies, err := r.copyAsked(ctx, actor.Organ, w.one)
	if w.one.IsZero() {
		copies, err = store.CopiesDue(ctx, r.rows, actor.Organ)
	}
	if err != nil {
		return err
	}
	begun := len(w.Todo)
	for some := range slices.Chunk(copies, longestWork) {
		ahead := r.ahead(recordsOf(some), nil)
		for _, c := range some {
			if len(w.Todo)-begun == longestWork {
				w.More = true
				return nil
			}
			rec, err := store.RecordByID(ctx, ahead.rows, c.Record)
			if err != nil {
				return err
			}
			if c.State != fengcun.CopyWorking || c.Assignee == "" || rec.State != fengcun.RecordSealDue {
				continue // asked for, and not due
			}
			if c.Organ == rec.Organ {
				err = ahead.noticeIssued(ctx, rec.ID)
			} else {
				err = ahead.enforced(ctx, c)
			}
			switch code := fengcun.CodeOf(err); {
			case code == "confirm.notice_first", code == "confirm.enforcement_runs":
				continue
			case err != nil:
				return err
			}
			t := task(StepConfirm, actor)
			t.State, t.Copy = string(c.State), c.ID
			if t.Term, err = ahead.running(ctx, c); err != nil {
				return err
			}
			if t.Holdings, err = ahead.unconfirmed(ctx, c); err != nil {
				return err
			}
			w.Todo = append(w.Todo, t)
		}
	}
	return nil
}

// proposals lists the decisions that wait for their second person.
func (r *Registry) proposals(ctx context.Context, actor fengcun.Actor, w *Work) error {
	decisions, err := store.ProposedDecisions(ctx, r.rows, actor.Organ)
	if err != nil {
		return err
	}
	var before []put
	for _, d := range decisions {
		t := task(StepApprove, actor)
		t.State, t.Subject, t.Since = d.Verdict, d.ID, d.DecidedOn
		before = append(before, put{d.Record, t, func(s standing) bool { return s.pending.ID == d.ID }})
	}
	return r.allPut(ctx, actor, policy.ApproveDecision, before, w)
}

// inOrder puts tasks about a proposal before the actor if it is the actor's turn in
// the chain of the act, and lets them wait for the others otherwise.
func (r *Registry) inOrder(ctx context.Context, actor fengcun.Actor, name policy.Act, subject fengcun.ID, tasks []Task, w *Work) error {
	mine, _, _, err := r.whoseTurn(ctx, actor, name, actor.Organ, subject)
	if err != nil {
		return err
	}
	if mine {
		w.Todo = append(w.Todo, tasks...)
	} else {
		w.Waiting = append(w.Waiting, tasks...)
	}
	return nil
}

// drafts lists the notices that wait to be issued.
func (r *Registry) drafts(ctx context.Context, actor fengcun.Actor, w *Work) error {
	notices, err := store.DraftedNotices(ctx, r.rows, actor.Organ)
	if err != nil {
		return err
	}
	var before []put
	for _, n := range notices {
		if !w.one.IsZero() && n.ID != w.one {
			continue
		}
		t := task(StepIssueNotice, actor)
		t.State, t.Subject = string(n.State), n.ID
		before = append(before, put{n.Record, t, func(s standing) bool {
			return s.notice.ID == n.ID && s.record.State == fengcun.RecordSealDue
		}})
	}
	return r.allPut(ctx, actor, policy.IssueNotice, before, w)
}

// put is what a handler put before the approver: about which record, as which task,
// and whether it still stands.
type put struct {
	record fengcun.RecordID
	task   Task
	stands func(standing) bool
}

// allPut adds what was put before the approver, in its order, until the list is full.
func (r *Registry) allPut(ctx context.Context, actor fengcun.Actor, name policy.Act, before []put, w *Work) error {
	divisions, err := store.DivisionsOfStaff(ctx, r.rows, actor.Organ)
	if err != nil {
		return err
	}
	n := 0
	for some := range slices.Chunk(before, longestWork) {
		records := make([]fengcun.RecordID, len(some))
		for i, p := range some {
			records[i] = p.record
		}
		ahead := r.ahead(records, nil)
		for _, p := range some {
			if n == longestWork {
				w.More = true
				return nil
			}
			var shown Work
			if err := ahead.putBefore(ctx, actor, p, divisions, w.division, &shown); err != nil {
				return err
			}
			n += len(shown.Todo)
			if err := r.inOrder(ctx, actor, name, p.task.Subject, shown.Todo, w); err != nil {
				return err
			}
		}
	}
	return nil
}

// putBefore adds what a handler put before the approver, if the approver may read
// it and it still stands.
func (r *Registry) putBefore(ctx context.Context, actor fengcun.Actor, p put, divisions map[fengcun.StaffID]string, only string, w *Work) error {
	t := p.task
	rec, err := store.RecordByID(ctx, r.rows, p.record)
	if err != nil {
		return err
	}
	c, err := r.decidingCopy(ctx, rec.Organ, rec.ID)
	if fengcun.KindOf(err) == fengcun.KindNotFound {
		return nil // sealed meanwhile
	}
	if err != nil {
		return err
	}
	t.Division = divisions[c.Assignee]
	if only != "" && t.Division != only {
		return nil
	}
	s, err := r.standing(ctx, c)
	if err != nil || !p.stands(s) {
		return err
	}
	may, err := r.readable(ctx, actor, c)
	if err != nil || !may {
		return err
	}
	t.Record, t.Copy = rec.ID, c.ID
	if t.Masked, err = r.masked(ctx, c); err != nil {
		return err
	}
	if t.Term, err = r.running(ctx, c); err != nil {
		return err
	}
	w.Todo = append(w.Todo, t)
	return nil
}

// reviews lists the corrections of a register that wait for the organ's review.
func (r *Registry) reviews(ctx context.Context, actor fengcun.Actor, w *Work) error {
	deadlines, err := store.RunningOf(ctx, r.rows, actor.Organ, string(calendar.CorrectionReview))
	if err != nil {
		return err
	}
	for _, d := range deadlines {
		term, err := r.term(d)
		if err != nil {
			return err
		}
		t := task(StepReview, actor)
		t.Subject, t.Since, t.Term = d.Subject, d.Start, &term
		w.Todo = append(w.Todo, t)
	}
	return nil
}

// grounds lists the reported grounds: to be examined by whoever reported them, to
// be lifted by another. The record is sealed and is not named.
func (r *Registry) grounds(ctx context.Context, actor fengcun.Actor, w *Work) error {
	unsealings, err := store.RunningUnsealings(ctx, r.rows, actor.Organ)
	if err != nil {
		return err
	}
	for _, u := range unsealings {
		var t Task
		switch {
		case u.State == fengcun.UnsealingReported && u.ProposedBy == actor.Staff && r.mayDo(actor, policy.ExamineUnsealing):
			t = task(StepExamineGround, actor)
		case u.State == fengcun.UnsealingEstablished && u.ProposedBy != actor.Staff && r.mayDo(actor, policy.ApproveUnsealing):
			t = task(StepLift, actor)
		default:
			continue
		}
		t.State, t.Subject, t.Since = string(u.State), u.ID, u.EffectiveFrom
		if t.Step == StepExamineGround {
			w.Todo = append(w.Todo, t)
			continue
		}
		if err := r.inOrder(ctx, actor, policy.ApproveUnsealing, u.ID, []Task{t}, w); err != nil {
			return err
		}
	}
	return nil
}

// applications lists the applications for a certificate that are not answered.
func (r *Registry) applications(ctx context.Context, actor fengcun.Actor, w *Work) error {
	certificates, err := store.AcceptedCertificates(ctx, r.rows, actor.Organ)
	if err != nil {
		return err
	}
	for _, c := range certificates {
		t := task(StepAnswer, actor)
		t.State, t.Subject, t.Since = string(c.State), c.ID, c.AcceptedOn
		if t.Term, err = r.certificateTerm(ctx, c); err != nil {
			return err
		}
		w.Todo = append(w.Todo, t)
	}
	return nil
}

// certificateTerm is the term of an application.
func (r *Registry) certificateTerm(ctx context.Context, c store.Certificate) (*Term, error) {
	d, err := r.Due(ctx, calendar.CertificateIssue, c.AcceptedOn)
	if err != nil {
		return nil, err
	}
	term, err := r.term(store.Deadline{
		Organ: c.Organ, Duty: string(calendar.CertificateIssue), Start: d.Start, Plain: d.Plain, Due: c.DueOn, WasDue: c.WasDue,
		Provisional: d.Provisional, Statutory: true,
	})
	return &term, err
}
