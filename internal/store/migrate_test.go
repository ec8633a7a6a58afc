package store

import (
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/pressly/goose/v3"
)

// A migration that arrives after one of a higher number is carried out.
func TestMigrationArrivesLate(t *testing.T) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "late.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	const late, later, last = 17, 19, 68 // 19 and 68 are about tables of 17
	probes := func() error { return db.QueryRow(`SELECT COUNT(*) FROM probe`).Scan(new(int)) }
	for _, options := range [][]goose.ProviderOption{{goose.WithExcludeVersions([]int64{late, later, last})}, nil} {
		if err := migrate(t.Context(), db, goose.DialectSQLite3, "migrations/sqlite", options...); err != nil {
			t.Fatal(err)
		}
		if there := probes() == nil; there != (options == nil) {
			t.Errorf("the table is there: %t", there)
		}
	}
}
