package api

import (
	"context"

	"fengcun"
	"fengcun/internal/registry"
	"fengcun/law"
)

type feedRowIn struct {
	Organ   fengcun.OrganID      `json:"organ,omitempty" maxLength:"64" doc:"That decided; left out if none is known here."`
	Numbers []fengcun.Particular `json:"numbers,omitempty" maxItems:"20" doc:"The number of the judgment first."`
	Crime   fengcun.Particular   `json:"crime,omitempty"`
	Person  personIn             `json:"person"`
}

type feedIn struct {
	Write
	Body struct {
		Rows []feedRowIn `json:"rows" minItems:"1" maxItems:"256"`
	}
}

type fedOut struct {
	Rows        int `json:"rows"`
	Disclosable int `json:"disclosable"`
	Incomplete  int `json:"incomplete" doc:"Of faulty data, while whatever is known says adult."`
	Withheld    int `json:"withheld" doc:"To be sealed, or undecided. These and the incomplete ones go to the competent organ."`
}

func (a *API) feed(ctx context.Context, c call, in *feedIn) (fedOut, error) {
	var rows []registry.FeedRow
	for _, row := range in.Body.Rows {
		facts, err := law.ParseFacts(row.Person.Facts.text)
		if err != nil {
			return fedOut{}, err
		}
		rows = append(rows, registry.FeedRow{
			Organ: row.Organ, Numbers: row.Numbers, Crime: row.Crime, Person: row.Person.person(), Facts: facts,
		})
	}
	report, err := a.Registry.Feed(ctx, c.actor, rows)
	return fedOut(report), err
}

func (a *API) takeHeld(ctx context.Context, c call, in *doIn) (filedOut, error) {
	filed, err := a.Registry.TakeHeld(ctx, c.actor, in.ID)
	return filedOut{filed.Matter, filed.Records, filed.Copies}, err
}
