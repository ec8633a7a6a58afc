package api

import (
	"context"

	"fengcun"
	"fengcun/internal/registry"
)

type endEnforcementIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Reason fengcun.EnforcementEnding `json:"reason" enum:"completed,revoked,transferred,death"`
		On     fengcun.Date              `json:"on"`
		To     fengcun.OrganID           `json:"to,omitempty" maxLength:"64" doc:"The new place of execution, if it was transferred"`
	}
}

func (a *API) endEnforcement(ctx context.Context, c call, in *endEnforcementIn) error {
	return a.Registry.EndEnforcement(ctx, c.actor, registry.EnforcementEnd{Copy: in.ID, Reason: in.Body.Reason, On: in.Body.On, To: in.Body.To})
}

type endServiceIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Reason fengcun.ServiceEnding `json:"reason" enum:"death"`
	}
}

func (a *API) endService(ctx context.Context, c call, in *endServiceIn) error {
	return a.Registry.EndService(ctx, c.actor, in.ID, in.Body.Reason)
}
