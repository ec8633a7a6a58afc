package main

import (
	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// traceCmd names the disclosure that a copy came from.
type traceCmd struct {
	actorFlags
	Copy string `arg:"" help:"${help_trace_copy}"`
}

// Run traces a code as it is typed from a page, or else a file.
func (c *traceCmd) Run(p *program) error {
	var file []byte
	code, err := copymark.ParseCode(c.Copy)
	if err != nil {
		if file, err = p.readFile(c.Copy); err != nil {
			return err
		}
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		var d registry.Disclosure
		var err error
		if file != nil {
			d, err = n.Registry.TraceFile(p.ctx, actor, file)
		} else {
			d, err = n.Registry.Trace(p.ctx, actor, code)
		}
		if err != nil {
			return err
		}
		answer := traced{d.Code.String(), d.Organ, d.Reader.Reveal(), d.Grant, d.At.In(fengcun.Shanghai).Format("2006-01-02T15:04:05-07:00"), []fileUse{}}
		for _, u := range d.Uses {
			answer.Uses = append(answer.Uses, fileUse(u))
		}
		return p.show(answer)
	})
}

// traced names the reader in full: it is who traces that has to ask that person.
type traced struct {
	Code   string          `json:"code"`
	Organ  fengcun.OrganID `json:"organ"`
	Reader string          `json:"reader"`
	Grant  string          `json:"grant"`
	At     string          `json:"at"`
	Uses   []fileUse       `json:"uses"` // files that used what was read
}

type fileUse struct {
	Organ fengcun.OrganID         `json:"organ"`
	Kind  fengcun.MarkedFileKind  `json:"kind"`
	State fengcun.MarkedFileState `json:"state"`
}

func (t traced) text(v voice) []string {
	lines := []string{
		v.field("word.copy_code", t.Code), v.field("word.organ", string(t.Organ)), v.field("word.reader", t.Reader),
		v.field("word.grant", t.Grant), v.field("word.at", t.At),
	}
	for _, u := range t.Uses {
		lines = append(lines, v.field("word.marked", string(u.Organ)+" "+v.term("marked_file", string(u.Kind))+" "+v.term("state.marked_file", string(u.State))))
	}
	return lines
}
