package main

import (
	"strconv"
	"strings"

	"fengcun"
	"fengcun/law"
)

// lawCmd leads from an article to the code and to what proves it.
type lawCmd struct {
	Article string `arg:"" optional:"" help:"${help_law_article}"`
}

// Run prints one article, or the list of all.
func (c *lawCmd) Run(p *program) error {
	if c.Article == "" {
		return p.show(newArticleList(law.Language(p.lang)))
	}
	n, err := strconv.Atoi(c.Article)
	a, known := law.Article(n)
	if err != nil || !known {
		return &fengcun.Error{Kind: fengcun.KindNotFound, Code: "cli.article", Field: "article"}
	}
	return p.show(newArticleView(law.Language(p.lang), a))
}

// articleView is an article of package law in the reader's language.
type articleView struct {
	Article     int        `json:"article"`
	Title       string     `json:"title"`
	Requirement string     `json:"requirement"`
	Marks       []law.Mark `json:"marks"`
	Where       []string   `json:"where"`
	Planned     []string   `json:"planned"`
	Open        []string   `json:"open"`
	Vectors     []string   `json:"vectors"`
	Tests       []string   `json:"tests"`
}

func newArticleView(lang law.Language, a law.Provision) articleView {
	view := articleView{
		Article: a.Number, Title: a.Title.In(lang), Requirement: a.Rule.In(lang), Marks: a.Sources,
		Where: []string{}, Planned: []string{}, Open: []string{},
		Vectors: append([]string{}, a.Vectors...), Tests: append([]string{}, a.Tests...),
	}
	for _, place := range a.Implemented {
		if place.Planned {
			view.Planned = append(view.Planned, place.Where)
		} else {
			view.Where = append(view.Where, place.Where)
		}
	}
	for _, question := range a.Open {
		view.Open = append(view.Open, question.In(lang))
	}
	return view
}

func (a articleView) text(v voice) []string {
	lines := []string{
		v.locale.Text("text.article", map[string]string{"article": strconv.Itoa(a.Article)}) + v.say("law.title", map[string]string{"title": a.Title}),
		"  " + a.Requirement,
	}
	for _, m := range a.Marks {
		lines = append(lines, "  ["+string(m)+"] "+v.say("mark."+string(m), nil))
	}
	for _, part := range []struct {
		key  string
		list []string
	}{{"law.open", a.Open}, {"law.where", a.Where}, {"law.planned", a.Planned}, {"law.tests", a.Tests}} {
		for _, line := range part.list {
			lines = append(lines, "  "+v.field(part.key, line))
		}
	}
	if len(a.Vectors) > 0 {
		lines = append(lines, "  "+v.field("law.vectors", strings.Join(a.Vectors, ", ")))
	}
	return lines
}

type articleList struct {
	Articles []articleView `json:"articles"`
}

func newArticleList(lang law.Language) articleList {
	var list articleList
	for _, a := range law.Articles() {
		list.Articles = append(list.Articles, newArticleView(lang, a))
	}
	return list
}

func (l articleList) text(v voice) []string {
	rows := [][]string{{v.say("word.article", nil), v.say("word.vectors", nil), v.say("word.tests", nil), v.say("word.title", nil)}}
	for _, a := range l.Articles {
		rows = append(rows, []string{strconv.Itoa(a.Article), strconv.Itoa(len(a.Vectors)), strconv.Itoa(len(a.Tests)), a.Title})
	}
	return table(rows)
}
