package api

import (
	"context"

	"fengcun"
	"fengcun/internal/registry"
)

type listKnowerIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Capacity fengcun.KnowerCapacity `json:"capacity" enum:"school,community,employer,defence,legal_aid,social_inquiry,appropriate_adult,counsellor,interpreter,victim,civil_party,witness,co_accused,consulate"`
		Name     string                 `json:"name" minLength:"1" maxLength:"60"`
	}
}

type knowerOut struct {
	Knower fengcun.ID `json:"knower"`
}

func (a *API) listKnower(ctx context.Context, c call, in *listKnowerIn) (knowerOut, error) {
	id, err := a.Registry.ListKnower(ctx, c.actor, registry.NewKnower{Copy: in.ID, Capacity: in.Body.Capacity, Name: fengcun.Particular(in.Body.Name)})
	return knowerOut{id}, err
}

type knowerLine struct {
	Knower   fengcun.ID             `json:"knower"`
	Capacity fengcun.KnowerCapacity `json:"capacity"`
	State    fengcun.KnowerState    `json:"state"`
	Name     string                 `json:"name" doc:"Empty once it is sealed"`
	ListedOn fengcun.Date           `json:"listedOn"`
	ToldOn   fengcun.Date           `json:"toldOn,omitzero"`
	Way      fengcun.Telling        `json:"way,omitempty"`
}

type knowersOut struct {
	Knowers []knowerLine `json:"knowers"`
}

func (a *API) knowers(ctx context.Context, c call, in *idIn) (knowersOut, error) {
	list, err := a.Registry.Knowers(ctx, c.actor, in.ID)
	out := knowersOut{[]knowerLine{}}
	for _, k := range list {
		out.Knowers = append(out.Knowers, knowerLine{k.ID, k.Capacity, k.State, k.Name.Reveal(), k.ListedOn, k.ToldOn, k.Way})
	}
	return out, err
}

type tellKnowerIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		On  fengcun.Date    `json:"on"`
		Way fengcun.Telling `json:"way" enum:"signed,recorded,refused"`
	}
}

func (a *API) tellKnower(ctx context.Context, c call, in *tellKnowerIn) error {
	return a.Registry.TellKnower(ctx, c.actor, in.ID, in.Body.On, in.Body.Way)
}

func (a *API) secrecyNotice(ctx context.Context, c call, in *idIn) (filesOut, error) {
	return files(a.Registry.SecrecyNotice(ctx, c.actor, in.ID))
}
