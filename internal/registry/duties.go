package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Duties are how much waits for a member of staff in a role: numbers of their own
// tasks, by the list in which they stand.
type Duties struct {
	Work    int // what the workbench has for the role
	Matters int // in hand
	Changes int // of others, to be decided
}

// dutyDays is how near the end of a term is to count as waiting for its handler.
const dutyDays = 3

// Duties counts without reading anything of a person, and nothing that is sealed: a
// sealed copy is in nobody's hands and its terms are closed. It is no act; whoever
// follows a number comes to a view, which is one.
func (r *Registry) Duties(ctx context.Context, actor fengcun.Actor) (Duties, error) {
	var d Duties
	var err error
	switch actor.Role {
	case fengcun.RoleHandler:
		if d.Matters, err = store.InHand(ctx, r.rows, actor.Organ, actor.Staff); err == nil {
			d.Work, err = store.EndingBy(ctx, r.rows, actor.Organ, actor.Staff, r.today().AddDays(dutyDays))
		}
	case fengcun.RoleApprover:
		if d.Work, err = store.ToApprove(ctx, r.rows, actor.Organ, actor.Staff); err == nil {
			d.Changes, err = r.changesFor(ctx, actor)
		}
	case fengcun.RoleCustodian:
		d.Work, err = store.ToConfirm(ctx, r.rows, actor.Organ)
	case fengcun.RoleWindow:
		d.Work, err = store.ToAnswer(ctx, r.rows, actor.Organ)
	case fengcun.RoleSystemAdmin, fengcun.RoleSecurityAdmin:
		d.Changes, err = r.changesFor(ctx, actor)
	}
	return d, err
}

// changesFor counts the changes that the actor may decide.
func (r *Registry) changesFor(ctx context.Context, actor fengcun.Actor) (n int, err error) {
	proposals, err := store.OpenProposals(ctx, r.rows, actor.Organ)
	for _, p := range proposals {
		c, err := readChange(p)
		if err != nil {
			return 0, err
		}
		if _, err := r.policy.Authorize(policy.Request{Actor: actor, Act: changes[c.Kind].approve, Organ: actor.Organ, Proposer: p.ProposedBy}); err == nil {
			n++
		}
	}
	return n, err
}
