package policy

import (
	"slices"
	"sync/atomic"

	"github.com/cedar-policy/cedar-go"

	"fengcun"
)

// Request asks whether an actor may do an act.
type Request struct {
	Actor     fengcun.Actor
	Act       Act
	Organ     fengcun.OrganID // the organ whose thing it is
	Proposer  fengcun.StaffID // who proposed what is now approved; empty if nothing is
	Assignee  fengcun.StaffID // whose task it is; empty if unassigned
	Sealed    bool            // the thing is sealed
	Warranted bool            // a committed warrant names this actor and thing
}

// Ground is the policy a decision rests on. It goes into the audit entry of the
// act, and of the refusal alike.
type Ground struct {
	PolicyID string // the @id of the policy, or DefaultDeny
	Basis    string // article of the Measures as "4(2)", or a promise as "P12"
}

// DefaultDeny is the PolicyID where no policy permits the act.
const DefaultDeny = "default-deny"

// noPermit is the ground of every refusal that no single prohibition explains:
// Article 10 allows nothing with a record beyond the statutory acts.
var noPermit = Ground{PolicyID: DefaultDeny, Basis: "10"}

// Reason is one policy that speaks to a request.
type Reason struct {
	Ground
	Forbids bool // false: it permits
}

// Policy holds the validated policies. It is safe for concurrent use.
type Policy struct {
	set      *cedar.PolicySet
	entities cedar.EntityMap
	grounds  map[cedar.PolicyID]Ground
	acts     map[Act]int
	roles    map[fengcun.Role]int
	decided  []atomic.Pointer[decision] // by standing.index; nil until first asked
}

// decision is the answer to one tuple. It is never changed.
type decision struct {
	allowed bool
	reasons []Reason // what decided, by PolicyID; never empty
}

// Authorize returns the policy that permits the request. A refusal is an error
// of kind forbidden, code policy.denied, and the Ground is filled as well. Where
// several policies decide alike the first by PolicyID is named.
//
// The Ground is for the audit entry and is the true one. The error is for the
// actor and never depends on the seal: it names what would have refused the
// request if the thing were open, or else the default, so that no refusal tells
// that something is sealed.
func (p *Policy) Authorize(r Request) (Ground, error) {
	d := p.decide(r)
	ground := d.reasons[0].Ground
	if d.allowed {
		return ground, nil
	}
	r.Sealed = false
	told := noPermit
	if open := p.decide(r); !open.allowed {
		told = open.reasons[0].Ground
	}
	return ground, &fengcun.Error{
		Kind: fengcun.KindForbidden, Code: "policy.denied",
		Args: map[string]string{"policy": told.PolicyID, "basis": told.Basis},
	}
}

// Explain returns every policy that decided the request, by PolicyID: all the
// prohibitions that struck, or else all the permits, or else the default.
func (p *Policy) Explain(r Request) []Reason {
	return slices.Clone(p.decide(r).reasons)
}

var denied = &decision{reasons: []Reason{{Ground: noPermit, Forbids: true}}}

func (p *Policy) decide(r Request) *decision {
	s, ok := p.standing(r)
	if !ok {
		return denied
	}
	slot := &p.decided[s.index()]
	if d := slot.Load(); d != nil {
		return d
	}
	d := p.evaluate(r.Actor.Role, r.Act, s)
	slot.Store(d) // two goroutines may store the same decision; it is the same
	return d
}
