package api

import (
	"context"

	"fengcun"
	"fengcun/internal/registry"
)

type whyIn struct {
	Body struct {
		Role       fengcun.Role    `json:"role" minLength:"1" maxLength:"40"`
		Act        string          `json:"act" minLength:"1" maxLength:"40" doc:"As the entries of the log name it"`
		OtherOrgan bool            `json:"otherOrgan,omitempty" doc:"The thing is another organ's"`
		Proposed   fengcun.StaffID `json:"proposed,omitempty" enum:"self,another" doc:"By whom it was proposed; left out, by nobody"`
		Task       fengcun.StaffID `json:"task,omitempty" enum:"self,another" doc:"Whose task it is; left out, nobody's"`
		Sealed     bool            `json:"sealed,omitempty"`
		Warranted  bool            `json:"warranted,omitempty" doc:"A committed warrant names the account and the thing"`
	}
}

type whyOut struct {
	Allowed  bool        `json:"allowed"`
	Policies []policyOut `json:"policies" doc:"That decide; a denial names every prohibition that strikes"`
}

type policyOut struct {
	ID    string `json:"id"`
	Basis string `json:"basis" doc:"An article of the Measures, or a promise of this program (P…)"`
}

// why explains a decision of the policies. It is asked about roles, never about a
// person or a record, so that the answer is the same whatever there is.
func (a *API) why(_ context.Context, _ call, in *whyIn) (whyOut, error) {
	q := in.Body
	s := registry.Situation{Role: q.Role, OtherOrgan: q.OtherOrgan, Proposed: q.Proposed, Task: q.Task, Sealed: q.Sealed, Warranted: q.Warranted}
	for _, known := range a.Registry.Acts() {
		if string(known) == q.Act {
			s.Act = known
		}
	}
	answer, err := a.Registry.Why(s)
	out := whyOut{Allowed: answer.Allowed, Policies: []policyOut{}}
	for _, g := range answer.Grounds {
		out.Policies = append(out.Policies, policyOut{g.PolicyID, g.Basis})
	}
	return out, err
}
