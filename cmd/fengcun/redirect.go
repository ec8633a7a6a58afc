package main

import (
	"fengcun"
	"fengcun/internal/node"
)

// redirectCmd prints the slip for whoever comes to an organ that is not competent
// (Article 14).
type redirectCmd struct {
	actorFlags
	Organ  string `arg:"" help:"${help_redirect_organ}"`
	Output string `short:"o" aliases:"out" placeholder:"FILE" help:"${help_output}"`
}

// Run prints.
func (c *redirectCmd) Run(p *program) error {
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		doc, err := n.Registry.RedirectApplicant(p.ctx, actor, fengcun.OrganID(c.Organ))
		if err != nil {
			return err
		}
		return p.deliver(doc, c.Output)
	})
}
