package api

import (
	"context"

	"fengcun"
)

type handOverIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		To fengcun.StaffID `json:"to" minLength:"1" maxLength:"64"`
	}
}

func (a *API) handOver(ctx context.Context, c call, in *handOverIn) error {
	return a.Registry.HandOver(ctx, c.actor, in.ID, in.Body.To)
}

type handOverAllIn struct {
	Write
	Body struct {
		From fengcun.StaffID `json:"from" minLength:"1" maxLength:"64"`
		To   fengcun.StaffID `json:"to" minLength:"1" maxLength:"64"`
	}
}

type handedOverOut struct {
	Copies int `json:"copies" doc:"How many were handed over"`
}

func (a *API) handOverAll(ctx context.Context, c call, in *handOverAllIn) (handedOverOut, error) {
	n, err := a.Registry.HandOverAll(ctx, c.actor, in.Body.From, in.Body.To)
	return handedOverOut{n}, err
}

type handlersOut struct {
	Handlers []fengcun.StaffID `json:"handlers"`
}

func (a *API) handlers(ctx context.Context, c call, _ *struct{}) (handlersOut, error) {
	handlers, err := a.Registry.Handlers(ctx, c.actor)
	return handlersOut{handlers}, err
}

type plainIn struct {
	Write
	Body struct {
		Decisions []fengcun.ID `json:"decisions" minItems:"1" maxItems:"200"`
	}
}

type plainOut struct {
	Outcomes []plainOutcome `json:"outcomes" doc:"One for each decision, in order"`
}

type plainOutcome struct {
	Decision fengcun.ID          `json:"decision"`
	State    fengcun.RecordState `json:"state,omitempty" doc:"Of the record, if it was approved"`
	Code     string              `json:"code,omitempty" doc:"Of the error, if it was not"`
}

func (a *API) approvePlain(ctx context.Context, c call, in *plainIn) (plainOut, error) {
	var out plainOut
	for _, o := range a.Registry.ApprovePlain(ctx, c.actor, in.Body.Decisions) {
		line := plainOutcome{Decision: o.Decision, State: o.State}
		if o.Err != nil {
			line.Code = fengcun.CodeOf(o.Err)
		}
		out.Outcomes = append(out.Outcomes, line)
	}
	return out, nil
}
