package main

import (
	"strconv"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// boardCmd shows an organ's deadlines to its head.
type boardCmd struct {
	actorFlags
	Supervised bool   `help:"${help_board_supervised}"`
	Division   string `help:"${help_board_division}"`
}

// Run shows.
func (c *boardCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if c.Supervised {
			sums, err := n.Registry.Supervised(p.ctx, actor)
			if err != nil {
				return err
			}
			return p.show(supervisedView{sumViews(sums)})
		}
		b, err := n.Registry.Board(p.ctx, actor, c.Division)
		if err != nil {
			return err
		}
		view := boardView{AsOf: b.AsOf, Sums: sumViews(b.Sums), Own: []boardLineView{}, Waiting: []awaitedView{}, More: b.More}
		for _, l := range b.Own {
			view.Own = append(view.Own, boardLineView{newTermView(&l.Term), l.Urgency, l.Staff, l.BackDated, l.Anew})
		}
		for _, w := range b.Waiting {
			view.Waiting = append(view.Waiting, awaitedView{w.Organ, w.State, w.Since, newTermView(w.Term)})
		}
		return p.show(view)
	})
}

type boardView struct {
	AsOf    fengcun.Date    `json:"asOf"`
	Sums    []sumView       `json:"sums"`
	Own     []boardLineView `json:"own"`
	Waiting []awaitedView   `json:"waiting"`
	More    bool            `json:"more"`
}

type supervisedView struct {
	Sums []sumView `json:"sums"`
}

type sumView struct {
	Duty      calendar.TermCode `json:"duty"`
	Article   string            `json:"article"`
	Organ     fengcun.OrganID   `json:"organ"`
	Statutory bool              `json:"statutory"`
	Overdue   int               `json:"overdue"`
	Soon      int               `json:"soon"`
	Due       int               `json:"due"`
}

type boardLineView struct {
	Term      *termView        `json:"term"`
	Urgency   registry.Urgency `json:"urgency"`
	Staff     fengcun.StaffID  `json:"staff,omitempty"`
	BackDated int              `json:"backDated,omitempty"`
	Anew      fengcun.Date     `json:"anew,omitzero"`
}

type awaitedView struct {
	Organ fengcun.OrganID       `json:"organ"`
	State fengcun.DeliveryState `json:"state"`
	Since fengcun.Date          `json:"since"`
	Term  *termView             `json:"term,omitempty"`
}

func sumViews(all []registry.BoardSum) []sumView {
	out := []sumView{}
	for _, s := range all {
		out = append(out, sumView(s))
	}
	return out
}

func (s supervisedView) text(v voice) []string {
	rows := [][]string{{v.say("word.organs", nil), v.say("word.duty", nil), v.say("word.article", nil), v.say("board.overdue", nil), v.say("board.soon", nil), v.say("board.running", nil)}}
	for _, x := range s.Sums {
		rows = append(rows, []string{string(x.Organ), v.term("console.duty", string(x.Duty)), x.Article, strconv.Itoa(x.Overdue), strconv.Itoa(x.Soon), strconv.Itoa(x.Due)})
	}
	return table(rows)
}

func (b boardView) text(v voice) []string {
	lines := supervisedView{b.Sums}.text(v)
	rows := [][]string{{
		v.say("word.due", nil), v.say("word.days_left", nil), v.say("word.standing", nil), v.say("word.duty", nil), v.say("word.article", nil),
		v.say("board.back_dated", nil), v.say("board.anew", nil),
	}}
	for _, l := range b.Own {
		anew := ""
		if !l.Anew.IsZero() {
			anew = l.Anew.String()
		}
		rows = append(rows, append(l.Term.cells(v), v.term("console.duty", string(l.Term.Duty)), l.Term.Article, strconv.Itoa(l.BackDated), anew))
	}
	lines = append(append(lines, ""), table(rows)...)
	if len(b.Waiting) == 0 {
		return lines
	}
	rows = [][]string{{v.say("word.due", nil), v.say("word.days_left", nil), v.say("word.standing", nil), v.say("word.organs", nil), v.say("word.state", nil)}}
	for _, w := range b.Waiting {
		rows = append(rows, append(w.Term.cells(v), string(w.Organ), v.term("state.delivery", string(w.State))))
	}
	return append(append(lines, "", v.say("board.waiting", nil)), table(rows)...)
}
