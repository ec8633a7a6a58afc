package api

import (
	"context"

	"fengcun"
)

type entrustIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		To fengcun.OrganID `json:"to" minLength:"1" maxLength:"64" doc:"The court of first instance"`
	}
}

func (a *API) entrustService(ctx context.Context, c call, in *entrustIn) error {
	return a.Registry.EntrustService(ctx, c.actor, in.ID, in.Body.To)
}
