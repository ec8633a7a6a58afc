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
}

// auditVerifyCmd reads the whole log and checks every entry, tile and checkpoint.
type auditVerifyCmd struct{ nodeFlags }

// Run verifies. A log that is not what was written is an error that says where,
// never an answer with a flag in it.
func (c *auditVerifyCmd) Run(p *program) error {
	return faultOf(c.withNode(p, func(n *node.Node) error {
		bar := p.progress(p.say("audit.progress", nil))
		err := n.VerifyAudit(p.ctx, bar.set)
		bar.finish()
		if err != nil {
			return err
		}
		head, err := n.Store.Head(p.ctx)
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
	nodeFlags
	Index  int64  `arg:"" help:"${help_audit_index}"`
	Output string `short:"o" placeholder:"FILE" help:"${help_output}"`
}

// Run writes the proof as JSON.
func (c *auditProofCmd) Run(p *program) error {
	return c.withNode(p, func(n *node.Node) error {
		proof, err := proveEntry(p, n, c.Index)
		if err != nil {
			return err
		}
		if c.Output == "" {
			return p.show(proof)
		}
		text, err := marshal(proof)
		if err != nil {
			return outputError(err)
		}
		return createFile(c.Output, append(text, '\n'))
	})
}

func proveEntry(p *program, n *node.Node, index int64) (entryProof, error) {
	head, err := n.Store.Head(p.ctx)
	if err != nil {
		return entryProof{}, err
	}
	if index < 0 || index >= head.Size {
		return entryProof{}, &fengcun.Error{Kind: fengcun.KindNotFound, Code: "cli.log_index", Field: "index"}
	}
	out := entryProof{Index: index, Size: head.Size, Root: head.Root.String(), Path: []string{}}
	err = n.Store.Rows(p.ctx, index, index+1, func(_ int64, row audit.Row) error {
		leaf := row.Leaf()
		out.Leaf = base64.StdEncoding.EncodeToString(leaf[:])
		return nil
	})
	if err != nil {
		return out, err
	}
	path, err := audit.ProveRecord(p.ctx, n.Store, head.Size, index)
	if err != nil {
		return out, faultOf(err)
	}
	for _, h := range path {
		out.Path = append(out.Path, h.String())
	}
	return out, nil
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
