package api

import (
	"context"

	"fengcun"
)

type staffOut struct {
	Staff     []colleagueOut `json:"staff"`
	Divisions []string       `json:"divisions"`
}

type colleagueOut struct {
	Account  fengcun.StaffID `json:"staff"`
	Role     fengcun.Role    `json:"role"`
	Name     string          `json:"name,omitempty"`
	Division string          `json:"division,omitempty"`
}

func (a *API) staff(ctx context.Context, c call, _ *struct{}) (staffOut, error) {
	book, err := a.Registry.StaffBook(ctx, c.actor)
	if err != nil {
		return staffOut{}, err
	}
	out := staffOut{Staff: []colleagueOut{}}
	for _, m := range book {
		out.Staff = append(out.Staff, colleagueOut{m.Staff, m.Role, m.Name, m.Division})
	}
	divisions, err := a.Registry.Divisions(ctx, c.actor.Organ)
	out.Divisions = orNone(divisions)
	return out, err
}

type enterStaffIn struct {
	Write
	Body struct {
		Account  fengcun.StaffID `json:"staff" minLength:"1" maxLength:"64"`
		Name     string          `json:"name" minLength:"1" maxLength:"40"`
		Division string          `json:"division,omitempty" maxLength:"40"`
	}
}

func (a *API) enterStaff(ctx context.Context, c call, in *enterStaffIn) error {
	return a.Registry.EnterStaff(ctx, c.actor, in.Body.Account, in.Body.Name, in.Body.Division)
}

type divisionIn struct {
	Write
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"40"`
	}
}

func (a *API) addDivision(ctx context.Context, c call, in *divisionIn) error {
	return a.Registry.AddDivision(ctx, c.actor, in.Body.Name)
}

func (a *API) removeDivision(ctx context.Context, c call, in *divisionIn) error {
	return a.Registry.RemoveDivision(ctx, c.actor, in.Body.Name)
}
