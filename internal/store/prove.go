package store

import (
	"context"

	"golang.org/x/mod/sumdb/tlog"

	"fengcun/internal/audit"
)

// Prove signs a checkpoint of the log as it stands and proves that the entry at
// index is in it.
func (s *Store) Prove(ctx context.Context, index int64) (tlog.RecordProof, []byte, error) {
	signed, err := s.Checkpoint(ctx)
	if err != nil {
		return nil, nil, err
	}
	checkpoint, err := s.OpenCheckpoint(signed)
	if err != nil {
		return nil, nil, err
	}
	proof, err := audit.ProveRecord(ctx, s, checkpoint.Size, index)
	if err != nil {
		return nil, nil, s.engine.fault(err)
	}
	return proof, signed, nil
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
