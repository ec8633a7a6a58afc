package main

import (
	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/pdf"
	"fengcun/internal/registry"
)

// sealedCmd finds and reads in the sealed domain, under a warrant that a second
// person grants.
type sealedCmd struct {
	Find sealedFindCmd `cmd:"" help:"${help_sealed_find}"`
	Open sealedOpenCmd `cmd:"" help:"${help_sealed_open}"`
}

// accessFlags say who grants the warrant, for what and on which article.
type accessFlags struct {
	actorFlags
	ApprovedBy string `required:"" placeholder:"STAFF@ORGAN/ROLE" help:"${help_approved_by}"`
	Purpose    string `required:"" placeholder:"CODE" help:"${help_sealed_purpose}"`
	Basis      string `required:"" placeholder:"ARTICLE" help:"${help_sealed_basis}"`
}

// withAccess opens the installation for two people who are on its books.
func (f accessFlags) withAccess(p *program, work func(n *node.Node, q registry.Access) error) error {
	return f.withActor(p, func(n *node.Node, reader fengcun.Actor) error {
		approver, err := known(p, n, f.ApprovedBy, "--approved-by")
		if err != nil {
			return err
		}
		return work(n, registry.Access{Reader: reader, Approver: approver, Purpose: fengcun.WarrantPurpose(f.Purpose), Basis: f.Basis})
	})
}

// sealedFindCmd says which sealed records answer to exact identifiers.
type sealedFindCmd struct {
	accessFlags
	queryFlags `prefix:"for-"`
}

// Run finds.
func (c *sealedFindCmd) Run(p *program) error {
	q, err := c.query(p)
	if err != nil {
		return err
	}
	return c.withAccess(p, func(n *node.Node, access registry.Access) error {
		records, err := n.Registry.FindSealed(p.ctx, access, q)
		if err != nil {
			return err
		}
		return p.show(foundSealed{append([]fengcun.RecordID{}, records...)})
	})
}

type foundSealed struct {
	Records []fengcun.RecordID `json:"records"`
}

func (f foundSealed) text(v voice) []string {
	if len(f.Records) == 0 {
		return []string{v.say("sealed.none", nil)}
	}
	var lines []string
	for _, id := range f.Records {
		lines = append(lines, v.field("word.record", id.String()))
	}
	return lines
}

// sealedOpenCmd reads one sealed record of the reader's organ. It stays sealed.
type sealedOpenCmd struct {
	accessFlags
	Record string `arg:"" help:"${help_record}"`
	Output string `short:"o" placeholder:"FILE" help:"${help_sealed_output}"`
}

// Run reads.
func (c *sealedOpenCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withAccess(p, func(n *node.Node, access registry.Access) error {
		view, err := n.Registry.OpenSealed(p.ctx, access, id)
		if err != nil {
			return err
		}
		if c.Output == "" {
			return p.show(newCopyView(view))
		}
		file, err := marked(view, newCopyView(view).text(p.voice))
		if err != nil {
			return err
		}
		if err := createFile(c.Output, file); err != nil {
			return err
		}
		return p.show(copyCode{view.Mark.Code.String()})
	})
}

// marked sets what was read on pages that carry the mark of this reading.
func marked(view registry.View, lines []string) ([]byte, error) {
	d := &pdf.Document{Title: "查阅件", Created: view.Mark.At, Footer: pdf.PageNumbers}
	for _, line := range lines {
		d.Body = append(d.Body, pdf.Text(line))
	}
	if err := view.Mark.On(d); err != nil {
		return nil, err
	}
	return d.Render()
}

type copyCode struct {
	CopyCode string `json:"copyCode"`
}

func (c copyCode) text(v voice) []string { return []string{v.field("word.copy_code", c.CopyCode)} }
