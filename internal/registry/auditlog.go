package registry

import (
	"context"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/policy"
)

// AuditPage is a page of the own organ's entries, the newest first. What an entry
// was about is not in it: an auditor of the log follows nobody's record.
type AuditPage struct {
	Events []Event
	Before int64 // where the next page begins; 0 behind the last
}

// auditScan is how many entries of the whole log are read at once for a page.
const auditScan = 512

// AuditPage reads the organ's entries before an index, from the newest on if it is
// zero.
func (r *Registry) AuditPage(ctx context.Context, actor fengcun.Actor, before int64) (AuditPage, error) {
	if err := r.viewing(ctx, actor, policy.ReadAudit, fengcun.ID{}); err != nil {
		return AuditPage{}, err
	}
	head, err := r.store.Head(ctx)
	if err != nil {
		return AuditPage{}, err
	}
	if before <= 0 || before > head.Size {
		before = head.Size
	}
	var page AuditPage
	for before > 0 && len(page.Events) < pageSize {
		from := max(0, before-auditScan)
		var some []Event
		err := r.entries(ctx, actor.Organ, from, before, func(e Event, _ audit.Body) { some = append(some, e) })
		if err != nil {
			return AuditPage{}, err
		}
		slices.Reverse(some)
		page.Events = append(page.Events, some...)
		before = from
	}
	if len(page.Events) > pageSize {
		page.Events = page.Events[:pageSize]
		before = page.Events[pageSize-1].Index
	}
	page.Before = before
	return page, nil
}

// VerifyAudit verifies the whole log from its first entry, against every signed
// checkpoint, those kept outside the database included, and returns its head. What
// is wrong is an error that wraps an *audit.Fault with its place.
func (r *Registry) VerifyAudit(ctx context.Context, actor fengcun.Actor, progress func(done, total int64)) (audit.Head, error) {
	if err := r.viewing(ctx, actor, policy.VerifyAudit, fengcun.ID{}); err != nil {
		return audit.Head{}, err
	}
	known, err := r.kept()
	if err != nil {
		return audit.Head{}, err
	}
	if err := r.store.VerifyLog(ctx, known, progress); err != nil {
		return audit.Head{}, err
	}
	return r.store.Head(ctx)
}

// EntryProof proves that an entry stands in the log, to somebody who holds a signed
// checkpoint and nothing else (RFC 6962).
type EntryProof struct {
	Index      int64
	Leaf       [32]byte // the entry as it stands in the tree: a salted hash
	Path       tlog.RecordProof
	Head       audit.Head
	Checkpoint []byte // the head, signed
}

// ProveEntry proves that the entry at an index stands in the log, and checks the
// proof before it is handed out.
func (r *Registry) ProveEntry(ctx context.Context, actor fengcun.Actor, index int64) (EntryProof, error) {
	if err := r.viewing(ctx, actor, policy.VerifyAudit, fengcun.ID{}); err != nil {
		return EntryProof{}, err
	}
	head, err := r.store.Head(ctx)
	if err != nil {
		return EntryProof{}, err
	}
	if index < 0 || index >= head.Size {
		return EntryProof{}, &fengcun.Error{Kind: fengcun.KindNotFound, Code: "audit.index", Field: "index"}
	}
	p := EntryProof{Index: index}
	proof, err := r.store.Prove(ctx, index, 0)
	if err != nil {
		return p, err
	}
	p.Path, p.Checkpoint = proof.Record, proof.Checkpoint
	checkpoint, err := r.store.OpenCheckpoint(p.Checkpoint)
	if err != nil {
		return p, err
	}
	p.Head = checkpoint.Head
	err = r.store.Rows(ctx, index, index+1, func(_ int64, row audit.Row) error {
		p.Leaf = row.Leaf()
		return nil
	})
	if err != nil {
		return p, err
	}
	if tlog.CheckRecord(p.Path, p.Head.Size, p.Head.Root, index, tlog.RecordHash(p.Leaf[:])) != nil {
		return EntryProof{}, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "audit.not_proven", Err: &audit.Fault{Kind: audit.FaultLeaf, Index: index}}
	}
	return p, nil
}
