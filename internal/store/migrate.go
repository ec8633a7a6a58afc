package store

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"

	"fengcun/internal/audit"
)

//go:embed migrations
var migrations embed.FS

// migrate brings the tables up to date and makes the row of the log's head. A
// database of a newer version is refused with store.newer: this program does not
// know what it would leave out. Migrations get their number when they are begun and
// arrive when they are done, so a lower one may be new to a database: each is about
// tables of its own, or of a lower one that arrived before it, and order says no more.
func migrate(ctx context.Context, db *sql.DB, dialect goose.Dialect, folder string, options ...goose.ProviderOption) error {
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, db, files, append(options, goose.WithDisableGlobalRegistry(true), goose.WithAllowOutofOrder(true))...)
	if err != nil {
		return err
	}
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > target {
		return unavailable("store.newer", nil)
	}
	if _, err := provider.Up(ctx); err != nil {
		return internal("store.migration", err)
	}
	// Only an untouched log gets its head here: where there is a leaf, a tile or
	// a checkpoint, a missing head is a fault that the verifier must see.
	root := (&audit.Edge{}).Root()
	_, err = db.ExecContext(ctx, `
INSERT INTO audit_head (one, tree_size, root)
SELECT 1, 0, $1
WHERE NOT EXISTS (SELECT 1 FROM audit_leaf)
  AND NOT EXISTS (SELECT 1 FROM audit_tile)
  AND NOT EXISTS (SELECT 1 FROM audit_checkpoint)
ON CONFLICT (one) DO NOTHING`, root[:])
	return err
}
