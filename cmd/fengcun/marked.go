package main

import (
	"strconv"

	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/store"
)

// markedCmd keeps the files that are not sealed and hold sealed information, or a
// minor's.
type markedCmd struct {
	Add    markedAddCmd    `cmd:"" help:"${help_marked_add}"`
	List   markedListCmd   `cmd:"" help:"${help_marked_list}"`
	Show   markedShowCmd   `cmd:"" help:"${help_marked_show}"`
	Label  markedLabelCmd  `cmd:"" help:"${help_marked_label}"`
	Redact markedRedactCmd `cmd:"" help:"${help_marked_redact}"`
	Copy   markedCopyCmd   `cmd:"" help:"${help_marked_copy}"`
}

// markedAddCmd makes the task to label a file.
type markedAddCmd struct {
	actorFlags
	Kind        string `required:"" placeholder:"KIND" help:"${help_marked_kind}"`
	Label       string `placeholder:"LABEL" help:"${help_marked_own_label}"`
	Code        string `placeholder:"CODE" help:"${help_marked_from_code}"`
	Unpublished bool   `help:"${help_marked_unpublished}"`
}

// Run makes it.
func (c *markedAddCmd) Run(p *program) error {
	q := registry.FileMark{Kind: fengcun.MarkedFileKind(c.Kind), Label: c.Label, Unpublished: c.Unpublished}
	var err error
	if c.Code != "" {
		if q.Code, err = copymark.ParseCode(c.Code); err != nil {
			return err
		}
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		id, err := n.Registry.MarkFile(p.ctx, actor, q)
		if err != nil {
			return err
		}
		return p.show(markedID{id})
	})
}

type markedID struct {
	File fengcun.ID `json:"file"`
}

func (m markedID) text(v voice) []string { return []string{v.field("word.marked", m.File.String())} }

// markedListCmd lists the organ's marked files.
type markedListCmd struct{ actorFlags }

// Run lists.
func (c *markedListCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		files, err := n.Registry.MarkedFiles(p.ctx, actor)
		if err != nil {
			return err
		}
		list := markedList{Files: []markedLine{}}
		for _, f := range files {
			list.Files = append(list.Files, newMarkedLine(f))
		}
		return p.show(list)
	})
}

type markedLine struct {
	File        fengcun.ID              `json:"file"`
	Kind        fengcun.MarkedFileKind  `json:"kind"`
	Label       string                  `json:"label"`
	State       fengcun.MarkedFileState `json:"state"`
	Unpublished bool                    `json:"unpublished"`
	MarkedOn    fengcun.Date            `json:"markedOn"`
}

func newMarkedLine(f store.MarkedFile) markedLine {
	return markedLine{f.ID, f.Kind, f.Label, f.State, f.Unpublished, f.MarkedOn}
}

func (m markedLine) cells(v voice) []string {
	return []string{m.File.String(), m.Label, v.term("marked_file", string(m.Kind)), v.term("state.marked_file", string(m.State))}
}

type markedList struct {
	Files []markedLine `json:"files"`
}

func (m markedList) text(v voice) []string {
	if len(m.Files) == 0 {
		return []string{v.say("marked.none", nil)}
	}
	var rows [][]string
	for _, f := range m.Files {
		rows = append(rows, f.cells(v))
	}
	return table(rows)
}

// markedShowCmd shows one file with its redaction list and the copies that left.
type markedShowCmd struct {
	actorFlags
	File string `arg:"" help:"${help_marked_file}"`
}

// Run shows it.
func (c *markedShowCmd) Run(p *program) error {
	id, err := idFlag(c.File, "file")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		f, err := n.Registry.MarkedFile(p.ctx, actor, id)
		if err != nil {
			return err
		}
		view := markedView{markedLine: newMarkedLine(f.MarkedFile), Redactions: []redaction{}, Copies: []markedCopy{}}
		for _, r := range f.Redactions {
			view.Redactions = append(view.Redactions, redaction(r))
		}
		for _, one := range f.Copies {
			view.Copies = append(view.Copies, markedCopy{one.Recipient, one.Whole, one.GivenOn})
		}
		return p.show(view)
	})
}

type redaction struct {
	First int          `json:"first"`
	Last  int          `json:"last"`
	Clue  fengcun.Clue `json:"clue"`
}

type markedCopy struct {
	To    string       `json:"to"`
	Whole bool         `json:"whole"`
	On    fengcun.Date `json:"on"`
}

type markedView struct {
	markedLine
	Redactions []redaction  `json:"redactions"`
	Copies     []markedCopy `json:"copies"`
}

func (m markedView) text(v voice) []string {
	rows := [][]string{m.cells(v)}
	for _, r := range m.Redactions {
		rows = append(rows, []string{"  " + strconv.Itoa(r.First) + "–" + strconv.Itoa(r.Last), v.term("clue", string(r.Clue))})
	}
	for _, c := range m.Copies {
		rows = append(rows, []string{"  → " + v.term("file_recipient", c.To), v.locale.Date(c.On)})
	}
	return table(rows)
}

// markedLabelCmd confirms that the label stands on the cover.
type markedLabelCmd struct {
	actorFlags
	File string `arg:"" help:"${help_marked_file}"`
}

// Run confirms.
func (c *markedLabelCmd) Run(p *program) error {
	id, err := idFlag(c.File, "file")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.LabelFile(p.ctx, actor, id); err != nil {
			return err
		}
		return p.show(done{"marked.labelled"})
	})
}

// markedRedactCmd says where in a file something has to be covered.
type markedRedactCmd struct {
	actorFlags
	File    string `arg:"" help:"${help_marked_file}"`
	Request string `arg:"" optional:"" default:"-" help:"${help_marked_list_file}"`
}

// Run replaces the list.
func (c *markedRedactCmd) Run(p *program) error {
	id, err := idFlag(c.File, "file")
	if err != nil {
		return err
	}
	var q []redaction
	if err := p.readRequest(c.Request, &q); err != nil {
		return err
	}
	var list []store.Redaction
	for _, r := range q {
		list = append(list, store.Redaction(r))
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.ListRedactions(p.ctx, actor, id, list); err != nil {
			return err
		}
		return p.show(done{"marked.redacted"})
	})
}

// markedCopyCmd lets a copy of a file leave.
type markedCopyCmd struct {
	actorFlags
	File      string `arg:"" help:"${help_marked_file}"`
	Requested string `required:"" placeholder:"STAFF" help:"${help_key_rotate_requested}"`
	Organ     string `placeholder:"ORGAN" xor:"to" help:"${help_marked_organ}"`
	To        string `enum:",party,defence,archive,unit,publication" default:"" placeholder:"WHO" xor:"to" help:"${help_marked_to}"`
	Whole     bool   `help:"${help_marked_whole}"`
}

// Run gives it out.
func (c *markedCopyCmd) Run(p *program) error {
	id, err := idFlag(c.File, "file")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		err := n.Registry.GiveFileCopy(p.ctx, actor, registry.FileCopy{
			File: id, AskedBy: fengcun.StaffID(c.Requested), Organ: fengcun.OrganID(c.Organ), To: fengcun.FileRecipient(c.To), Whole: c.Whole,
		})
		if err != nil {
			return err
		}
		return p.show(done{"marked.given"})
	})
}
