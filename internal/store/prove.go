package store

import (
	"context"

	"golang.org/x/mod/sumdb/tlog"

	"fengcun/internal/audit"
)

// Proof shows that an entry is in the log as a signed checkpoint has it, and that
// the log grew to there from an earlier size.
type Proof struct {
	Record     tlog.RecordProof
	Grown      tlog.TreeProof // nil from size 0 or from the checkpoint's own
	Checkpoint []byte
}

// Prove signs a checkpoint of the log as it stands and proves that the entry at
// index is in it, and that the log of the size older is its beginning.
func (s *Store) Prove(ctx context.Context, index, older int64) (Proof, error) {
	signed, err := s.Checkpoint(ctx)
	if err != nil {
		return Proof{}, err
	}
	checkpoint, err := s.OpenCheckpoint(signed)
	if err != nil {
		return Proof{}, err
	}
	p := Proof{Checkpoint: signed}
	if p.Record, err = audit.ProveRecord(ctx, s, checkpoint.Size, index); err != nil {
		return Proof{}, s.engine.fault(err)
	}
	if older > 0 && older < checkpoint.Size {
		if p.Grown, err = audit.ProveTree(ctx, s, checkpoint.Size, older); err != nil {
			return Proof{}, s.engine.fault(err)
		}
	}
	return p, nil
}

// OpenCheckpoint reads a checkpoint of this log.
func (s *Store) OpenCheckpoint(signed []byte) (audit.Checkpoint, error) {
	return audit.OpenCheckpoint(signed, s.verifier)
}

// VerifyLog verifies the whole log from its first entry, against every recorded
// checkpoint and those that were kept outside. It returns an error that wraps an
// *audit.Fault where something is wrong.
func (s *Store) VerifyLog(ctx context.Context, known [][]byte, progress func(done, total int64)) error {
	if err := audit.Verify(ctx, s, s.verifier, known, progress); err != nil {
		return logFault(err)
	}
	return nil
}
