package registry

import (
	"context"
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// standsIn reports whether the actor is the named deputy, today and in the role in
// which they act, of a member of staff of the organ.
func (r *Registry) standsIn(ctx context.Context, actor fengcun.Actor, of fengcun.StaffID) (bool, error) {
	absent, err := r.standsInFor(ctx, actor)
	return slices.Contains(absent, of), err
}

// standsInFor lists for whom the actor stands in today.
func (r *Registry) standsInFor(ctx context.Context, actor fengcun.Actor) ([]fengcun.StaffID, error) {
	deputies, err := store.Deputies(ctx, r.rows, actor.Organ, r.today())
	var absent []fengcun.StaffID
	for _, d := range deputies {
		if d.By == actor.Staff && d.Of.Role == actor.Role {
			absent = append(absent, d.Of.Staff)
		}
	}
	return absent, err
}

// permit asks the policy. What is the task of somebody for whom the actor stands in is
// the actor's own; who proposed what stays as it is, so that a deputy approves nothing
// of theirs.
func (r *Registry) permit(ctx context.Context, q policy.Request) (policy.Ground, error) {
	ground, err := r.policy.Authorize(q)
	if err == nil || q.Assignee == "" || q.Assignee == q.Actor.Staff {
		return ground, err
	}
	deputy, failed := r.standsIn(ctx, q.Actor, q.Assignee)
	if failed != nil {
		return ground, failed
	}
	if !deputy {
		return ground, err
	}
	q.Assignee = q.Actor.Staff
	return r.policy.Authorize(q)
}

// ChainedActs lists the acts for which an organ may name who approves, one after the
// other, each act with a chain of its own.
func ChainedActs() []policy.Act {
	return []policy.Act{policy.ApproveDecision, policy.IssueNotice, policy.ApproveUnsealing}
}

// inTurn asks whether it is the actor's turn in the chain of an act on a proposal, and
// returns the statement that takes the step and whether it is the last. Without a
// chain any approver's step is the last and only one.
func (r *Registry) inTurn(ctx context.Context, a *act, organ fengcun.OrganID, subject fengcun.ID) (step []store.Statement, last bool, err error) {
	turn, n, of, err := r.whoseTurn(ctx, a.actor, a.name, organ, subject)
	switch {
	case err != nil:
		return nil, false, err
	case of == 0:
		return nil, true, nil
	case !turn:
		return nil, false, &fengcun.Error{Kind: fengcun.KindConflict, Code: "chain.not_next"}
	}
	return []store.Statement{store.InsertEndorsement(subject, n, a.actor.Staff, r.today())}, n == of-1, nil
}

// endorse commits a step that is not the last: nothing else happens by it.
func (r *Registry) endorse(ctx context.Context, a *act, step []store.Statement, rec store.Record, subject fengcun.ID) error {
	a.object, a.detail = subject, "endorsed"
	_, err := r.commit(ctx, a, append(step, store.HoldRecord(rec)))
	return err
}

// whoseTurn reports whether it is the actor's turn, which step is next and of how many.
func (r *Registry) whoseTurn(ctx context.Context, actor fengcun.Actor, name policy.Act, organ fengcun.OrganID, subject fengcun.ID) (mine bool, n, of int, err error) {
	chain, err := store.Chain(ctx, r.rows, organ, string(name))
	if err != nil || len(chain) == 0 {
		return true, 0, 0, err
	}
	taken, err := store.Endorsements(ctx, r.rows, subject)
	if err != nil {
		return false, 0, 0, err
	}
	n = min(len(taken), len(chain)-1)
	if slices.Contains(taken, actor.Staff) {
		return false, n, len(chain), nil // nobody takes two steps
	}
	mine = chain[n] == actor.Staff
	if !mine {
		mine, err = r.standsIn(ctx, actor, chain[n])
	}
	return mine, len(taken), max(len(chain), len(taken)+1), err
}

// checkDeputy and checkChain refuse what names somebody who has no such role.
func (r *Registry) checkDeputy(ctx context.Context, c Change) error {
	if c.Member.Staff == "" || c.Deputy == "" || c.Deputy == c.Member.Staff || c.From.IsZero() || c.To.Before(c.From) {
		return fengcun.Invalid("change.incomplete", "deputy")
	}
	return r.actingAs(ctx, c.Member.Organ, c.Member.Role, c.Member.Staff, c.Deputy)
}

func (r *Registry) checkChain(ctx context.Context, c Change) error {
	chain := c.chain()
	for i, staff := range chain {
		if slices.Contains(chain[:i], staff) {
			return fengcun.Invalid("change.incomplete", "chain")
		}
	}
	if c.Member.Organ == "" || c.Member.Staff != "" || !slices.Contains(ChainedActs(), c.Act) || len(chain) > 5 {
		return fengcun.Invalid("change.incomplete", "chain")
	}
	return r.actingAs(ctx, c.Member.Organ, fengcun.RoleApprover, chain...)
}

func (r *Registry) actingAs(ctx context.Context, organ fengcun.OrganID, role fengcun.Role, staff ...fengcun.StaffID) error {
	acting, err := store.ActingAs(ctx, r.rows, organ, role, r.today())
	if err != nil {
		return err
	}
	for _, s := range staff {
		if !slices.Contains(acting, s) {
			return fengcun.Invalid("change.no_such_role", "account")
		}
	}
	return nil
}

// chain are the accounts of a chain, in order.
func (c Change) chain() []fengcun.StaffID {
	var chain []fengcun.StaffID
	for _, s := range strings.Split(c.Chain, ",") {
		if s = strings.TrimSpace(s); s != "" {
			chain = append(chain, fengcun.StaffID(s))
		}
	}
	return chain
}

// Arrangements are who stands in for whom at an organ today, and who approves what.
type Arrangements struct {
	Deputies []store.Deputy
	Chains   []ApprovalChain // of every act that can have one
}

// ApprovalChain is who approves an act, in order; nobody leaves it to any approver.
type ApprovalChain struct {
	Act   policy.Act
	Staff []fengcun.StaffID
}

// Arrangements shows them to those who grant the organ's roles.
func (r *Registry) Arrangements(ctx context.Context, actor fengcun.Actor) (Arrangements, error) {
	if err := r.viewing(ctx, actor, policy.ViewStaff, fengcun.ID{}); err != nil {
		return Arrangements{}, err
	}
	var a Arrangements
	var err error
	if a.Deputies, err = store.Deputies(ctx, r.rows, actor.Organ, r.today()); err != nil {
		return a, err
	}
	for _, name := range ChainedActs() {
		chain, err := store.Chain(ctx, r.rows, actor.Organ, string(name))
		if err != nil {
			return a, err
		}
		a.Chains = append(a.Chains, ApprovalChain{name, chain})
	}
	return a, nil
}
