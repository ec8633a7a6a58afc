package registry

import (
	"context"
	"slices"
	"unicode/utf8"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// MisuseView is a misuse with who and what, and how it ended.
type MisuseView struct {
	ID       fengcun.ID
	Inquiry  fengcun.ID
	Unit     fengcun.Particular
	Name     fengcun.Particular
	What     fengcun.Particular
	On       fengcun.Date
	By       fengcun.StaffID
	Outcome  fengcun.MisuseOutcome
	Done     fengcun.Particular
	ClosedOn fengcun.Date
	ClosedBy fengcun.StaffID
}

// Misuses lists the misuses that the actor's organ entered, the open ones first.
func (r *Registry) Misuses(ctx context.Context, actor fengcun.Actor) ([]MisuseView, error) {
	if err := r.viewing(ctx, actor, policy.ViewMisuses, fengcun.ID{}); err != nil {
		return nil, err
	}
	rows, err := store.Misuses(ctx, r.rows, actor.Organ)
	if err != nil {
		return nil, err
	}
	var list []MisuseView
	for _, m := range rows {
		p, err := r.misuse(ctx, m)
		if err != nil {
			return nil, err
		}
		list = append(list, MisuseView{
			m.ID, m.Inquiry, fengcun.Particular(p.Unit), fengcun.Particular(p.Name), fengcun.Particular(p.What), m.On, m.By,
			m.Outcome, fengcun.Particular(p.Done), m.ClosedOn, m.ClosedBy,
		})
	}
	return list, nil
}

func (r *Registry) misuse(ctx context.Context, m store.Misuse) (p misusePayload, err error) {
	part, err := r.openPart(ctx, m.Item, partMisuse)
	if err != nil {
		return p, err
	}
	return p, decodePart(part, &p)
}

// longestDone is the longest account of what was done, in characters.
const longestDone = 2000

// CloseMisuse closes a misuse with its outcome and what was done, as the second person
// beside whoever entered it (Articles 17, 20). An unfounded one lifts the bar; every other
// leaves it for good.
//
// Errors: misuse.outcome, misuse.done; misuse.closed (conflict).
func (r *Registry) CloseMisuse(ctx context.Context, actor fengcun.Actor, id fengcun.ID, outcome fengcun.MisuseOutcome, done fengcun.Particular) error {
	m, err := store.MisuseOf(ctx, r.rows, actor.Organ, id)
	if err != nil {
		return err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.CloseMisuse, Organ: m.Organ, Proposer: m.By}, m.ID)
	if err != nil {
		return err
	}
	switch {
	case m.Outcome != fengcun.MisuseOpen:
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "misuse.closed"}
	case !slices.Contains(fengcun.MisuseOutcomes(), outcome):
		return fengcun.Invalid("misuse.outcome", "outcome")
	case done == "" || utf8.RuneCountInString(done.Reveal()) > longestDone:
		return fengcun.Invalid("misuse.done", "done")
	}
	p, err := r.misuse(ctx, m)
	if err != nil {
		return err
	}
	p.Done = done.Reveal()
	part, err := encodePart(partMisuse, p)
	if err != nil {
		return err
	}
	_, statements, err := r.vault.Append(ctx, m.Item, part)
	if err != nil {
		return err
	}
	m.Outcome, m.ClosedOn, m.ClosedBy = outcome, r.today(), actor.Staff
	a.object, a.detail = m.ID, string(outcome)
	_, err = r.commit(ctx, a, append(statements, store.CloseMisuse(m)))
	return err
}
