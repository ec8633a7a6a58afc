package vault_test

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/keybox"
	"fengcun/internal/store"
	"fengcun/internal/vault"
	"fengcun/internal/vault/capsule"
)

// Whoever can write to the tables can destroy, but cannot make an item show
// another content or another item's.
func TestRowsTampered(t *testing.T) {
	eachSuite(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		for _, row := range []struct {
			name string
			sql  string // $1 the item, $2 another item of the organ; empty for wrapOfOtherEpoch
			want string
		}{
			{"wrap of another item", `UPDATE vault_wrap SET wrap = (SELECT wrap FROM vault_wrap WHERE item_id = $2) WHERE item_id = $1`, "vault.damaged"},
			{"wrap cut", `UPDATE vault_wrap SET wrap = substr(wrap, 1, 100) WHERE item_id = $1 AND item_id <> $2`, "vault.damaged"},
			{"wrap empty", `UPDATE vault_wrap SET wrap = x'' WHERE item_id = $1 AND item_id <> $2`, "vault.damaged"},
			{"other organ", `UPDATE vault_wrap SET organ_id = 'police-0101' WHERE item_id = $1 AND item_id <> $2`, "vault.damaged"},
			{"unknown epoch", `UPDATE vault_wrap SET epoch = 9 WHERE item_id = $1 AND item_id <> $2`, "vault.keyring_mismatch"},
			{"part of another item", `UPDATE vault_part SET ciphertext = (SELECT ciphertext FROM vault_part WHERE item_id = $2) WHERE item_id = $1 AND part_no = 0`, "vault.damaged"},
			{"part of another number", `UPDATE vault_part SET ciphertext = (SELECT ciphertext FROM vault_part WHERE item_id = $1 AND part_no = 1) WHERE item_id = $1 AND item_id <> $2 AND part_no = 0`, "vault.damaged"},
			{"part cut", `UPDATE vault_part SET ciphertext = substr(ciphertext, 1, 40) WHERE item_id = $1 AND item_id <> $2`, "vault.damaged"},
			{"part empty", `UPDATE vault_part SET ciphertext = x'' WHERE item_id = $1 AND item_id <> $2`, "vault.damaged"},
			{"other kind", `UPDATE vault_part SET kind = 2 WHERE item_id = $1 AND item_id <> $2`, "vault.damaged"},
			{"other version", `UPDATE vault_part SET version = 2 WHERE item_id = $1 AND item_id <> $2`, "vault.damaged"},
			{"other epoch", ``, "vault.damaged"},
			{"part removed", `DELETE FROM vault_part WHERE item_id = $1 AND item_id <> $2 AND part_no = 0`, "vault.not_found"},
		} {
			item, other := w.deposit(court, "facts"), w.deposit(court, "facts of somebody else")
			_, statements, err := w.vault.Append(ctx, item, record("facts of later"))
			w.commit(statements, err)
			if row.sql == "" {
				wrapOfOtherEpoch(w, item)
			} else {
				must(t, w.try([]store.Statement{{SQL: row.sql, Args: []any{item[:], other[:]}, Rows: store.AnyRows}}))
			}
			if got := w.text(item); got != row.want {
				t.Errorf("%s: %q, want %s", row.name, got, row.want)
			}
			if got := w.text(other); got != "facts of somebody else" {
				t.Errorf("%s: the other item gives %q", row.name, got)
			}
			must(t, w.try(append(w.vault.Destroy(item), w.vault.Destroy(other)...)))
		}
	})
}

// wrapOfOtherEpoch interrupts a rotation, so that two epochs are known, and puts
// the item's wrap of the old epoch under the new one.
func wrapOfOtherEpoch(w *world, item fengcun.ItemID) {
	w.t.Helper()
	commits := 0
	err := w.vault.Rotate(context.Background(), court, func(_ context.Context, s []store.Statement) error {
		if commits++; commits > 1 {
			return errCrash
		}
		return w.try(s)
	})
	if err != errCrash {
		w.t.Fatal("rotation was not interrupted")
	}
	must(w.t, w.try([]store.Statement{{SQL: `UPDATE vault_wrap SET epoch = epoch + 1 WHERE item_id = $1`, Args: []any{item[:]}, Rows: 1}}))
}

// With the database and the whole keyring, and with every method of the vault, a
// sealed item does not open (P2). Only the agent's private key opens it.
func TestServerAloneCannotOpenSealed(t *testing.T) {
	eachSuite(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		item := w.deposit(court, "facts", id18("11010120080101001X"))
		w.seal(court, item)
		w.restart()
		if got := w.text(item); got != "vault.not_found" {
			t.Errorf("open: %q", got)
		}
		run, sealed, err := w.vault.Sealed(ctx, item)
		must(t, err)

		// Every text of the keyring file, tried as the private key.
		_, keyring, err := keybox.Open(w.keyring, w.suite, w.unlock)
		must(t, err)
		tried := 0
		for _, text := range strings.Split(string(keyring), `"`) {
			private, err := base64.StdEncoding.DecodeString(text)
			if err != nil || len(private) < 32 {
				continue
			}
			tried++
			for at := 0; at+32 <= len(private); at += 32 {
				if key, err := run.Open(w.suite, private[at:at+32]); err == nil {
					if _, err := key.Open(sealed); err == nil {
						t.Fatal("the keyring holds a private sealed key")
					}
				}
			}
		}
		if tried != 4 {
			t.Fatalf("control: tried %d values; two organs have a public key and an epoch's secret each", tried)
		}
		// The private key of another organ does not open it either.
		if key, err := run.Open(w.suite, w.private[police]); err == nil {
			if _, err := key.Open(sealed); err == nil {
				t.Fatal("opened with another organ's key")
			}
		}
		// A made-up capsule neither opens nor replaces the sealed wrap.
		guess, err := capsule.New(w.suite, nil)
		must(t, err)
		_, err = w.vault.Unseal(ctx, item, guess)
		wantCode(t, err, "vault.damaged")
		if released, err := w.release(item); err != nil {
			t.Errorf("with the agent's key: %v", err)
		} else {
			w.commit(w.vault.Unseal(ctx, item, released))
		}
		if got := w.text(item); got != "facts" {
			t.Errorf("unsealed: %q", got)
		}
	})
}

// A sealed wrap opens only in its own row: not under another item, run, organ or
// key, and not after a flipped bit.
func TestSealedWrapTampered(t *testing.T) {
	eachSuite(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		one, two := w.deposit(court, "one"), w.deposit(court, "two")
		w.seal(court, one)
		w.seal(court, two)
		run, sealed, err := w.vault.Sealed(ctx, one)
		must(t, err)
		otherRun, other, err := w.vault.Sealed(ctx, two)
		must(t, err)
		open := func(run capsule.Run, sealed capsule.Sealed) error {
			key, err := run.Open(w.suite, w.private[court])
			if err != nil {
				return err
			}
			_, err = key.Open(sealed)
			return err
		}
		must(t, open(run, sealed))
		for name, change := range map[string]func(*capsule.Run, *capsule.Sealed){
			"wrap of another item": func(_ *capsule.Run, s *capsule.Sealed) { s.Wrap = other.Wrap },
			"named as other item":  func(_ *capsule.Run, s *capsule.Sealed) { s.Item = two },
			"other run":            func(r *capsule.Run, s *capsule.Sealed) { *r, s.Run = otherRun, otherRun.ID },
			"run renamed":          func(r *capsule.Run, s *capsule.Sealed) { r.ID, s.Run = otherRun.ID, otherRun.ID },
			"organ renamed":        func(r *capsule.Run, s *capsule.Sealed) { r.Organ, s.Organ = police, police },
			"key renamed":          func(r *capsule.Run, _ *capsule.Sealed) { r.KeyID = "0000000000000000" },
			"suite renamed":        func(r *capsule.Run, _ *capsule.Sealed) { r.Suite = "none" },
			"bit in wrap":          func(_ *capsule.Run, s *capsule.Sealed) { s.Wrap = flipped(s.Wrap, 30) },
			"bit in nonce":         func(_ *capsule.Run, s *capsule.Sealed) { s.Wrap = flipped(s.Wrap, 0) },
			"wrap cut":             func(_ *capsule.Run, s *capsule.Sealed) { s.Wrap = s.Wrap[:20] },
			"bit in encapsulation": func(r *capsule.Run, _ *capsule.Sealed) { r.Encapsulation = flipped(r.Encapsulation, 40) },
			"encapsulation cut":    func(r *capsule.Run, _ *capsule.Sealed) { r.Encapsulation = r.Encapsulation[:50] },
		} {
			r, s := run, sealed
			change(&r, &s)
			if open(r, s) == nil {
				t.Errorf("%s: opened", name)
			}
		}
	})
}

// A run seals items of its own organ, and nothing after its end.
func TestRun(t *testing.T) { everywhere(t, testRun) }

func testRun(t *testing.T, w *world) {
	ctx := context.Background()
	var items []fengcun.ItemID
	for range 130 { // three batches
		items = append(items, w.deposit(court, "facts", caseNumber("1"), caseNumber("2")))
	}
	run, err := w.vault.NewRun(court)
	must(t, err)
	if _, err := run.Seal(ctx, items[0], items[0]); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("item named twice: %v", err)
	}
	if _, err := run.Seal(ctx, w.deposit(police, "theirs")); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("item of another organ: %v", err)
	}
	w.commit(run.Seal(ctx, items[:100]...))
	w.commit(run.Seal(ctx, items[100:]...))
	run.End()
	_, err = run.Seal(ctx, w.deposit(court, "late"))
	wantCode(t, err, "vault.run_ended")
	var runs, sealed, terms int
	must(t, w.store.Reader().QueryRowContext(ctx, `SELECT (SELECT count(*) FROM vault_run), (SELECT count(*) FROM vault_sealed), (SELECT count(*) FROM vault_term)`).Scan(&runs, &sealed, &terms))
	if runs != 1 || sealed != len(items) || terms != 0 {
		t.Errorf("%d runs, %d sealed, %d terms", runs, sealed, terms)
	}
	for _, item := range items {
		if _, err := w.release(item); err != nil {
			t.Fatal(err)
		}
	}
}

// Every lookup has the same number of terms, whatever is asked and in whichever
// phase of a rotation.
func TestFindRefusesAmbiguity(t *testing.T) {
	w := newIntlWorld(t)
	for name, terms := range map[string]vault.Terms{
		"nothing":      nil,
		"twice":        {caseNumber("1"), caseNumber("2")},
		"empty value":  {caseNumber("")},
		"no such kind": {{Field: 9, Value: "1"}},
	} {
		_, err := w.vault.Find(context.Background(), court, terms)
		if fengcun.CodeOf(err) != "vault.term" {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := w.vault.Find(context.Background(), "nobody", vault.Terms{caseNumber("1")})
	wantCode(t, err, "key.organ")
}

func TestAddTerms(t *testing.T) {
	w := newIntlWorld(t)
	ctx := context.Background()
	item := w.deposit(court, "facts", caseNumber("first instance"))
	w.commit(w.vault.AddTerms(ctx, item, vault.Terms{caseNumber("second instance"), caseNumber("first instance")}))
	again, err := w.vault.AddTerms(ctx, item, vault.Terms{caseNumber("second instance")})
	must(t, err)
	if len(again) != 0 {
		t.Errorf("%d statements for a term that is there", len(again))
	}
	w.rotate(court)
	for _, number := range []fengcun.Particular{"first instance", "second instance"} {
		if got := w.find(court, capsule.Term{Field: capsule.CaseNumber, Value: number}); !slices.Equal(got, []fengcun.ItemID{item}) {
			t.Errorf("found %d", len(got))
		}
	}
	_, err = w.vault.AddTerms(ctx, item, vault.Terms{caseNumber("3"), caseNumber("4"), caseNumber("5"), caseNumber("6"), caseNumber("7"), caseNumber("8"), caseNumber("9")})
	wantCode(t, err, "vault.terms_full")
}
