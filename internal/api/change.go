package api

import (
	"context"

	"fengcun"
	"fengcun/internal/registry"
)

type changesOut struct {
	Changes []changeOut `json:"changes" doc:"What waits for a second person at the client's organ and below it"`
}

type changeOut struct {
	Proposal   fengcun.ID      `json:"proposal"`
	Change     registry.Change `json:"change"`
	ProposedBy fengcun.StaffID `json:"proposedBy"`
	ProposedOn fengcun.Date    `json:"proposedOn"`
}

func (a *API) changes(ctx context.Context, c call, _ *struct{}) (changesOut, error) {
	waiting, err := a.Registry.Changes(ctx, c.actor)
	out := changesOut{Changes: []changeOut{}}
	for _, w := range waiting {
		out.Changes = append(out.Changes, changeOut{w.ID, w.Change, w.ProposedBy, w.ProposedOn})
	}
	return out, err
}

type decideIn struct {
	Write
	ID fengcun.ID `path:"id"`
}

type changedOut struct {
	Secret string `json:"secret,omitempty" doc:"The new first secret of an account that was reset, told once"`
}

func (a *API) approveChange(ctx context.Context, c call, in *decideIn) (changedOut, error) {
	secret, err := a.Registry.ApproveChange(ctx, c.actor, in.ID)
	return changedOut{secret.Reveal()}, err
}

func (a *API) refuseChange(ctx context.Context, c call, in *decideIn) error {
	return a.Registry.RefuseChange(ctx, c.actor, in.ID)
}
