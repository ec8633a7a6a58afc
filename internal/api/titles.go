package api

import (
	"context"

	"fengcun"
)

type titlesOut struct {
	Titles []fengcun.LegalTitle `json:"titles" doc:"Of the organ's register, those that ended among them"`
}

func (a *API) titles(ctx context.Context, c call, _ *struct{}) (titlesOut, error) {
	titles, err := a.Registry.Titles(ctx, c.actor)
	return titlesOut{append([]fengcun.LegalTitle{}, titles...)}, err
}
