package main

import (
	"fengcun"
	"fengcun/internal/node"
)

// staffCmd keeps the books of staff.
type staffCmd struct {
	Add staffAddCmd `cmd:"" help:"${help_staff_add}"`
}

// staffAddCmd lets a member of staff act in a role.
type staffAddCmd struct {
	actorFlags
	Member string `arg:"" help:"${help_staff_member}"`
}

// Run grants the role.
func (c *staffAddCmd) Run(p *program) error {
	member, err := parseActor(c.Member, "member")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.AddMember(p.ctx, actor, member); err != nil {
			return err
		}
		return p.show(done{"staff.added"})
	})
}

// organsCmd lists the organs of the installation.
type organsCmd struct{ nodeFlags }

// Run lists.
func (c *organsCmd) Run(p *program) error {
	return c.withNode(p, func(n *node.Node) error {
		organs, err := n.Registry.Organs(p.ctx)
		if err != nil {
			return err
		}
		list := organList{Organs: []organView{}}
		for _, o := range organs {
			list.Organs = append(list.Organs, organView{o.ID, o.Kind, o.Level, o.Name, o.Code})
		}
		return p.show(list)
	})
}

type organList struct {
	Organs []organView `json:"organs"`
}

type organView struct {
	ID    fengcun.OrganID   `json:"id"`
	Kind  fengcun.OrganKind `json:"kind"`
	Level fengcun.Level     `json:"level"`
	Name  string            `json:"name"`
	Code  string            `json:"code"`
}

func (l organList) text(v voice) []string {
	rows := make([][]string, len(l.Organs))
	for i, o := range l.Organs {
		rows[i] = []string{string(o.ID), v.term("organ", string(o.Kind)), o.Name, o.Code}
	}
	return table(rows)
}
