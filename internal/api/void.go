package api

import (
	"context"
	"strconv"

	"fengcun"
	"fengcun/internal/registry"
)

type voidsIn struct {
	Year string `query:"year" maxLength:"4" pattern:"^([0-9]{4})?$" doc:"Without one: this year."`
}

type voidLine struct {
	Number string              `json:"number"`
	Reason registry.VoidReason `json:"reason" enum:"unprintable,mistaken"`
	On     fengcun.Date        `json:"on"`
	By     fengcun.StaffID     `json:"by"`
}

type voidsOut struct {
	Voids []voidLine `json:"voids"`
}

func (a *API) voids(ctx context.Context, c call, in *voidsIn) (voidsOut, error) {
	year, _ := strconv.Atoi(in.Year) // none, or digits
	list, err := a.Registry.Voids(ctx, c.actor, year)
	out := voidsOut{[]voidLine{}}
	for _, v := range list {
		out.Voids = append(out.Voids, voidLine(v))
	}
	return out, err
}

type voidIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		RequestedBy fengcun.StaffID     `json:"requestedBy" minLength:"1" maxLength:"64" doc:"Who asked for it: somebody else than who decides."`
		Reason      registry.VoidReason `json:"reason" enum:"unprintable,mistaken"`
	}
}

func (a *API) voidNumber(ctx context.Context, c call, in *voidIn) error {
	return a.Registry.VoidNumber(ctx, c.actor, in.ID, in.Body.RequestedBy, in.Body.Reason)
}
