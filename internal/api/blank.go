package api

import (
	"context"

	"fengcun/internal/document"
)

type blanksOut struct {
	Forms []document.Form `json:"forms"`
}

func (a *API) blankForms(ctx context.Context, c call, _ *struct{}) (blanksOut, error) {
	forms, err := a.Registry.BlankForms(ctx, c.actor)
	return blanksOut{append([]document.Form{}, forms...)}, err
}

type blankIn struct {
	Form document.Form `query:"form" required:"true" maxLength:"40" pattern:"^[a-z_]+$" doc:"As the list names it."`
}

func (a *API) blankForm(ctx context.Context, c call, in *blankIn) (filesOut, error) {
	return files(a.Registry.BlankForm(ctx, c.actor, in.Form))
}
