package main

import (
	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// papersVoidCmd gives up a number whose paper could not be made.
type papersVoidCmd struct {
	actorFlags
	Requested   string              `required:"" placeholder:"STAFF" help:"${help_key_rotate_requested}"`
	Application string              `arg:"" help:"${help_reissue_application}"`
	Reason      registry.VoidReason `required:"" enum:"unprintable,mistaken" help:"${help_papers_void_reason}"`
}

// Run gives it up.
func (c *papersVoidCmd) Run(p *program) error {
	id, err := idFlag(c.Application, "application")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.VoidNumber(p.ctx, actor, id, fengcun.StaffID(c.Requested), c.Reason); err != nil {
			return err
		}
		return p.show(done{"papers.void_done"})
	})
}

// papersVoidsCmd lists the void numbers of a year.
type papersVoidsCmd struct {
	actorFlags
	Year int `placeholder:"YEAR" help:"${help_papers_year}"`
}

// Run lists them.
func (c *papersVoidsCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		voids, err := n.Registry.Voids(p.ctx, actor, c.Year)
		if err != nil {
			return err
		}
		list := voidList{Voids: []voidLine{}}
		for _, v := range voids {
			list.Voids = append(list.Voids, voidLine{v.Number, v.Reason, v.On, v.By})
		}
		return p.show(list)
	})
}

type voidList struct {
	Voids []voidLine `json:"voids"`
}

type voidLine struct {
	Number string              `json:"number"`
	Reason registry.VoidReason `json:"reason"`
	On     fengcun.Date        `json:"on"`
	By     fengcun.StaffID     `json:"by"`
}

func (l voidList) text(v voice) []string {
	if len(l.Voids) == 0 {
		return []string{v.say("papers.no_voids", nil)}
	}
	var lines []string
	for _, line := range l.Voids {
		lines = append(lines, line.Number+"  "+line.On.String()+"  "+v.locale.Text("void_reason."+string(line.Reason), nil)+"  "+string(line.By))
	}
	return lines
}
