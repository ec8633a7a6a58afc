package api

import (
	"context"

	"fengcun"
)

type verificationIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Ground fengcun.VerificationGround `json:"ground" enum:"incomplete_data,earlier_result,several_ids,other"`
	}
}

type verifyFirstIn struct {
	Write
	Body struct {
		Application applicationIn              `json:"application"`
		Ground      fengcun.VerificationGround `json:"ground" enum:"incomplete_data,earlier_result,several_ids,other"`
	}
}

type acceptedOut struct {
	Application fengcun.ID `json:"application"`
}

func (a *API) acceptForVerification(ctx context.Context, c call, in *verifyFirstIn) (acceptedOut, error) {
	id, err := a.Registry.AcceptForVerification(ctx, c.actor, in.Body.Application.application(), in.Body.Ground)
	return acceptedOut{id}, err
}

type verificationViewOut struct {
	Ground     fengcun.VerificationGround `json:"ground"`
	State      fengcun.VerificationState  `json:"state"`
	ProposedOn fengcun.Date               `json:"proposedOn"`
	DueOn      fengcun.Date               `json:"dueOn" doc:"Of the application, while its clock runs."`
}

func (a *API) viewVerification(ctx context.Context, c call, in *idIn) (verificationViewOut, error) {
	v, err := a.Registry.ViewVerification(ctx, c.actor, in.ID)
	return verificationViewOut(v), err
}

type verificationOut struct {
	Verification fengcun.ID `json:"verification"`
}

func (a *API) proposeVerification(ctx context.Context, c call, in *verificationIn) (verificationOut, error) {
	id, err := a.Registry.ProposeVerification(ctx, c.actor, in.ID, in.Body.Ground)
	return verificationOut{id}, err
}

type verificationDecisionIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Approve bool `json:"approve"`
	}
}

func (a *API) decideVerification(ctx context.Context, c call, in *verificationDecisionIn) error {
	return a.Registry.DecideVerification(ctx, c.actor, in.ID, in.Body.Approve)
}

func (a *API) endVerification(ctx context.Context, c call, in *doIn) error {
	return a.Registry.EndVerification(ctx, c.actor, in.ID)
}
