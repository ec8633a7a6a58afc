package vault_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/keybox"
	"fengcun/internal/store"
	"fengcun/internal/suite"
	"fengcun/internal/vault"
)

var errCrash = errors.New("crash")

// A rotation may end at any commit, before it or just after it with the answer
// lost. After a restart everything is readable and findable, writing goes on, and
// the next Rotate finishes the same rotation.
func TestRotateInterrupted(t *testing.T) {
	const items = 150 // three batches
	for _, after := range []bool{false, true} {
		for crashAt := range 5 {
			w := newIntlWorld(t)
			ctx := context.Background()
			var open []fengcun.ItemID
			for range items {
				item := fengcun.NewID()
				open = append(open, item)
			}
			for some := range slices.Chunk(open, 50) {
				var statements []store.Statement
				for _, item := range some {
					s, err := w.vault.Deposit(court, item, []vault.Payload{record(item.String())}, vault.Terms{caseNumber(item.String())})
					must(t, err)
					statements = append(statements, s...)
				}
				must(t, w.try(statements))
			}
			commits := 0
			err := w.vault.Rotate(ctx, court, func(_ context.Context, s []store.Statement) error {
				commits++
				if commits == crashAt+1 {
					if after {
						must(t, w.try(s))
					}
					return errCrash
				}
				return w.try(s)
			})
			if crashAt < 4 && !errors.Is(err, errCrash) || crashAt == 4 && err != nil {
				t.Fatalf("crash at commit %d: %v", crashAt, err)
			}
			check := func(when string) {
				t.Helper()
				for _, item := range open {
					if got := w.text(item); got != item.String() {
						t.Fatalf("crash at commit %d (after %v), %s: %q", crashAt, after, when, got)
					}
					if got := w.find(court, caseNumber(item.String())); !slices.Equal(got, []fengcun.ItemID{item}) {
						t.Fatalf("crash at commit %d (after %v), %s: found %d", crashAt, after, when, len(got))
					}
				}
			}
			check("before restart")
			w.restart()
			check("after restart")
			open = append(open, w.deposit(court, "new"))
			newest := open[len(open)-1]
			if w.text(newest) != "new" {
				t.Fatal("cannot write in the middle of a rotation")
			}
			open = open[:items]
			w.rotate(court)
			check("after the rotation")
			if w.text(newest) != "new" {
				t.Fatal("item written in the middle of a rotation was lost")
			}
			var epochs int
			must(t, w.store.Reader().QueryRowContext(ctx, `SELECT count(DISTINCT epoch) FROM vault_wrap`).Scan(&epochs))
			if epochs != 1 {
				t.Fatalf("%d epochs after the rotation", epochs)
			}
		}
	}
}

// What an old page, an old backup or the write-ahead log holds of an item sealed
// since opens nothing once the organ has rotated: P2.
func TestResidualWindow(t *testing.T) {
	for _, s := range []suite.Suite{suite.Intl(), suite.GM()} {
		t.Run(s.Name(), func(t *testing.T) {
			dir := t.TempDir()
			db := fengcuntest.SQLite(t)(func(o *store.Options) { o.Dir = dir })
			w := newWorld(t, s, db)
			ctx := context.Background()
			item := w.deposit(court, "facts", id18("11010120080101001X"))
			w.deposit(court, "stays open", id18("110101200801010028"))
			var wrap, term []byte
			must(t, db.Reader().QueryRowContext(ctx, `SELECT wrap FROM vault_wrap WHERE item_id = $1`, item[:]).Scan(&wrap))
			must(t, db.Reader().QueryRowContext(ctx, `SELECT term FROM vault_term WHERE item_id = $1`, item[:]).Scan(&term))
			if !onDisc(t, dir, wrap) || !onDisc(t, dir, term) {
				t.Fatal("control: the working wrap and term should be in the files now")
			}
			oldKeyring, err := os.ReadFile(w.keyring)
			must(t, err)

			w.seal(court, item)
			must(t, db.Reclaim(ctx))
			if onDisc(t, dir, wrap) || onDisc(t, dir, term) {
				t.Error("old wrap or term is still in the database files after Reclaim")
			}

			// Somebody put the old page back, as a restored backup would. Before the
			// rotation it opens; that is the window.
			replay := store.Statement{
				SQL:  `INSERT INTO vault_wrap (item_id, organ_id, epoch, wrap) VALUES ($1, $2, $3, $4)`,
				Args: []any{item[:], string(court), int64(1), wrap}, Rows: 1,
			}
			must(t, w.try([]store.Statement{replay}))
			if got := w.text(item); got != "facts" {
				t.Fatalf("control: before the rotation the old wrap opens: %q", got)
			}
			must(t, w.try([]store.Statement{{SQL: `DELETE FROM vault_wrap WHERE item_id = $1`, Args: []any{item[:]}, Rows: 1}}))
			w.rotate(court)
			must(t, w.try([]store.Statement{replay}))
			if got := w.text(item); got != "vault.keyring_mismatch" {
				t.Errorf("old wrap after the rotation: %q", got)
			}
			if got := w.find(court, id18("11010120080101001X")); len(got) != 0 {
				t.Error("found after the rotation")
			}

			// The keyring file holds the old key neither by name nor under the old
			// bytes; only a copy of the old file would bring it back.
			now, err := os.ReadFile(w.keyring)
			must(t, err)
			if bytes.Contains(now, oldKeyring[len(oldKeyring)-64:]) {
				t.Error("keyring was not rewritten")
			}
			leftovers, err := filepath.Glob(filepath.Join(filepath.Dir(w.keyring), ".keyring*"))
			must(t, err)
			if len(leftovers) != 0 {
				t.Errorf("%d old keyrings left", len(leftovers))
			}
		})
	}
}

// onDisc reports whether any file of a directory holds the bytes.
func onDisc(t *testing.T, dir string, b []byte) bool {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		must(t, err)
		if bytes.Contains(content, b) {
			return true
		}
	}
	return false
}

// A database and a keyring of different times do not start together (P14).
func TestKeyringOfAnotherTime(t *testing.T) {
	w := newIntlWorld(t)
	w.deposit(court, "facts")
	old, err := os.ReadFile(w.keyring)
	must(t, err)
	w.rotate(court)
	must(t, os.WriteFile(w.keyring, old, 0o600))
	keys, err := vault.OpenKeyring(w.keyring, w.suite, w.unlock)
	must(t, err)
	_, err = vault.New(context.Background(), vault.Config{Suite: w.suite, Keys: keys, Reader: w.store.Reader(), Schemas: schemas})
	wantCode(t, err, "vault.keyring_mismatch")
	_, err = vault.OpenKeyring(w.keyring, suite.GM(), w.unlock)
	wantCode(t, err, "suite.mismatch")
	_, err = vault.New(context.Background(), vault.Config{Suite: suite.GM(), Keys: keys, Reader: w.store.Reader(), Schemas: schemas})
	wantCode(t, err, "suite.mismatch")
	_, err = vault.OpenKeyring(w.keyring, w.suite, keybox.Passphrase([]byte("guess")))
	wantCode(t, err, "key.passphrase")
}
