package main

import (
	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// papersCaseCmd lists the papers that can be printed about a matter in hand.
type papersCaseCmd struct {
	actorFlags
	Record string `arg:"" help:"${help_record}"`
}

// Run lists them.
func (c *papersCaseCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		papers, err := n.Registry.CasePapers(p.ctx, actor, id)
		if err != nil {
			return err
		}
		list := casePapers{Papers: []casePaperLine{}}
		for _, paper := range papers {
			list.Papers = append(list.Papers, casePaperLine(paper))
		}
		return p.show(list)
	})
}

type casePapers struct {
	Papers []casePaperLine `json:"papers"`
}

type casePaperLine struct {
	Form   document.Form `json:"form"`
	Of     fengcun.ID    `json:"of,omitzero"`
	To     string        `json:"to,omitempty"`
	Number string        `json:"number,omitempty"`
	On     fengcun.Date  `json:"on"`
}

func (l casePapers) text(v voice) []string {
	if len(l.Papers) == 0 {
		return []string{v.say("papers.no_case_papers", nil)}
	}
	var rows [][]string
	for _, p := range l.Papers {
		row := []string{string(p.Form), v.locale.Text("form."+string(p.Form), nil), v.locale.Date(p.On), p.To, p.Number}
		if !p.Of.IsZero() {
			row = append(row, p.Of.String())
		}
		rows = append(rows, row)
	}
	return table(rows)
}

// papersPrintCmd prints one of them.
type papersPrintCmd struct {
	actorFlags
	Record string        `arg:"" help:"${help_record}"`
	Form   document.Form `required:"" placeholder:"FORM" help:"${help_papers_form}"`
	Of     string        `placeholder:"ID" help:"${help_papers_of}"`
	To     string        `placeholder:"ORGAN" help:"${help_papers_recipient}"`
	Output string        `short:"o" placeholder:"FILE" help:"${help_knower_output}"`
}

// Run prints.
func (c *papersPrintCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	paper := registry.CasePaper{Form: c.Form, To: c.To}
	if c.Of != "" {
		if paper.Of, err = idFlag(c.Of, "of"); err != nil {
			return err
		}
	}
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		doc, err := n.Registry.PrintCasePaper(p.ctx, actor, id, paper)
		if err != nil {
			return err
		}
		return p.deliver(doc, c.Output)
	})
}
