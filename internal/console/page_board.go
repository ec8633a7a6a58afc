package console

import (
	"fengcun"
	"fengcun/internal/registry"
)

var boardRoutes = []route{
	{"GET /board", (*visit).board, false},
	{"GET /supervised", (*visit).supervised, false},
}

type boardView struct {
	registry.Board
	Sums    []boardSum
	Own     []boardLine
	Waiting []boardWaiting

	Divisions
}

// Divisions are by which division a list can be filtered.
type Divisions struct {
	Path string
	All  []string
	Only string // empty is all
}

// divisions reads by which division the visitor wants to have a list.
func (v *visit) divisions() (Divisions, error) {
	all, err := v.parts.Registry.Divisions(v.ctx(), v.organ.ID)
	return Divisions{v.r.URL.Path, all, v.one(&form{Values: v.r.URL.Query()}, "division", "", all...)}, err
}

// has reports whether what belongs to a division is in the list.
func (d Divisions) has(division string) bool { return d.Only == "" || d.Only == division }

type boardSum struct {
	registry.BoardSum
	Organ string
}

type boardLine struct {
	registry.BoardLine
	Due stateWord
}

type boardWaiting struct {
	registry.BoardWaiting
	Organ string
	Due   stateWord
}

// board shows the head of an organ its deadlines, the earliest due day first.
func (v *visit) board() error {
	divisions, err := v.divisions()
	if err != nil {
		return err
	}
	b, err := v.parts.Registry.Board(v.ctx(), v.actor(), divisions.Only)
	if err != nil {
		return err
	}
	view := boardView{Board: b, Divisions: divisions}
	if view.Sums, err = v.boardSums(b.Sums); err != nil {
		return err
	}
	for _, l := range b.Own {
		view.Own = append(view.Own, boardLine{l, v.look.due(&l.Term)})
	}
	for _, w := range b.Waiting {
		name, err := v.organName(w.Organ)
		if err != nil {
			return err
		}
		view.Waiting = append(view.Waiting, boardWaiting{w, name, v.look.due(w.Term)})
	}
	return v.page("board", view)
}

// supervised shows the supervising procuratorate numbers by organ and duty.
func (v *visit) supervised() error {
	all, err := v.parts.Registry.Supervised(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	sums, err := v.boardSums(all)
	if err != nil {
		return err
	}
	return v.page("supervised", struct{ Sums []boardSum }{sums})
}

func (v *visit) boardSums(all []registry.BoardSum) ([]boardSum, error) {
	var sums []boardSum
	names := map[fengcun.OrganID]string{}
	for _, s := range all {
		if names[s.Organ] == "" {
			name, err := v.organName(s.Organ)
			if err != nil {
				return nil, err
			}
			names[s.Organ] = name
		}
		sums = append(sums, boardSum{s, names[s.Organ]})
	}
	return sums, nil
}
