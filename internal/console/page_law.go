package console

import (
	"strconv"

	"fengcun/law"
)

var lawRoutes = []route{
	{"GET /law", (*visit).articles, false},
	{"GET /law/{n}", (*visit).article, false},
}

// articleView is one article in the visitor's language: what this program takes it
// to demand, not its wording.
type articleView struct {
	Number      int
	Name        string // 第四条
	Title, Rule string
	Open        []string
	Marks       []law.Mark
}

func (v *visit) articleView(p law.Provision) articleView {
	lang := law.Language(v.look.Lang())
	a := articleView{
		Number: p.Number, Name: law.Basis(strconv.Itoa(p.Number)).Text(lang),
		Title: p.Title.In(lang), Rule: p.Rule.In(lang), Marks: p.Sources,
	}
	for _, o := range p.Open {
		a.Open = append(a.Open, o.In(lang))
	}
	return a
}

func (v *visit) articles() error {
	var all []articleView
	for _, p := range law.Articles() {
		all = append(all, v.articleView(p))
	}
	return v.page("articles", all)
}

func (v *visit) article() error {
	n, err := strconv.Atoi(v.r.PathValue("n"))
	if err != nil {
		return errMiss
	}
	p, ok := law.Article(n)
	if !ok {
		return errMiss
	}
	return v.page("article", v.articleView(p))
}
