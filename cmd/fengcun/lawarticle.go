package main

import (
	"slices"
	"strconv"
	"strings"

	"fengcun"
	"fengcun/internal/locale"
	"fengcun/law"
)

// lawCmd leads from an article to the code and the cases that prove it.
type lawCmd struct {
	Article string `arg:"" optional:"" help:"${help_law_article}"`
}

// Run prints one article, or the list of all.
func (c *lawCmd) Run(p *program) error {
	proofs := vectorsByArticle()
	if c.Article == "" {
		var list articleList
		for _, a := range articles {
			list.Articles = append(list.Articles, a.view(p.voice, proofs[a.number]))
		}
		return p.show(list)
	}
	n, err := strconv.Atoi(c.Article)
	i := slices.IndexFunc(articles, func(a article) bool { return a.number == n })
	if err != nil || i < 0 {
		return &fengcun.Error{Kind: fengcun.KindNotFound, Code: "cli.article", Field: "article"}
	}
	return p.show(articles[i].view(p.voice, proofs[n]))
}

// vectorsByArticle is which public vectors prove which article.
func vectorsByArticle() map[int][]string {
	found := map[int][]string{}
	for _, v := range law.Vectors() {
		for _, basis := range v.Articles {
			if n := basis.Article(); n > 0 && !slices.Contains(found[n], v.ID) {
				found[n] = append(found[n], v.ID)
			}
		}
	}
	return found
}

type articleView struct {
	Article     int      `json:"article"`
	Requirement string   `json:"requirement"`
	Marks       []mark   `json:"marks"`
	Where       []string `json:"where"`
	Vectors     []string `json:"vectors"`
}

func (a article) view(v voice, vectors []string) articleView {
	out := articleView{Article: a.number, Requirement: a.zh, Marks: a.marks, Where: a.where, Vectors: vectors}
	if v.lang == locale.English {
		out.Requirement = a.en
	}
	if out.Where == nil {
		out.Where = []string{}
	}
	if out.Vectors == nil {
		out.Vectors = []string{}
	}
	return out
}

func (a articleView) text(v voice) []string {
	lines := []string{
		v.locale.Text("text.article", map[string]string{"article": strconv.Itoa(a.Article)}),
		"  " + a.Requirement,
	}
	for _, m := range a.Marks {
		lines = append(lines, "  ["+string(m)+"] "+v.say("mark."+string(m), nil))
	}
	if len(a.Where) == 0 {
		lines = append(lines, "  "+v.say("law.not_here", nil))
	}
	for _, file := range a.Where {
		lines = append(lines, "  "+v.field("law.where", file))
	}
	if len(a.Vectors) > 0 {
		lines = append(lines, "  "+v.field("law.vectors", strings.Join(a.Vectors, ", ")))
	}
	return lines
}

type articleList struct {
	Articles []articleView `json:"articles"`
}

func (l articleList) text(v voice) []string {
	rows := [][]string{{v.say("word.article", nil), v.say("word.vectors", nil), v.say("word.requirement", nil)}}
	for _, a := range l.Articles {
		rows = append(rows, []string{strconv.Itoa(a.Article), strconv.Itoa(len(a.Vectors)), a.Requirement})
	}
	return table(rows)
}
