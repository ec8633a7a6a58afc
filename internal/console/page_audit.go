package console

import (
	"encoding/hex"
	"strconv"

	"fengcun/internal/registry"
)

var auditRoutes = []route{
	{"GET /audit", (*visit).audit, false},
	{"POST /audit/verify", (*visit).verifyAudit, false},
	{"GET /audit/{index}", (*visit).auditProof, false},
}

type auditView struct {
	Events   []registry.Event
	Before   int64
	Verified *verified
}

// verified is what checking the whole log found.
type verified struct {
	Size int64
	Root string
}

// audit lists the organ's entries, the newest first. What they were about is not in
// them.
func (v *visit) audit() error { return v.showAudit(nil) }

func (v *visit) showAudit(found *verified) error {
	before, _ := strconv.ParseInt(v.r.URL.Query().Get("before"), 10, 64)
	page, err := v.parts.Registry.AuditPage(v.ctx(), v.actor(), before)
	if err != nil {
		return err
	}
	return v.page("audit", auditView{page.Events, page.Before, found})
}

// verifyAudit checks the log from its first entry against every signed checkpoint.
func (v *visit) verifyAudit() error {
	head, err := v.parts.Registry.VerifyAudit(v.ctx(), v.actor(), func(int64, int64) {})
	if err != nil {
		return err
	}
	return v.showAudit(&verified{head.Size, hex.EncodeToString(head.Root[:])})
}

type proofView struct {
	Index      int64
	Leaf, Root string
	Size       int64
	Path       []string
	Checkpoint string
}

// auditProof shows the proof that an entry stands in the log. It is checked before
// it is shown.
func (v *visit) auditProof() error {
	index, err := strconv.ParseInt(v.r.PathValue("index"), 10, 64)
	if err != nil {
		return errMiss
	}
	p, err := v.parts.Registry.ProveEntry(v.ctx(), v.actor(), index)
	if err != nil {
		return err
	}
	view := proofView{
		Index: p.Index, Leaf: hex.EncodeToString(p.Leaf[:]), Root: hex.EncodeToString(p.Head.Root[:]), Size: p.Head.Size, Checkpoint: string(p.Checkpoint),
	}
	for _, hash := range p.Path {
		view.Path = append(view.Path, hex.EncodeToString(hash[:]))
	}
	return v.page("proof", view)
}
