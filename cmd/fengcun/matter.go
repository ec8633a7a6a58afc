package main

import (
	"strconv"
	"time"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/node"
	"fengcun/internal/policy"
	"fengcun/internal/registry"
	"fengcun/law"
)

// mattersCmd lists the actor's own matters that are not sealed.
type mattersCmd struct {
	actorFlags
	After string `placeholder:"CURSOR" help:"${help_matters_after}"`
}

// Run lists one page.
func (c *mattersCmd) Run(p *program) error {
	var after registry.Cursor
	if c.After != "" {
		var err error
		if after, err = idFlag(c.After, "--after"); err != nil {
			return err
		}
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		page, err := n.Registry.Matters(p.ctx, actor, after)
		if err != nil {
			return err
		}
		list := matterList{Matters: []matterLine{}, Next: page.Next}
		for _, m := range page.Matters {
			list.Matters = append(list.Matters, newMatterLine(m))
		}
		return p.show(list)
	})
}

type matterList struct {
	Matters []matterLine    `json:"matters"`
	Next    registry.Cursor `json:"next,omitzero"`
}

type matterLine struct {
	Matter fengcun.MatterID    `json:"matter"`
	Record fengcun.RecordID    `json:"record"`
	Copy   fengcun.CopyID      `json:"copy"`
	State  fengcun.RecordState `json:"state"`
	Name   string              `json:"name"`
	Number string              `json:"number"`
	Step   registry.Step       `json:"step,omitempty"`
	Term   *termView           `json:"term,omitempty"`
}

func newMatterLine(m registry.MatterLine) matterLine {
	return matterLine{m.Matter, m.Record, m.Copy, m.State, m.Name.Reveal(), m.Number.Reveal(), m.Step, newTermView(m.Term)}
}

func (l matterList) text(v voice) []string {
	if len(l.Matters) == 0 {
		return []string{v.say("matters.none", nil)}
	}
	rows := [][]string{{
		v.say("word.record", nil), v.say("word.name", nil), v.say("word.case_number", nil), v.say("word.state", nil), v.say("word.next", nil), v.say("word.due", nil),
	}}
	for _, m := range l.Matters {
		rows = append(rows, []string{
			m.Record.String(), m.Name, m.Number, v.term("state.record", string(m.State)), v.term("step", string(m.Step)), m.Term.cells(v)[0],
		})
	}
	lines := table(rows)
	if !l.Next.IsZero() {
		lines = append(lines, v.field("matters.next", l.Next.String()))
	}
	return lines
}

// matterCmd shows how one record stands.
type matterCmd struct {
	actorFlags
	Record string `arg:"" help:"${help_matter_record}"`
}

// Run shows it, masked.
func (c *matterCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		view, err := n.Registry.Matter(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.show(newMatterView(view))
	})
}

type matterView struct {
	matterLine
	Deciding  bool              `json:"deciding"`
	Stages    []stageView       `json:"stages"`
	History   []fengcun.OrganID `json:"history"`
	Holdings  []holdingView     `json:"holdings"`
	Elsewhere []elsewhereView   `json:"elsewhere"`
	Terms     []termView        `json:"terms"`
	Documents []paperView       `json:"documents"`
	Timeline  []eventView       `json:"timeline"`
}

type stageView struct {
	Code  registry.StageCode `json:"code"`
	Organ fengcun.OrganID    `json:"organ"`
	Done  bool               `json:"done"`
	On    fengcun.Date       `json:"on,omitzero"`
}

type elsewhereView struct {
	Organ fengcun.OrganID      `json:"organ"`
	Kind  fengcun.HoldingKind  `json:"kind"`
	State fengcun.HoldingState `json:"state"`
	N     int                  `json:"n"`
}

type paperView struct {
	Form   document.Form `json:"form"`
	ID     fengcun.ID    `json:"id"`
	Number string        `json:"number,omitempty"`
	State  string        `json:"state"`
	On     fengcun.Date  `json:"on,omitzero"`
}

type eventView struct {
	Index   int64           `json:"index"`
	At      time.Time       `json:"at"`
	Organ   fengcun.OrganID `json:"organ"`
	Who     fengcun.StaffID `json:"who,omitempty"`
	Act     policy.Act      `json:"act"`
	Article string          `json:"article,omitempty"`
	Denied  bool            `json:"denied,omitempty"`
}

func newMatterView(r registry.MatterView) matterView {
	v := matterView{
		matterLine: newMatterLine(r.MatterLine), Deciding: r.Deciding, Stages: []stageView{}, History: r.History,
		Holdings: holdingViews(r.Holdings), Elsewhere: []elsewhereView{}, Terms: []termView{}, Documents: []paperView{}, Timeline: eventViews(r.Timeline),
	}
	for _, s := range r.Stages {
		v.Stages = append(v.Stages, stageView(s))
	}
	for _, e := range r.Elsewhere {
		v.Elsewhere = append(v.Elsewhere, elsewhereView(e))
	}
	for _, t := range r.Terms {
		v.Terms = append(v.Terms, termView(t))
	}
	for _, d := range r.Documents {
		v.Documents = append(v.Documents, paperView(d))
	}
	return v
}

func eventViews(events []registry.Event) []eventView {
	out := []eventView{}
	for _, e := range events {
		out = append(out, eventView(e))
	}
	return out
}

func (m matterView) text(v voice) []string {
	lines := []string{
		v.field("word.record", m.Record.String()), v.field("word.name", m.Name), v.field("word.case_number", m.Number),
		v.field("word.state", v.term("state.record", string(m.State))), v.field("word.next", v.term("step", string(m.Step))),
	}
	for _, s := range m.Stages {
		mark := "·"
		if s.Done {
			mark = "✓"
		}
		lines = append(lines, mark+" "+v.term("stage", string(s.Code))+"  "+string(s.Organ)+"  "+s.On.String())
	}
	for _, t := range m.Terms {
		lines = append(lines, joined(t.cells(v), string(t.Duty), t.Article))
	}
	lines = append(lines, holdingLines(v, m.Holdings)...)
	for _, e := range m.Elsewhere {
		lines = append(lines, joined(nil, "  "+string(e.Organ), v.term("holding", string(e.Kind)), v.term("state.holding", string(e.State)), strconv.Itoa(e.N)))
	}
	for _, d := range m.Documents {
		lines = append(lines, joined(nil, v.term("form", string(d.Form)), d.Number, v.term("state.notice", d.State), d.On.String(), d.ID.String()))
	}
	return append(lines, eventLines(v, m.Timeline)...)
}

func joined(cells []string, more ...string) string {
	text := ""
	for _, cell := range append(cells, more...) {
		if cell != "" {
			text += cell + "  "
		}
	}
	return text[:max(0, len(text)-2)]
}

func eventLines(v voice, events []eventView) []string {
	rows := make([][]string, len(events))
	for i, e := range events {
		outcome := ""
		if e.Denied {
			outcome = v.say("audit.denied", nil)
		}
		rows[i] = []string{strconv.FormatInt(e.Index, 10), e.At.Format(time.RFC3339), string(e.Who), v.term("act", string(e.Act)), e.Article, outcome}
	}
	return table(rows)
}

// decisionCmd shows a decision with its reasons.
type decisionCmd struct {
	actorFlags
	Decision string `arg:"" help:"${help_approve_decision}"`
}

// Run shows it.
func (c *decisionCmd) Run(p *program) error {
	id, err := idFlag(c.Decision, "decision")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		v, err := n.Registry.DecisionView(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.show(decisionView{proposal{v.ID, v.Decision}, v.Record, v.State, v.ProposedBy, v.ApprovedBy, v.DecidedOn, append([]law.Missing{}, v.Missing()...)})
	})
}

type decisionView struct {
	proposal
	Record     fengcun.RecordID `json:"record"`
	State      string           `json:"state"`
	ProposedBy fengcun.StaffID  `json:"proposedBy"`
	ApprovedBy fengcun.StaffID  `json:"approvedBy,omitempty"`
	DecidedOn  fengcun.Date     `json:"decidedOn"`
	Missing    []law.Missing    `json:"missing"`
}
