package api

import (
	"context"

	"fengcun"
)

type guardianLine struct {
	Number   int    `json:"number"`
	Name     string `json:"name"`
	Relation string `json:"relation"`
	Barred   bool   `json:"barred"`
}

type guardiansOut struct {
	Guardians []guardianLine `json:"guardians"`
}

func (a *API) guardians(ctx context.Context, c call, in *idIn) (guardiansOut, error) {
	list, err := a.Registry.Guardians(ctx, c.actor, in.ID)
	out := guardiansOut{[]guardianLine{}}
	for i, g := range list {
		out.Guardians = append(out.Guardians, guardianLine{i + 1, g.Name.Reveal(), g.Relation, g.Barred})
	}
	return out, err
}

type barGuardianIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Number int               `json:"number" minimum:"1" maximum:"10" doc:"Place in the list of guardians"`
		Reason fengcun.BarReason `json:"reason" enum:"victim,co_accused,deprived"`
	}
}

func (a *API) barGuardian(ctx context.Context, c call, in *barGuardianIn) error {
	return a.Registry.BarGuardian(ctx, c.actor, in.ID, in.Body.Number, in.Body.Reason)
}
