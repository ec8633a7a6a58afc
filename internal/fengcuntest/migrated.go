package fengcuntest

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"fengcun/internal/store"
)

// empty is a new SQLite database with every migration carried out and nothing in it.
// The migrations take most of the time in which a small test opens an installation, so
// a test process carries them out once.
var empty = sync.OnceValues(func() (file []byte, err error) {
	dir, err := os.MkdirTemp("", "fengcun-empty-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	signer, verifier, err := newLogKey()
	if err != nil {
		return nil, err
	}
	s, err := store.Open(context.Background(), store.Options{Dir: dir, Signer: signer, Verifier: verifier, Clock: NewClock(Epoch).Now})
	if err != nil {
		return nil, err
	}
	// Before it is closed: closing signs a checkpoint, with the key of this log.
	copied := filepath.Join(dir, "empty.db")
	db, err := sql.Open("sqlite", filepath.Join(dir, "fengcun.db"))
	if err != nil {
		return nil, err
	}
	_, err = db.Exec(`VACUUM INTO ?`, copied)
	if err := errors.Join(err, db.Close(), s.Close(context.Background())); err != nil {
		return nil, err
	}
	return os.ReadFile(copied)
})

// Migrated puts a new, empty database into a directory, so that the store that is
// opened there has no migration left to carry out.
func Migrated(t testing.TB, dir string) {
	t.Helper()
	file, err := empty()
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "fengcun.db"), file, 0o600)
	}
	if err != nil {
		t.Fatalf("make an empty database: %v", err)
	}
}
