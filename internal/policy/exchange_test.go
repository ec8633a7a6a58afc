package policy_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/policy"
)

// TestExchangeRole: what comes from another installation may do one thing, to what is
// the sending organ's own and not sealed.
func TestExchangeRole(t *testing.T) {
	p := newPolicy(t)
	for _, act := range policy.Acts() {
		for _, r := range relations(fengcun.RoleExchange, act) {
			_, err := p.Authorize(r)
			if got, want := err == nil, act == policy.Exchange && r.Organ == r.Actor.Organ && !r.Sealed; got != want {
				t.Errorf("%s %+v: allowed %v", act, r, got)
			}
		}
	}
}
