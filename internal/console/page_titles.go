package console

import (
	"fengcun"
	"fengcun/internal/registry"
	"fengcun/law"
)

// The register of legal titles. A handler, the organ's lawyer, proposes; an approver
// makes the change on the page of changes.
var titleRoutes = []route{
	{"GET /titles", (*visit).titlesPage, false},
	{"POST /titles", (*visit).proposeTitle, false},
	{"POST /titles/{id}/end", (*visit).endTitle, false},
}

type titlesView struct {
	Form     *form
	Titles   []fengcun.LegalTitle
	Levels   []option
	Scopes   []option
	Proposes bool
	Proposed bool
}

func (v *visit) titlesView(f *form) (titlesView, error) {
	titles, err := v.parts.Registry.Titles(v.ctx(), v.actor())
	return titlesView{
		Form: f, Titles: titles, Levels: named(v.look, "title_level", fengcun.TitleLevels()...),
		Scopes: named(v.look, "scope", law.UnitScopes()...), Proposes: v.actor().Role == fengcun.RoleHandler,
	}, err
}

func (v *visit) titlesPage() error {
	view, err := v.titlesView(blank("from", v.today().String()))
	if err != nil {
		return err
	}
	return v.page("titles", view)
}

func (v *visit) proposeTitle() error {
	f := v.form()
	t := fengcun.LegalTitle{
		Law: v.text(f, "law", "console.titles.no_law"), Article: v.text(f, "article", "console.titles.no_article"),
		Level: fengcun.TitleLevel(v.one(f, "level", "console.titles.no_level", texts(fengcun.TitleLevels())...)),
	}
	for _, s := range law.UnitScopes() {
		if f.Has("entitles", string(s)) {
			t.Entitles = append(t.Entitles, s)
		}
	}
	return v.proposedTitle(f, registry.Change{
		Kind: registry.ChangeTitle, Member: fengcun.Actor{Organ: v.organ.ID}, Title: &t,
		From: v.day(f, "from", "console.deputies.no_day"), To: v.day(f, "to", ""),
	})
}

func (v *visit) endTitle() error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	return v.proposedTitle(v.form(), registry.Change{
		Kind: registry.ChangeTitleEnd, Member: fengcun.Actor{Organ: v.organ.ID}, Title: &fengcun.LegalTitle{ID: id}, To: v.today(),
	})
}

func (v *visit) proposedTitle(f *form, c registry.Change) error {
	if f.good() {
		_, err := v.parts.Registry.ProposeChange(v.keyed(f), v.actor(), c)
		if err != nil {
			if err := v.blame(f, err, "law", "law", "article", "article", "level", "level", "entitles", "entitles", "from", "from"); err != nil {
				return err
			}
		}
	}
	if f.good() {
		view, err := v.titlesView(blank("from", v.today().String()))
		if err != nil {
			return err
		}
		view.Proposed = true
		return v.page("titles", view)
	}
	view, err := v.titlesView(f)
	if err != nil {
		return err
	}
	return v.again(f, "titles", view)
}
