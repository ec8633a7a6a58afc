package store_test

import (
	"context"
	"testing"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/store"
)

func TestCommit(t *testing.T) {
	fengcuntest.EachEngine(t, func(t *testing.T, open fengcuntest.OpenStore) {
		var key store.Options
		s := open(func(o *store.Options) { key = *o })
		sealer := newSealer(t)
		id := fengcun.NewID()
		if r := mustCommit(t, s, fileMatter(t, sealer, id)); r.Index() != 0 || r.Replayed() {
			t.Errorf("first receipt: index %d, replayed %v", r.Index(), r.Replayed())
		}
		if r := mustCommit(t, s, touch(t, sealer, id, 1)); r.Index() != 1 {
			t.Errorf("second receipt: index %d, want 1", r.Index())
		}
		_, err := s.Commit(context.Background(), touch(t, sealer, id, 1))
		if fengcun.CodeOf(err) != "store.conflict" || fengcun.KindOf(err) != fengcun.KindConflict {
			t.Errorf("stale change: %v, want store.conflict", err)
		}
		_, err = s.Commit(context.Background(), fileMatter(t, sealer, id))
		if fengcun.CodeOf(err) != "store.conflict" {
			t.Errorf("same identifier twice: %v, want store.conflict", err)
		}
		if n := rowCount(t, s.Reader(), `SELECT count(*) FROM audit_leaf`); n != 2 {
			t.Errorf("%d leaves, want 2", n)
		}
		if err := audit.Verify(context.Background(), s, key.Verifier, nil, nil); err != nil {
			t.Errorf("verify: %v", err)
		}
		if err := s.Close(context.Background()); err != nil {
			t.Fatalf("close: %v", err)
		}
		s = open()
		if r := mustCommit(t, s, touch(t, sealer, id, 2)); r.Index() != 2 {
			t.Errorf("after reopening: index %d, want 2", r.Index())
		}
	})
}
