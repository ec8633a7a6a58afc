package fengcuntest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"golang.org/x/mod/sumdb/note"

	"fengcun/internal/store"
)

// Epoch is the instant at which the clock of a test database stands unless the
// test changes it: 2026-11-23 09:00 in Shanghai, a Monday.
var Epoch = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

// LogName is the name of a test database's audit log.
const LogName = "fengcun.test/log"

// OpenStore opens the test's database, made on the first call and found again by
// later ones. change may alter the options: another clock, known checkpoints.
// The store is closed at the end of the test; a test that opens it twice closes
// the first one itself.
type OpenStore func(change ...func(*store.Options)) *store.Store

// EachEngine runs a test on SQLite and on PostgreSQL, each on a database of its
// own. PostgreSQL comes from the server named by FENGCUN_TEST_POSTGRES, or from a
// private one if its programs are installed; otherwise that half is skipped and
// says so.
func EachEngine(t *testing.T, test func(t *testing.T, open OpenStore)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// SQLite returns a way to open a new SQLite database in a directory of the test.
func SQLite(t testing.TB) OpenStore {
	t.Helper()
	dir := t.TempDir()
	Migrated(t, dir)
	return opener(t, store.Options{Dir: dir})
}

// Postgres returns a way to open a new PostgreSQL database. It skips the test if
// there is no server.
func Postgres(t testing.TB) OpenStore {
	t.Helper()
	return opener(t, store.Options{DSN: newPostgresDatabase(t)})
}

// PostgresDSN returns the connection string of a new, empty PostgreSQL database of
// the test. It skips the test if there is no server.
func PostgresDSN(t testing.TB) string {
	t.Helper()
	return newPostgresDatabase(t)
}

func opener(t testing.TB, options store.Options) OpenStore {
	t.Helper()
	options.Signer, options.Verifier = LogKey(t)
	options.Clock = NewClock(Epoch).Now
	return func(change ...func(*store.Options)) *store.Store {
		t.Helper()
		o := options
		for _, c := range change {
			c(&o)
		}
		s, err := store.Open(context.Background(), o)
		if err != nil {
			t.Fatalf("open store: %v", err)
		}
		t.Cleanup(func() { s.Close(context.Background()) })
		return s
	}
}

// LogKey makes a key pair for an audit log of the name LogName.
func LogKey(t testing.TB) (note.Signer, note.Verifier) {
	t.Helper()
	signer, verifier, err := newLogKey()
	if err != nil {
		t.Fatal(err)
	}
	return signer, verifier
}

func newLogKey() (note.Signer, note.Verifier, error) {
	secret, public, err := note.GenerateKey(rand.Reader, LogName)
	if err != nil {
		return nil, nil, err
	}
	signer, signerErr := note.NewSigner(secret)
	verifier, verifierErr := note.NewVerifier(public)
	return signer, verifier, errors.Join(signerErr, verifierErr)
}

// Tamper runs statements on a test database behind the store's back, as an
// administrator could.
func Tamper(t testing.TB, o store.Options, statements ...string) {
	t.Helper()
	db := behind(t, o)
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// Ask reads one row of a test database behind the store's back.
func Ask(t testing.TB, o store.Options, query string, dest ...any) {
	t.Helper()
	db := behind(t, o)
	defer db.Close()
	if err := db.QueryRow(query).Scan(dest...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func behind(t testing.TB, o store.Options) *sql.DB {
	t.Helper()
	if o.DSN != "" {
		config, err := pgx.ParseConfig(o.DSN)
		if err != nil {
			t.Fatal(err)
		}
		config.RuntimeParams["search_path"] = "registry,vault,openregister,audit"
		return stdlib.OpenDB(*config)
	}
	db, err := sql.Open("sqlite", filepath.Join(o.Dir, "fengcun.db"))
	if err != nil {
		t.Fatal(err)
	}
	return db
}
