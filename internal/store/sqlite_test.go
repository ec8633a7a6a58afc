package store

import (
	"context"
	"path/filepath"
	"testing"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"fengcun"
)

// A connection that acknowledges before the disk does is not served on.
func TestSQLiteDurability(t *testing.T) {
	for _, c := range []struct {
		name    string
		pragmas []string
		code    string
	}{
		{"as opened", writerPragmas, ""},
		{"synchronous NORMAL", []string{"journal_mode(WAL)", "synchronous(NORMAL)"}, "store.durability"},
		{"synchronous OFF", []string{"journal_mode(WAL)", "synchronous(OFF)"}, "store.durability"},
		{"no write-ahead log", []string{"journal_mode(MEMORY)", "synchronous(FULL)"}, "store.durability"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, err := openSQLitePool(filepath.Join(t.TempDir(), "a.db"), 1, nil, c.pragmas...)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			conn, err := db.Conn(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if got := fengcun.CodeOf(checkSQLiteDurability(context.Background(), conn)); got != c.code {
				t.Errorf("got %q, want %q", got, c.code)
			}
		})
	}
}

// A full database refuses the act that does not fit, as a whole, and serves on.
func TestSQLiteFull(t *testing.T) {
	db, err := openSQLitePool(filepath.Join(t.TempDir(), "a.db"), 1, nil, append([]string{"max_page_count(20)"}, writerPragmas...)...)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`CREATE TABLE x (y BLOB)`); err != nil {
		t.Fatal(err)
	}
	e := &sqliteEngine{}
	if _, err = db.Exec(`INSERT INTO x VALUES ($1)`, make([]byte, 1<<20)); fengcun.CodeOf(e.fault(err)) != "store.full" {
		t.Errorf("got %v, want store.full", e.fault(err))
	}
	if _, err := db.Exec(`INSERT INTO x VALUES ($1)`, make([]byte, 10)); err != nil {
		t.Errorf("a small row afterwards: %v", err)
	}
}

// Every table that the open register's connections may read is named here; the
// authorizer refuses the rest.
func TestOnlyOpenRegister(t *testing.T) {
	for _, c := range []struct {
		action sqlite.AuthorizerActionCode
		table  string
		want   sqlite.AuthorizerReturnCode
	}{
		{sqlite.AuthRead, "open_conviction", sqlite.AuthorizerOK},
		{sqlite.AuthRead, "vault_sealed", sqlite.AuthorizerDeny},
		{sqlite.AuthRead, "sqlite_master", sqlite.AuthorizerDeny},
		{sqlite.AuthInsert, "open_conviction", sqlite.AuthorizerDeny},
		{sqlite.AuthAttach, "other.db", sqlite.AuthorizerDeny},
		{sqlite.AuthPragma, "query_only", sqlite.AuthorizerDeny},
		{sqlite3.SQLITE_ANALYZE, "open_conviction", sqlite.AuthorizerDeny},
	} {
		if got := onlyOpenRegister(c.action, c.table, "", "", ""); got != c.want {
			t.Errorf("action %d on %s: %d, want %d", c.action, c.table, got, c.want)
		}
	}
}

// A database that a newer version migrated is left alone.
func TestNewerDatabase(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	e, err := openSQLite(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.(*sqliteEngine).conn.ExecContext(ctx, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)`); err != nil {
		t.Fatal(err)
	}
	if err := e.close(); err != nil {
		t.Fatal(err)
	}
	if _, err := openSQLite(ctx, dir); fengcun.CodeOf(err) != "store.newer" {
		t.Errorf("got %v, want store.newer", err)
	}
}
