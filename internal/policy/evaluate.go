package policy

import (
	"cmp"
	"slices"

	"github.com/cedar-policy/cedar-go"

	"fengcun"
)

// evaluate asks Cedar. A policy that fails to evaluate is skipped by Cedar, and
// a skipped forbid would permit: here any such failure denies.
func (p *Policy) evaluate(role fengcun.Role, act Act, s standing) *decision {
	answer, why := cedar.Authorize(p.set, p.entities, cedar.Request{
		Principal: cedar.NewEntityUID("Role", cedar.String(role)),
		Action:    actionUID(act),
		Resource:  cedar.NewEntityUID("Thing", "thing"),
		Context:   s.context(),
	})
	if len(why.Errors) > 0 || len(why.Reasons) == 0 {
		return denied
	}
	d := &decision{allowed: answer == cedar.Allow}
	for _, reason := range why.Reasons {
		d.reasons = append(d.reasons, Reason{Ground: p.grounds[reason.PolicyID], Forbids: !d.allowed})
	}
	slices.SortFunc(d.reasons, func(a, b Reason) int { return cmp.Compare(a.PolicyID, b.PolicyID) })
	return d
}

func actionUID(act Act) cedar.EntityUID { return cedar.NewEntityUID("Action", cedar.String(act)) }
