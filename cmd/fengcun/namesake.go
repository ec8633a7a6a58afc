package main

import (
	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// namesakeCmd settles an application that waits because somebody of the same name and
// birth date has a disclosable conviction under another number.
type namesakeCmd struct {
	Show   namesakeShowCmd   `cmd:"" help:"${help_namesake_show}"`
	Settle namesakeSettleCmd `cmd:"" help:"${help_namesake_settle}"`
}

// namesakeShowCmd shows what is to be compared.
type namesakeShowCmd struct {
	actorFlags
	Application string `arg:"" help:"${help_reissue_application}"`
}

// Run shows.
func (c *namesakeShowCmd) Run(p *program) error {
	id, err := idFlag(c.Application, "application")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		q, err := n.Registry.ViewNamesake(p.ctx, actor, id)
		if err != nil {
			return err
		}
		out := namesakeView{Application: q.Application, Name: q.Name.Reveal(), Number: q.Document.Number.Reveal(), Birth: q.Birth}
		for _, m := range q.Matches {
			out.Matches = append(out.Matches, namesakeMatch{m.Row, m.Person.IDNumber.Reveal(), m.Judgment.Reveal()})
		}
		return p.show(out)
	})
}

type namesakeView struct {
	Application fengcun.ID      `json:"application"`
	Name        string          `json:"name"`
	Number      string          `json:"number"`
	Birth       fengcun.Date    `json:"birth"`
	Matches     []namesakeMatch `json:"matches"`
}

type namesakeMatch struct {
	Row      fengcun.ID `json:"row"`
	Number   string     `json:"number"`
	Judgment string     `json:"judgment"`
}

func (n namesakeView) text(v voice) []string {
	lines := []string{
		v.field("word.name", n.Name), v.field("word.document", n.Number), v.field("word.birth", v.locale.Date(n.Birth)),
	}
	for _, m := range n.Matches {
		lines = append(lines, "", v.field("word.row", m.Row.String()), v.field("word.document", m.Number), v.field("word.number", m.Judgment))
	}
	return lines
}

// namesakeSettleCmd enters what a second person found.
type namesakeSettleCmd struct {
	actorFlags
	Application string   `arg:"" help:"${help_reissue_application}"`
	Same        []string `placeholder:"ROW" help:"${help_namesake_same}"`
	Other       []string `placeholder:"ROW" help:"${help_namesake_other}"`
	Basis       string   `required:"" placeholder:"CODE" help:"${help_namesake_basis}"`
}

// Run settles.
func (c *namesakeSettleCmd) Run(p *program) error {
	id, err := idFlag(c.Application, "application")
	if err != nil {
		return err
	}
	var compared []registry.Compared
	for _, rows := range []struct {
		flag string
		ids  []string
		same bool
	}{{"--same", c.Same, true}, {"--other", c.Other, false}} {
		for _, text := range rows.ids {
			row, err := idFlag(text, rows.flag)
			if err != nil {
				return err
			}
			compared = append(compared, registry.Compared{Row: row, Same: rows.same})
		}
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.SettleNamesake(p.ctx, actor, id, compared, registry.NamesakeBasis(c.Basis)); err != nil {
			return err
		}
		return p.show(done{"namesake.settled"})
	})
}
