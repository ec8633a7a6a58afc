package registry

import (
	"slices"

	"fengcun"
	"fengcun/internal/policy"
)

// Situation is what the policies are asked about: a role, an act, and how the actor
// stands to a thing. It names nobody and no record.
type Situation struct {
	Role       fengcun.Role
	Act        policy.Act
	OtherOrgan bool
	Proposed   fengcun.StaffID // self, another or empty for nobody
	Task       fengcun.StaffID
	Sealed     bool
	Warranted  bool
}

// Why is which policies decide a situation, and how.
type Why struct {
	Allowed bool
	Grounds []policy.Reason
}

// Why explains who may do what, and on which article. The policies are the same at
// every organ and public: it is no act.
func (r *Registry) Why(s Situation) (Why, error) {
	if !slices.Contains(fengcun.Roles(), s.Role) {
		return Why{}, fengcun.Invalid("why.role", "role")
	}
	if !slices.Contains(policy.Acts(), s.Act) {
		return Why{}, fengcun.Invalid("why.act", "act")
	}
	q := policy.Request{
		Actor: fengcun.Actor{Staff: "self", Organ: "own", Role: s.Role}, Act: s.Act, Organ: "own",
		Proposer: s.Proposed, Assignee: s.Task, Sealed: s.Sealed, Warranted: s.Warranted,
	}
	if s.OtherOrgan {
		q.Organ = "other"
	}
	grounds := r.policy.Explain(q)
	return Why{Allowed: !slices.ContainsFunc(grounds, func(g policy.Reason) bool { return g.Forbids }), Grounds: grounds}, nil
}

// Acts lists every act that the policies know.
func (r *Registry) Acts() []policy.Act { return policy.Acts() }
