package main

import (
	"cmp"
	"slices"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/law"
)

// searchCmd finds the actor's own open matters by exact identifiers. There is no
// search by name alone.
type searchCmd struct {
	actorFlags
	queryFlags
}

// queryFlags ask for one person or matter by exact identifiers.
type queryFlags struct {
	identityFlags
	Number  string `placeholder:"NUMBER" help:"${help_case_number}"`
	Request string `placeholder:"FILE" help:"${help_request}"`
}

type searchRequest struct {
	Name   fengcun.Particular   `json:"name"`
	ID     fengcun.Particular   `json:"id"`
	Kind   fengcun.DocumentKind `json:"idKind"`
	Birth  fengcun.Date         `json:"birth"`
	Number fengcun.Particular   `json:"number"`
}

// query reads the flags or the request document.
func (c *queryFlags) query(p *program) (registry.Query, error) {
	q := searchRequest{
		Name: fengcun.Particular(c.Name), ID: fengcun.Particular(c.ID), Kind: fengcun.DocumentKind(c.Kind), Number: fengcun.Particular(c.Number),
	}
	if c.Birth != "" {
		birth, err := dateFlag(c.Birth, "--birth")
		if err != nil {
			return registry.Query{}, err
		}
		q.Birth = birth
	}
	if c.Request != "" {
		if err := p.readRequest(c.Request, &q); err != nil {
			return registry.Query{}, err
		}
	}
	if q.ID == "" && q.Number == "" && (q.Name == "" || q.Birth.IsZero()) {
		return registry.Query{}, fengcun.Invalid("cli.search", "")
	}
	return registry.Query{
		Document: fengcun.IdentityDocument{Kind: q.Kind, Number: q.ID}, Name: q.Name, Birth: q.Birth, CaseNumber: q.Number,
	}, nil
}

// Run searches. Nothing found is an answer, the same for a sealed person and one
// never known.
func (c *searchCmd) Run(p *program) error {
	q, err := c.query(p)
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		found, err := n.Registry.Search(p.ctx, actor, q)
		if err != nil {
			return err
		}
		answer := matches{Copies: []fengcun.CopyID{}}
		answer.Copies = append(answer.Copies, found...)
		return p.show(answer)
	})
}

type matches struct {
	Copies []fengcun.CopyID `json:"copies"`
}

func (m matches) text(v voice) []string {
	if len(m.Copies) == 0 {
		return []string{v.say("search.none", nil)}
	}
	var lines []string
	for _, id := range m.Copies {
		lines = append(lines, id.String())
	}
	return lines
}

// showCmd reads an open copy that the actor has in hand.
type showCmd struct {
	actorFlags
	Copy string `arg:"" help:"${help_show_copy}"`
}

// Run shows the copy with its particulars: that is what the command is for.
func (c *showCmd) Run(p *program) error {
	id, err := idFlag(c.Copy, "copy")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		view, err := n.Registry.Read(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.show(newCopyView(view))
	})
}

// copyView is an open copy with its particulars in plain text.
type copyView struct {
	Copy      fengcun.CopyID      `json:"copy"`
	Record    fengcun.RecordID    `json:"record"`
	Organ     fengcun.OrganID     `json:"organ"`
	State     fengcun.RecordState `json:"state"`
	Names     []string            `json:"names"`
	Sex       fengcun.Sex         `json:"sex,omitempty"`
	Birth     fengcun.Date        `json:"birth"`
	Documents []documentView      `json:"documents"`
	Numbers   []string            `json:"numbers"`
	Facts     law.Facts           `json:"facts"`
	Holdings  []holdingView       `json:"holdings"`
	CopyCode  string              `json:"copyCode,omitempty"` // of what was read under a warrant
}

type documentView struct {
	Kind   fengcun.DocumentKind `json:"kind"`
	Number string               `json:"number"`
}

type holdingView struct {
	Holding fengcun.HoldingID    `json:"holding"`
	Kind    fengcun.HoldingKind  `json:"kind"`
	Label   string               `json:"label"`
	State   fengcun.HoldingState `json:"state"`
}

func newCopyView(r registry.View) copyView {
	out := copyView{
		Copy: r.Copy.ID, Record: r.Record.ID, Organ: r.Copy.Organ, State: r.Record.State,
		Names: []string{}, Sex: r.Person.Sex, Birth: r.Person.Birth, Documents: []documentView{}, Numbers: []string{},
		Facts: r.Facts, Holdings: holdingViews(r.Holdings), CopyCode: r.Mark.Code.String(),
	}
	for _, n := range r.Person.Names {
		out.Names = append(out.Names, n.Text.Reveal())
	}
	for _, d := range r.Person.Documents {
		out.Documents = append(out.Documents, documentView{d.Kind, d.Number.Reveal()})
	}
	for _, n := range r.Numbers {
		out.Numbers = append(out.Numbers, n.Reveal())
	}
	return out
}

// holdingViews lists holdings by kind and label, whatever order they come in.
func holdingViews(holdings []registry.Held) []holdingView {
	out := []holdingView{}
	for _, h := range holdings {
		out = append(out, holdingView{h.ID, h.Kind, h.Label, h.State})
	}
	slices.SortFunc(out, func(a, b holdingView) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Label, b.Label))
	})
	return out
}

func (c copyView) text(v voice) []string {
	lines := []string{
		v.field("word.record", c.Record.String()),
		v.field("word.state", v.term("state.record", string(c.State))),
	}
	for _, n := range c.Names {
		lines = append(lines, v.field("word.name", n))
	}
	lines = append(lines, v.field("word.birth", v.locale.Date(c.Birth)))
	for _, d := range c.Documents {
		lines = append(lines, v.field("word.document", d.Number))
	}
	for _, n := range c.Numbers {
		lines = append(lines, v.field("word.case_number", n))
	}
	lines = append(lines, v.field("word.outcome", v.term("disposition", string(c.Facts.Outcome.Disposition))))
	if c.CopyCode != "" {
		lines = append(lines, v.field("word.copy_code", c.CopyCode))
	}
	return append(lines, holdingLines(v, c.Holdings)...)
}

func holdingLines(v voice, holdings []holdingView) []string {
	rows := make([][]string, len(holdings))
	for i, h := range holdings {
		rows[i] = []string{"  " + h.Holding.String(), v.term("holding", string(h.Kind)), h.Label, v.term("state.holding", string(h.State))}
	}
	return table(rows)
}
