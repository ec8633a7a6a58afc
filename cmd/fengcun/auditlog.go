package main

import (
	"encoding/base64"
	"strconv"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/node"
)

// auditCmd works on the log of all acts.
type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"${help_audit_verify}"`
	Proof  auditProofCmd  `cmd:"" help:"${help_audit_proof}"`
	Log    auditLogCmd    `cmd:"" help:"${help_audit_log}"`
}

// auditVerifyCmd reads the whole log and checks every entry, tile and checkpoint.
type auditVerifyCmd struct{ actorFlags }

// Run verifies. A log that is not what was written is an error that says where,
// never an answer with a flag in it.
func (c *auditVerifyCmd) Run(p *program) error {
	return faultOf(c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		bar := p.progress(p.say("audit.progress", nil))
		head, err := n.Registry.VerifyAudit(p.ctx, actor, bar.set)
		bar.finish()
		if err != nil {
			return err
		}
		return p.show(logHead{head.Size, head.Root.String()})
	}))
}

// faultOf names the kind and the place of a fault; any other error stays.
func faultOf(err error) error {
	var fault *audit.Fault
	if !asError(err, &fault) {
		return err
	}
	return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "cli.log", Args: map[string]string{
		"fault": string(fault.Kind), "index": strconv.FormatInt(fault.Index, 10),
	}, Err: err}
}

type logHead struct {
	Size int64  `json:"size"`
	Root string `json:"root"`
}

func (l logHead) text(v voice) []string {
	return []string{
		v.say("audit.verified", map[string]string{"size": v.locale.Number(int(l.Size))}),
		v.field("audit.root", l.Root),
	}
}

// auditProofCmd proves that one entry stands in the log, for somebody who holds
// a checkpoint and nothing else.
type auditProofCmd struct {
	actorFlags
	Index  int64  `arg:"" help:"${help_audit_index}"`
	Output string `short:"o" placeholder:"FILE" help:"${help_output}"`
}

// Run writes the proof as JSON.
func (c *auditProofCmd) Run(p *program) error {
	return faultOf(c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		found, err := n.Registry.ProveEntry(p.ctx, actor, c.Index)
		if err != nil {
			return err
		}
		proof := entryProof{
			Index: found.Index, Size: found.Head.Size, Root: found.Head.Root.String(),
			Leaf: base64.StdEncoding.EncodeToString(found.Leaf[:]), Path: []string{},
		}
		for _, h := range found.Path {
			proof.Path = append(proof.Path, h.String())
		}
		if c.Output == "" {
			return p.show(proof)
		}
		text, err := marshal(proof)
		if err != nil {
			return outputError(err)
		}
		return createFile(c.Output, append(text, '\n'))
	}))
}

// entryProof is an RFC 6962 inclusion proof. RecordHash of the leaf's 32 bytes
// with the path gives the root of the tree of the given size.
type entryProof struct {
	Index int64    `json:"index"`
	Size  int64    `json:"size"`
	Leaf  string   `json:"leaf"`
	Path  []string `json:"path"`
	Root  string   `json:"root"`
}

func (e entryProof) text(v voice) []string {
	lines := []string{
		v.field("audit.index", strconv.FormatInt(e.Index, 10)),
		v.field("audit.size", strconv.FormatInt(e.Size, 10)),
		v.field("audit.leaf", e.Leaf),
	}
	for _, h := range e.Path {
		lines = append(lines, v.field("audit.path", h))
	}
	return append(lines, v.field("audit.root", e.Root))
}

// auditLogCmd shows the own organ's entries, the newest first.
type auditLogCmd struct {
	actorFlags
	Before int64 `placeholder:"INDEX" help:"${help_audit_before}"`
}

// Run shows one page.
func (c *auditLogCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		page, err := n.Registry.AuditPage(p.ctx, actor, c.Before)
		if err != nil {
			return err
		}
		return p.show(logPage{eventViews(page.Events), page.Before})
	})
}

type logPage struct {
	Events []eventView `json:"events"`
	Before int64       `json:"before,omitempty"`
}

func (l logPage) text(v voice) []string {
	lines := eventLines(v, l.Events)
	if l.Before > 0 {
		lines = append(lines, v.field("audit.before", strconv.FormatInt(l.Before, 10)))
	}
	return lines
}
