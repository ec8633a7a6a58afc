package main

import (
	"strings"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// titleCmd keeps the register of legal titles (Article 16): the organ's lawyer
// proposes, an approver makes the change with staff approve.
type titleCmd struct {
	List titleListCmd `cmd:"" help:"${help_title_list}"`
	Add  titleAddCmd  `cmd:"" help:"${help_title_add}"`
	End  titleEndCmd  `cmd:"" help:"${help_title_end}"`
}

type titleListCmd struct{ actorFlags }

// Run lists.
func (c *titleListCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		titles, err := n.Registry.Titles(p.ctx, actor)
		if err != nil {
			return err
		}
		return p.show(titlesView{append([]fengcun.LegalTitle{}, titles...)})
	})
}

type titlesView struct {
	Titles []fengcun.LegalTitle `json:"titles"`
}

func (v titlesView) text(say voice) []string {
	if len(v.Titles) == 0 {
		return []string{say.say("title.none", nil)}
	}
	var lines []string
	for _, t := range v.Titles {
		scopes := make([]string, len(t.Entitles))
		for i, s := range t.Entitles {
			scopes[i] = say.locale.Text("scope."+string(s), nil)
		}
		until := ""
		if !t.To.IsZero() {
			until = t.To.String()
		}
		lines = append(lines,
			t.Law+" "+t.Article+"  "+say.locale.Text("title_level."+string(t.Level), nil)+"  "+t.From.String()+" – "+until,
			"  "+strings.Join(scopes, say.locale.Text("text.and_next", nil))+"  "+t.ID.String())
	}
	return lines
}

type titleAddCmd struct {
	actorFlags
	Law      string          `arg:"" help:"${help_title_law}"`
	Article  string          `arg:"" help:"${help_title_article}"`
	Level    string          `required:"" placeholder:"CODE" help:"${help_title_level}"`
	Entitles []fengcun.Scope `required:"" placeholder:"SCOPE,…" help:"${help_title_entitles}"`
	From     fengcun.Date    `required:"" placeholder:"DATE" help:"${help_change_from}"`
	To       fengcun.Date    `placeholder:"DATE" help:"${help_change_to}"`
}

// Run proposes.
func (c *titleAddCmd) Run(p *program) error {
	return c.propose(p, func(actor fengcun.Actor) registry.Change {
		return registry.Change{
			Kind: registry.ChangeTitle, Member: fengcun.Actor{Organ: actor.Organ}, From: c.From, To: c.To,
			Title: &fengcun.LegalTitle{Law: c.Law, Article: c.Article, Level: fengcun.TitleLevel(c.Level), Entitles: c.Entitles},
		}
	})
}

type titleEndCmd struct {
	actorFlags
	Title string       `arg:"" help:"${help_title_id}"`
	To    fengcun.Date `required:"" placeholder:"DATE" help:"${help_change_to}"`
}

// Run proposes.
func (c *titleEndCmd) Run(p *program) error {
	id, err := idFlag(c.Title, "title")
	if err != nil {
		return err
	}
	return c.propose(p, func(actor fengcun.Actor) registry.Change {
		return registry.Change{Kind: registry.ChangeTitleEnd, Member: fengcun.Actor{Organ: actor.Organ}, Title: &fengcun.LegalTitle{ID: id}, To: c.To}
	})
}
