package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// EnforcementEnd says how enforcement in the community ended at the agency that has a
// copy.
type EnforcementEnd struct {
	Copy   fengcun.CopyID
	Reason fengcun.EnforcementEnding
	On     fengcun.Date
	To     fengcun.OrganID // the new place of execution, if it was transferred
}

// EndEnforcement starts the clock of the community corrections agency (Article 13).
// Three days run from the day on which enforcement was completed, not from the receipt
// of the notice. Where enforcement went on elsewhere, back in prison or at another
// agency, the article counts for whoever executes at the end: the notice follows to
// that agency, and for the files left behind the organ's own target runs.
//
// Errors (conflict): enforcement.none, enforcement.ended, enforcement.recipient;
// (invalid): enforcement.reason, enforcement.date, enforcement.to.
func (r *Registry) EndEnforcement(ctx context.Context, actor fengcun.Actor, q EnforcementEnd) error {
	c, err := store.OpenCopy(ctx, r.rows, actor.Organ, q.Copy)
	if err != nil {
		return err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.EndEnforcement, Organ: c.Organ, Assignee: c.Assignee}, c.ID)
	if err != nil {
		return err
	}
	n, running, err := r.enforcing(ctx, c)
	if err != nil {
		return err
	}
	facts, err := r.readFactsOf(ctx, c)
	if err != nil {
		return err
	}
	switch {
	case n.ID.IsZero():
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "enforcement.none", Args: map[string]string{"article": basisEnforcement}}
	case !running:
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "enforcement.ended", Args: map[string]string{"article": basisEnforcement}}
	case !slices.Contains(fengcun.EnforcementEndings(), q.Reason):
		return fengcun.Invalid("enforcement.reason", "reason")
	case !q.On.Valid(), q.On.After(r.today()), q.On.Before(facts.Outcome.Effective):
		return fengcun.Invalid("enforcement.date", "on")
	case (q.Reason == fengcun.EnforcementTransferred) != (q.To != ""), q.To == c.Organ:
		return fengcun.Invalid("enforcement.to", "to")
	}
	duty := calendar.SealOwnFile
	if q.Reason == fengcun.EnforcementCompleted {
		duty = calendar.SealAfterEnforcement
	}
	clock, err := r.startClock(ctx, c.Organ, duty, c.ID, q.On)
	if err != nil {
		return err
	}
	// The copy's version moves, so that enforcement ends once.
	statements := []store.Statement{store.MoveCopy(c, c.State, c.Assignee), clock}
	if q.To != "" {
		served, err := r.passOn(ctx, c, n, q.To)
		if err != nil {
			return err
		}
		statements = append(statements, served...)
	}
	a.object, a.detail = n.ID, string(q.Reason)
	_, err = r.commit(ctx, a, statements)
	return err
}

// passOn serves the notice on the agency that executes from now on.
func (r *Registry) passOn(ctx context.Context, c store.Copy, n store.Notice, to fengcun.OrganID) ([]store.Statement, error) {
	organ, err := store.Organ(ctx, r.rows, to)
	if err != nil {
		return nil, err
	}
	switch _, err := store.DeliveryTo(ctx, r.rows, n.ID, string(to)); {
	case err == nil:
		return nil, &fengcun.Error{Kind: fengcun.KindConflict, Code: "enforcement.recipient", Field: "to"}
	case fengcun.KindOf(err) != fengcun.KindNotFound:
		return nil, err
	}
	person, err := r.readPerson(ctx, c)
	if err != nil {
		return nil, err
	}
	facts, err := r.readFactsOf(ctx, c)
	if err != nil {
		return nil, err
	}
	return r.serve(ctx, service{notice: n, to: organ, by: c.Organ, basis: basisEnforcement, on: r.today(), item: c.Item}, person, &facts)
}

// enforcing returns the notice under which a copy is at the agency that executes in the
// community, the zero one if it is not there for that, and whether enforcement still
// runs: no clock has been started yet.
func (r *Registry) enforcing(ctx context.Context, c store.Copy) (n store.Notice, running bool, err error) {
	notices, err := store.NoticesOfRecord(ctx, r.rows, c.Record)
	if err != nil {
		return n, false, err
	}
	for _, n := range notices {
		if n.Overtaken || n.State != fengcun.NoticeIssued {
			continue
		}
		d, err := store.DeliveryTo(ctx, r.rows, n.ID, string(c.Organ))
		if fengcun.KindOf(err) == fengcun.KindNotFound || err == nil && d.Basis != basisEnforcement {
			continue
		}
		if err != nil {
			return n, false, err
		}
		deadlines, err := store.DeadlinesOfCopy(ctx, r.rows, c.ID)
		return n, len(deadlines) == 0, err
	}
	return store.Notice{}, false, nil
}

// enforced refuses to seal a copy while its agency still executes: until then its own
// staff work with it, and nobody else may (Article 13).
func (r *Registry) enforced(ctx context.Context, c store.Copy) error {
	_, running, err := r.enforcing(ctx, c)
	if err == nil && running {
		err = &fengcun.Error{Kind: fengcun.KindConflict, Code: "confirm.enforcement_runs", Args: map[string]string{"article": basisEnforcement}}
	}
	return err
}
