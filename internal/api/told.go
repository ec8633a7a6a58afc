package api

import (
	"context"

	"fengcun"
	"fengcun/internal/registry"
)

type tellSealIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		To    registry.Audience    `json:"to" enum:"person,legal_representative" doc:"The legal representative only of a person under 18"`
		Shown fengcun.DocumentKind `json:"shown" enum:"resident_id,permanent_resident,hk_macao_permit,taiwan_permit,passport" doc:"By which the identity was checked"`
		Alone bool                 `json:"alone" doc:"Nobody else was present"`
	}
}

func (a *API) tellSeal(ctx context.Context, c call, in *tellSealIn) error {
	return a.Registry.TellSeal(ctx, c.actor, registry.SealTold{Record: in.ID, To: in.Body.To, Shown: in.Body.Shown, Alone: in.Body.Alone})
}
