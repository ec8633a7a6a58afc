package api

import (
	"context"

	"fengcun"
	"fengcun/internal/registry"
)

type namesakeOut struct {
	Application fengcun.ID     `json:"application"`
	Name        string         `json:"name"`
	Number      string         `json:"number"`
	Birth       fengcun.Date   `json:"birth"`
	Matches     []namesakeLine `json:"matches"`
}

// namesakeLine is a disclosable conviction that may be the applicant's.
type namesakeLine struct {
	Row      fengcun.ID `json:"row"`
	Number   string     `json:"number" doc:"Of the convicted person's identity document; may be empty"`
	Judgment string     `json:"judgment"`
	Crime    string     `json:"crime"`
	Sentence string     `json:"sentence"`
}

func (a *API) namesake(ctx context.Context, c call, in *idIn) (namesakeOut, error) {
	n, err := a.Registry.ViewNamesake(ctx, c.actor, in.ID)
	if err != nil {
		return namesakeOut{}, err
	}
	out := namesakeOut{Application: n.Application, Name: n.Name.Reveal(), Number: n.Document.Number.Reveal(), Birth: n.Birth, Matches: []namesakeLine{}}
	for _, m := range n.Matches {
		out.Matches = append(out.Matches, namesakeLine{m.Row, m.Person.IDNumber.Reveal(), m.Judgment.Reveal(), m.Crime.Reveal(), m.Sentence.Reveal()})
	}
	return out, nil
}

type settleIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Compared []registry.Compared    `json:"compared" minItems:"1" maxItems:"32"`
		Basis    registry.NamesakeBasis `json:"basis" enum:"identity_papers,household,case_file"`
	}
}

func (a *API) settleNamesake(ctx context.Context, c call, in *settleIn) error {
	return a.Registry.SettleNamesake(ctx, c.actor, in.ID, in.Body.Compared, in.Body.Basis)
}
