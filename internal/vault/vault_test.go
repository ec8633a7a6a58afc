package vault_test

import (
	"context"
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/vault"
	"fengcun/internal/vault/capsule"
)

// The life of one item: filed, found, sealed (Articles 4, 10), lifted
// (Articles 18, 19), sealed again, destroyed.
func TestLife(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		person, number := id18("11010120080101001X"), caseNumber("（2026）沪0101刑初1号")
		item := w.deposit(court, "facts of the case", person, number)
		if got := w.text(item); got != "facts of the case" {
			t.Fatalf("open: %q", got)
		}
		for _, term := range []capsule.Term{person, number} {
			if got := w.find(court, term); !slices.Equal(got, []fengcun.ItemID{item}) {
				t.Fatalf("find by %d: %d items", term.Field, len(got))
			}
			if got := w.find(police, term); len(got) != 0 {
				t.Fatal("found through another organ")
			}
		}

		w.seal(court, item)
		if got := w.text(item); got != "vault.not_found" {
			t.Fatalf("open sealed: %q", got)
		}
		if got := w.find(court, person, number); len(got) != 0 {
			t.Fatal("sealed item found in the working domain")
		}
		if _, _, err := w.vault.Append(ctx, item, record("more")); fengcun.KindOf(err) != fengcun.KindNotFound {
			t.Fatalf("append to sealed: %v", err)
		}

		released, err := w.release(item)
		must(t, err)
		contents, err := w.vault.Released(item, released)
		must(t, err)
		part, err := contents.Latest(ctx, kindRecord)
		must(t, err)
		if string(part.Canonical) != "facts of the case" || part.No != 0 {
			t.Fatalf("released: part %d", part.No)
		}

		w.commit(w.vault.Unseal(ctx, item, released))
		if got := w.text(item); got != "facts of the case" {
			t.Fatalf("unsealed: %q", got)
		}
		if got := w.find(court, person); !slices.Equal(got, []fengcun.ItemID{item}) {
			t.Fatal("unsealed item not found")
		}
		_, err = w.release(item)
		wantCode(t, err, "vault.not_found")

		w.seal(court, item)
		must(t, w.try(w.vault.Destroy(item)))
		_, err = w.release(item)
		wantCode(t, err, "vault.not_found")
		for _, table := range []string{"vault_wrap", "vault_sealed", "vault_term", "vault_part", "vault_file"} {
			var n int
			must(t, w.store.Reader().QueryRowContext(ctx, "SELECT count(*) FROM "+table).Scan(&n))
			if n != 0 {
				t.Errorf("%s has %d rows of a destroyed item", table, n)
			}
		}
	})
}

// A sealed item, a destroyed one and one that never was are the same to everybody
// without a warrant (Article 10).
func TestSilence(t *testing.T) {
	eachSuite(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		sealed, destroyed, never := w.deposit(court, "a"), w.deposit(court, "b"), fengcun.NewID()
		w.seal(court, sealed)
		must(t, w.try(w.vault.Destroy(destroyed)))
		run, err := w.vault.NewRun(court)
		must(t, err)
		answers := func(item fengcun.ItemID) (got []string) {
			_, open := w.vault.Open(ctx, item)
			_, _, add := w.vault.Append(ctx, item, record("c"))
			_, terms := w.vault.AddTerms(ctx, item, vault.Terms{id18("x")})
			_, seal := run.Seal(ctx, item)
			for _, err := range []error{open, add, terms, seal} {
				got = append(got, err.Error())
			}
			return got
		}
		want := answers(never)
		for name, item := range map[string]fengcun.ItemID{"sealed": sealed, "destroyed": destroyed} {
			if got := answers(item); !slices.Equal(got, want) {
				t.Errorf("%s: %q, never known: %q", name, got, want)
			}
		}
	})
}

func TestAppend(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		item := w.deposit(court, "first")
		no, statements, err := w.vault.Append(ctx, item, vault.Payload{Kind: kindNote, Version: 1, Canonical: []byte("second")})
		w.commit(statements, err)
		if no != 1 {
			t.Fatalf("part number %d", no)
		}
		_, late, err := w.vault.Append(ctx, item, record("third"))
		must(t, err)
		_, twin, err := w.vault.Append(ctx, item, record("third too"))
		must(t, err)
		must(t, w.try(late))
		if err := w.try(twin); fengcun.KindOf(err) != fengcun.KindConflict {
			t.Fatalf("two appends of one part: %v", err)
		}
		contents, err := w.vault.Open(ctx, item)
		must(t, err)
		parts, err := contents.All(ctx)
		must(t, err)
		var texts []string
		for _, p := range parts {
			texts = append(texts, string(p.Canonical))
		}
		if !slices.Equal(texts, []string{"first", "second", "third"}) {
			t.Fatalf("parts %q", texts)
		}
		latest, err := contents.Latest(ctx, kindRecord)
		must(t, err)
		if latest.No != 2 {
			t.Fatalf("latest record is part %d", latest.No)
		}
	})
}

// What was prepared before somebody else's act came first must conflict, or the
// vault would lose what it says it keeps.
func TestStaleActsConflict(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		type act = func(item fengcun.ItemID) func() error
		seal := func(item fengcun.ItemID) func() error {
			run, err := w.vault.NewRun(court)
			must(t, err)
			statements, err := run.Seal(ctx, item)
			must(t, err)
			return func() error { return w.try(statements) }
		}
		addition := func(item fengcun.ItemID) func() error {
			_, statements, err := w.vault.Append(ctx, item, record("more"))
			must(t, err)
			return func() error { return w.try(statements) }
		}
		terms := func(item fengcun.ItemID) func() error {
			statements, err := w.vault.AddTerms(ctx, item, vault.Terms{caseNumber("2")})
			must(t, err)
			return func() error { return w.try(statements) }
		}
		rotation := func(fengcun.ItemID) func() error {
			return func() error { return w.vault.Rotate(ctx, court, w.committer()) }
		}
		for _, row := range []struct {
			name          string
			stale, winner act
			conflict      bool
		}{
			{"append after seal", addition, seal, true},
			{"seal after seal", seal, seal, true},
			{"seal after new terms", seal, terms, true},
			{"seal after rotation", seal, rotation, true},
			{"terms after terms", terms, terms, true},
			{"terms after seal", terms, seal, true},
			{"terms after rotation", terms, rotation, true},
			{"append after rotation", addition, rotation, false},
			{"seal after append", seal, addition, false},
		} {
			item := w.deposit(court, "facts", caseNumber("1"))
			stale := row.stale(item)
			must(t, row.winner(item)())
			err := stale()
			if conflict := fengcun.KindOf(err) == fengcun.KindConflict; conflict != row.conflict || (!conflict && err != nil) {
				t.Errorf("%s: %v", row.name, err)
			}
		}
		// A deposit under an epoch that has ended would be lost with its key.
		statements, err := w.vault.Deposit(court, fengcun.NewID(), []vault.Payload{record("late")}, nil)
		must(t, err)
		w.rotate(court)
		if err := w.try(statements); fengcun.KindOf(err) != fengcun.KindConflict {
			t.Errorf("deposit after rotation: %v", err)
		}
	})
}
