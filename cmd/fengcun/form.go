package main

import (
	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// formCmd is about the forms of an organ's papers.
type formCmd struct {
	List  formListCmd  `cmd:"" help:"${help_form_list}"`
	Show  formShowCmd  `cmd:"" help:"${help_form_show}"`
	Check formCheckCmd `cmd:"" help:"${help_form_check}"`
	Blank formBlankCmd `cmd:"" help:"${help_form_blank}"`
}

// formBlankCmd lists the forms that applicants fill in, or prints one of them empty.
type formBlankCmd struct {
	actorFlags
	Form   document.Form `arg:"" optional:"" help:"${help_form_blank_form}"`
	Output string        `short:"o" placeholder:"FILE" help:"${help_knower_output}"`
}

// Run lists or prints.
func (c *formBlankCmd) Run(p *program) error {
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if c.Form == "" {
			forms, err := n.Registry.BlankForms(p.ctx, actor)
			if err != nil {
				return err
			}
			return p.show(blankForms{forms})
		}
		doc, err := n.Registry.BlankForm(p.ctx, actor, c.Form)
		if err != nil {
			return err
		}
		return p.deliver(doc, c.Output)
	})
}

type blankForms struct {
	Forms []document.Form `json:"forms"`
}

func (l blankForms) text(v voice) []string {
	var rows [][]string
	for _, f := range l.Forms {
		rows = append(rows, []string{string(f), v.term("form", string(f))})
	}
	return table(rows)
}

type formListCmd struct{ actorFlags }

// Run lists.
func (c *formListCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		lines, err := n.Registry.Forms(p.ctx, actor)
		if err != nil {
			return err
		}
		list := formList{Forms: []formLine{}}
		for _, l := range lines {
			list.Forms = append(list.Forms, formLine{l.Form, l.Lang, l.Title, l.Silent, l.From})
		}
		return p.show(list)
	})
}

type formList struct {
	Forms []formLine `json:"forms"`
}

type formLine struct {
	Form     document.Form `json:"form"`
	Language string        `json:"language"`
	Title    string        `json:"title"`
	Silent   bool          `json:"silent"`
	From     fengcun.Date  `json:"from,omitzero"`
}

func (l formList) text(voice) []string {
	var rows [][]string
	for _, f := range l.Forms {
		from := ""
		if !f.From.IsZero() {
			from = f.From.String()
		}
		rows = append(rows, []string{string(f.Form), f.Language, f.Title, from})
	}
	return table(rows)
}

// oneForm names a form in a language.
type oneForm struct {
	actorFlags
	Form string `arg:"" help:"${help_form_name}"`
	In   string `enum:"zh-CN,en" default:"zh-CN" help:"${help_form_in}"`
}

type formShowCmd struct{ oneForm }

// Run shows the text of the form as it is from tomorrow on.
func (c *formShowCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		t, err := n.Registry.FormFile(p.ctx, actor, document.Form(c.Form), c.In)
		if err != nil {
			return err
		}
		return p.show(formSource{t.Content})
	})
}

type formSource struct {
	Content string `json:"content"`
}

func (s formSource) text(voice) []string { return []string{s.Content} }

// changedForm is a form with a file that is to take its place.
type changedForm struct {
	oneForm
	File string `arg:"" help:"${help_form_file}"`
}

func (c changedForm) text(p *program) (registry.FormText, error) {
	t := registry.FormText{Form: document.Form(c.Form), Lang: c.In}
	content, err := p.readInput(c.File)
	t.Content = string(content)
	return t, err
}

type formCheckCmd struct{ changedForm }

// Run tries the file.
func (c *formCheckCmd) Run(p *program) error {
	t, err := c.changedForm.text(p)
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		blank, err := n.Registry.CheckForm(p.ctx, actor, t)
		if err != nil {
			return err
		}
		return p.show(formSource{blank})
	})
}

type changeFormCmd struct{ changedForm }

// Run proposes.
func (c *changeFormCmd) Run(p *program) error {
	t, err := c.changedForm.text(p)
	if err != nil {
		return err
	}
	return c.propose(p, func(actor fengcun.Actor) registry.Change {
		return registry.Change{Kind: registry.ChangeForm, Member: fengcun.Actor{Organ: actor.Organ}, Form: &t}
	})
}
