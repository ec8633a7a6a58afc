package main

import (
	"encoding/json"
	"time"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// draftCmd keeps unfinished filings.
type draftCmd struct {
	Save    draftSaveCmd    `cmd:"" help:"${help_draft_save}"`
	List    draftListCmd    `cmd:"" help:"${help_draft_list}"`
	Show    draftShowCmd    `cmd:"" help:"${help_draft_show}"`
	Discard draftDiscardCmd `cmd:"" help:"${help_draft_discard}"`
}

// draftDocument is a draft as it comes in and goes out.
type draftDocument struct {
	Draft  string          `json:"draft"`
	Name   string          `json:"name"`
	Number string          `json:"number"`
	Form   json.RawMessage `json:"form"`
}

func (d draftDocument) text(v voice) []string {
	return []string{
		v.field("word.draft", d.Draft), v.field("word.name", d.Name), v.field("word.case_number", d.Number), string(d.Form),
	}
}

type draftSaveCmd struct {
	actorFlags
	File string `arg:"" optional:"" default:"-" help:"${help_draft_file}"`
}

// Run saves.
func (c *draftSaveCmd) Run(p *program) error {
	var q draftDocument
	if err := p.readRequest(c.File, &q); err != nil {
		return err
	}
	d := registry.Draft{Name: fengcun.Particular(q.Name), Number: fengcun.Particular(q.Number), Form: fengcun.Particular(q.Form)}
	if q.Draft != "" {
		var err error
		if d.ID, err = idFlag(q.Draft, "draft"); err != nil {
			return err
		}
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		id, err := n.Registry.SaveDraft(p.ctx, actor, d)
		if err != nil {
			return err
		}
		return p.show(savedDraft{id})
	})
}

type savedDraft struct {
	Draft fengcun.ID `json:"draft"`
}

func (s savedDraft) text(v voice) []string { return []string{v.field("word.draft", s.Draft.String())} }

type draftListCmd struct{ actorFlags }

// Run lists.
func (c *draftListCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		drafts, err := n.Registry.Drafts(p.ctx, actor)
		if err != nil {
			return err
		}
		list := draftList{Drafts: []draftLine{}}
		for _, d := range drafts {
			list.Drafts = append(list.Drafts, draftLine{d.ID, d.SavedAt, d.Name.Reveal(), d.Number.Reveal()})
		}
		return p.show(list)
	})
}

type draftList struct {
	Drafts []draftLine `json:"drafts"`
}

type draftLine struct {
	Draft   fengcun.ID `json:"draft"`
	SavedAt time.Time  `json:"savedAt"`
	Name    string     `json:"name"`
	Number  string     `json:"number"`
}

func (l draftList) text(v voice) []string {
	if len(l.Drafts) == 0 {
		return []string{v.say("draft.none", nil)}
	}
	rows := make([][]string, len(l.Drafts))
	for i, d := range l.Drafts {
		rows[i] = []string{d.Draft.String(), d.SavedAt.Format(time.RFC3339), d.Name, d.Number}
	}
	return table(rows)
}

type draftShowCmd struct {
	actorFlags
	Draft string `arg:"" help:"${help_draft_id}"`
}

// Run shows the draft as it was typed: that is what the command is for.
func (c *draftShowCmd) Run(p *program) error {
	id, err := idFlag(c.Draft, "draft")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		d, err := n.Registry.Draft(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.show(draftDocument{d.ID.String(), d.Name.Reveal(), d.Number.Reveal(), json.RawMessage(d.Form.Reveal())})
	})
}

type draftDiscardCmd struct {
	actorFlags
	Draft string `arg:"" help:"${help_draft_id}"`
}

// Run destroys the draft.
func (c *draftDiscardCmd) Run(p *program) error {
	id, err := idFlag(c.Draft, "draft")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.DiscardDraft(p.ctx, actor, id); err != nil {
			return err
		}
		return p.show(done{"draft.discarded"})
	})
}
