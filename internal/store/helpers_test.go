package store_test

import (
	"context"
	"testing"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/store"
)

var handler = fengcun.Actor{Staff: "handler-1", Organ: "court-0101", Role: fengcun.RoleHandler}

func newSealer(t testing.TB) *audit.Sealer {
	t.Helper()
	s, err := audit.NewSealer(make([]byte, 32), audit.AES256GCM())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// entry makes the log entry of an act on subject.
func entry(t testing.TB, s *audit.Sealer, subject fengcun.ID) audit.Entry {
	t.Helper()
	e, err := s.Entry("file", handler, fengcuntest.Epoch, audit.Body{Subject: subject, Basis: "2"})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// fileMatter is an act of two statements: it makes a matter and its history.
func fileMatter(t testing.TB, s *audit.Sealer, id fengcun.ID) store.Change {
	t.Helper()
	return store.Change{
		Statements: []store.Statement{
			{SQL: `INSERT INTO matter (matter_id, organ_id, version) VALUES ($1, $2, 1)`, Args: []any{id, handler.Organ}, Rows: 1},
			{SQL: `INSERT INTO matter_organ (matter_id, position, organ_id, function) VALUES ($1, 0, $2, $3)`, Args: []any{id, handler.Organ, "tried"}, Rows: 1},
		},
		Entry: entry(t, s, id),
	}
}

// touch is an act that needs the matter to be at the given version.
func touch(t testing.TB, s *audit.Sealer, id fengcun.ID, version int) store.Change {
	t.Helper()
	return store.Change{
		Statements: []store.Statement{{
			SQL: `UPDATE matter SET version = version + 1 WHERE matter_id = $1 AND version = $2`, Args: []any{id, version}, Rows: 1,
		}},
		Entry: entry(t, s, id),
	}
}

func mustCommit(t testing.TB, s *store.Store, c store.Change) store.Receipt {
	t.Helper()
	r, err := s.Commit(context.Background(), c)
	if err != nil {
		t.Fatalf("commit: %v", err)
	}
	if !r.Valid() {
		t.Fatal("commit: no error and no receipt")
	}
	return r
}

func rowCount(t testing.TB, db store.Queryer, query string, args ...any) int64 {
	t.Helper()
	var n int64
	if err := db.QueryRowContext(context.Background(), query, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}
