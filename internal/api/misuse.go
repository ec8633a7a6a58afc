package api

import (
	"context"

	"fengcun"
)

type reportedMisuseOut struct {
	ID       fengcun.ID            `json:"id"`
	Inquiry  fengcun.ID            `json:"inquiry"`
	Unit     fengcun.Particular    `json:"unit"`
	Name     fengcun.Particular    `json:"name"`
	What     fengcun.Particular    `json:"what"`
	On       fengcun.Date          `json:"on"`
	By       fengcun.StaffID       `json:"by"`
	Outcome  fengcun.MisuseOutcome `json:"outcome" doc:"Empty while it is examined"`
	Done     fengcun.Particular    `json:"done"`
	ClosedOn fengcun.Date          `json:"closedOn"`
	ClosedBy fengcun.StaffID       `json:"closedBy"`
}

type misusesOut struct {
	Misuses []reportedMisuseOut `json:"misuses" doc:"The open ones first, 200 at most"`
}

func (a *API) misuses(ctx context.Context, c call, _ *struct{}) (misusesOut, error) {
	list, err := a.Registry.Misuses(ctx, c.actor)
	out := misusesOut{[]reportedMisuseOut{}}
	for _, m := range list {
		out.Misuses = append(out.Misuses, reportedMisuseOut(m))
	}
	return out, err
}

type closeMisuseIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Outcome fengcun.MisuseOutcome `json:"outcome" enum:"unfounded,dealt_with,referred" doc:"Only an unfounded one lifts the bar"`
		Done    fengcun.Particular    `json:"done" minLength:"1"`
	}
}

func (a *API) closeMisuse(ctx context.Context, c call, in *closeMisuseIn) error {
	return a.Registry.CloseMisuse(ctx, c.actor, in.ID, in.Body.Outcome, in.Body.Done)
}
