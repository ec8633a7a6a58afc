package api

import (
	"context"

	"fengcun"
)

type forwardIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		To []fengcun.OrganID `json:"to" minItems:"1" maxItems:"100" doc:"Organs of the own system that hold copies"`
	}
}

func (a *API) forward(ctx context.Context, c call, in *forwardIn) error {
	return a.Registry.Forward(ctx, c.actor, in.ID, in.Body.To)
}

type coordinationOut struct {
	Branches   []branchOut    `json:"branches"`
	Candidates []candidateOut `json:"candidates"`
}

type branchOut struct {
	Organ fengcun.OrganID       `json:"organ"`
	State fengcun.DeliveryState `json:"state"`
	Since fengcun.Date          `json:"since"`
	Term  *termOut              `json:"term,omitempty"`
	Held  []heldNumberOut       `json:"held" doc:"Numbers by kind and state, with those of the organs below it"`
}

type heldNumberOut struct {
	Kind   fengcun.HoldingKind  `json:"kind"`
	State  fengcun.HoldingState `json:"state"`
	Number int                  `json:"number"`
}

type candidateOut struct {
	Organ fengcun.OrganID `json:"organ"`
	Known bool            `json:"known" doc:"The matter's history names it"`
}

func (a *API) coordination(ctx context.Context, c call, in *idIn) (coordinationOut, error) {
	view, err := a.Registry.Coordination(ctx, c.actor, in.ID)
	out := coordinationOut{Branches: []branchOut{}, Candidates: []candidateOut{}}
	for _, b := range view.Branches {
		branch := branchOut{Organ: b.Organ, State: b.State, Since: b.Since, Term: term(b.Term), Held: []heldNumberOut{}}
		for _, n := range b.Counts {
			branch.Held = append(branch.Held, heldNumberOut(n))
		}
		out.Branches = append(out.Branches, branch)
	}
	for _, o := range view.Candidates {
		out.Candidates = append(out.Candidates, candidateOut(o))
	}
	return out, err
}
