package main

import (
	"fengcun"
	"fengcun/internal/node"
)

// staffBookCmd lists who acts for the organ, what they are called and where they sit.
type staffBookCmd struct{ actorFlags }

// Run lists.
func (c *staffBookCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		book, err := n.Registry.StaffBook(p.ctx, actor)
		if err != nil {
			return err
		}
		divisions, err := n.Registry.Divisions(p.ctx, actor.Organ)
		if err != nil {
			return err
		}
		list := staffList{Staff: []colleague{}, Divisions: append([]string{}, divisions...)}
		for _, m := range book {
			list.Staff = append(list.Staff, colleague{m.Staff, m.Role, m.Name, m.Division})
		}
		return p.show(list)
	})
}

type staffList struct {
	Staff     []colleague `json:"staff"`
	Divisions []string    `json:"divisions"`
}

type colleague struct {
	Account  fengcun.StaffID `json:"account"`
	Role     fengcun.Role    `json:"role"`
	Name     string          `json:"name,omitempty"`
	Division string          `json:"division,omitempty"`
}

func (l staffList) text(v voice) []string {
	var rows [][]string
	for _, c := range l.Staff {
		rows = append(rows, []string{string(c.Account), v.term("role", string(c.Role)), c.Name, c.Division})
	}
	return table(rows)
}

// staffEnterCmd says what somebody is called and to which division they belong.
type staffEnterCmd struct {
	actorFlags
	Account string `arg:"" help:"${help_staff_account}"`
	Name    string `arg:"" help:"${help_staff_called}"`
	In      string `placeholder:"DIVISION" help:"${help_staff_in}"`
}

// Run enters.
func (c *staffEnterCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.EnterStaff(p.ctx, actor, fengcun.StaffID(c.Account), c.Name, c.In); err != nil {
			return err
		}
		return p.show(done{"staff.entered"})
	})
}

// staffDivisionCmd adds a division to the organ, or takes one away.
type staffDivisionCmd struct {
	actorFlags
	Name   string `arg:"" help:"${help_staff_division_name}"`
	Remove bool   `help:"${help_staff_remove}"`
}

// Run changes the list.
func (c *staffDivisionCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		change := n.Registry.AddDivision
		if c.Remove {
			change = n.Registry.RemoveDivision
		}
		if err := change(p.ctx, actor, c.Name); err != nil {
			return err
		}
		return p.show(done{"staff.entered"})
	})
}
