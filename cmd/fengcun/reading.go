package main

import (
	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// readingFlags grant a judicial organ that asked for the file the reading of what is
// told. It is read in the console's reader.
type readingFlags struct {
	Readers []string              `placeholder:"NUMBER,…" help:"${help_inquiry_readers}"`
	Parts   []fengcun.ReadingPart `placeholder:"PART,…" help:"${help_inquiry_parts}"`
	Until   string                `placeholder:"DATE" help:"${help_inquiry_until}"`
	Views   int                   `placeholder:"N" help:"${help_inquiry_views}"`
	Copies  int                   `placeholder:"N" help:"${help_inquiry_copies}"`
}

func (c readingFlags) grant() (g fengcun.ReadingGrant, err error) {
	g = fengcun.ReadingGrant{Parts: c.Parts, Views: c.Views, Copies: c.Copies}
	for _, number := range c.Readers {
		g.Readers = append(g.Readers, fengcun.Particular(number))
	}
	if c.Until != "" {
		g.Until, err = fengcun.ParseDate(c.Until)
	}
	return g, err
}

// inquiryCopyCmd takes an excerpt or a copy of one page, once.
type inquiryCopyCmd struct {
	oneInquiry
	Reader  string                 `required:"" placeholder:"NUMBER" help:"${help_inquiry_reader}"`
	Page    int                    `required:"" placeholder:"N" help:"${help_inquiry_page}"`
	File    fengcun.MarkedFileKind `required:"" placeholder:"KIND" help:"${help_inquiry_file}"`
	Excerpt string                 `placeholder:"TEXT" help:"${help_inquiry_excerpt}"`
	Output  string                 `short:"o" aliases:"out" required:"" placeholder:"FILE" help:"${help_output}"`
}

// Run takes it.
func (c *inquiryCopyCmd) Run(p *program) error {
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.with(p, func(n *node.Node, actor fengcun.Actor, id fengcun.ID) error {
		file, err := n.Registry.TakeCopy(p.ctx, actor, id, registry.Takeout{
			Reader: fengcun.Particular(c.Reader), Page: c.Page, Excerpt: fengcun.Particular(c.Excerpt), File: c.File,
		})
		if err != nil {
			return err
		}
		if err := createFile(c.Output, file); err != nil {
			return err
		}
		return p.show(done{"inquiry.copied"})
	})
}
