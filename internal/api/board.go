package api

import (
	"context"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/registry"
)

type boardOut struct {
	AsOf    fengcun.Date   `json:"asOf"`
	Sums    []sumOut       `json:"sums"`
	Own     []boardLineOut `json:"own"`
	Waiting []awaitedOut   `json:"waiting"`
	More    bool           `json:"more" doc:"The lists hold the most urgent only; the sums count all"`
}

type ofDivision struct {
	Division string `query:"division" maxLength:"60" pattern:"^[^<>]*$" doc:"Only what belongs to staff of this division"`
}

type sumOut struct {
	Duty      calendar.TermCode `json:"duty"`
	Article   string            `json:"article"`
	Organ     fengcun.OrganID   `json:"organ"`
	Statutory bool              `json:"statutory"`
	Overdue   int               `json:"overdue"`
	Soon      int               `json:"soon"`
	Due       int               `json:"due"`
}

type boardLineOut struct {
	Term      *termOut         `json:"term"`
	Urgency   registry.Urgency `json:"urgency" enum:"overdue,soon,due"`
	Staff     fengcun.StaffID  `json:"staff,omitempty"`
	BackDated int              `json:"backDated,omitempty" doc:"Days after the receipt on which it was entered"`
	Anew      fengcun.Date     `json:"anew,omitzero" doc:"Due day by the calendar in force, where it is another one"`
}

type awaitedOut struct {
	Organ fengcun.OrganID       `json:"organ"`
	State fengcun.DeliveryState `json:"state"`
	Since fengcun.Date          `json:"since"`
	Term  *termOut              `json:"term,omitempty"`
}

func (a *API) board(ctx context.Context, c call, in *ofDivision) (boardOut, error) {
	b, err := a.Registry.Board(ctx, c.actor, in.Division)
	out := boardOut{AsOf: b.AsOf, Sums: sums(b.Sums), Own: []boardLineOut{}, Waiting: []awaitedOut{}, More: b.More}
	for _, l := range b.Own {
		out.Own = append(out.Own, boardLineOut{term(&l.Term), l.Urgency, l.Staff, l.BackDated, l.Anew})
	}
	for _, w := range b.Waiting {
		out.Waiting = append(out.Waiting, awaitedOut{w.Organ, w.State, w.Since, term(w.Term)})
	}
	return out, err
}

type supervisedOut struct {
	Sums []sumOut `json:"sums"`
}

func (a *API) supervised(ctx context.Context, c call, _ *struct{}) (supervisedOut, error) {
	s, err := a.Registry.Supervised(ctx, c.actor)
	return supervisedOut{sums(s)}, err
}

func sums(all []registry.BoardSum) []sumOut {
	out := []sumOut{}
	for _, s := range all {
		out = append(out, sumOut(s))
	}
	return out
}
