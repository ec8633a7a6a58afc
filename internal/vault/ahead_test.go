package vault_test

import (
	"context"
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/vault"
)

// A vault that reads ahead answers as one that does not, for items of its list and
// for others, and what it read is only a hint: a change of epoch does not make it
// fail, and what was sealed meanwhile makes the Change conflict.
func TestAhead(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		var items []fengcun.ItemID
		for range 70 {
			item := w.deposit(court, "first", caseNumber(fengcun.NewID().String()))
			items = append(items, item)
		}
		note := vault.Payload{Kind: kindNote, Version: 1, Canonical: []byte("note")}
		append1 := func(v *vault.Vault, item fengcun.ItemID) (int, error) {
			no, statements, err := v.Append(ctx, item, note)
			if err != nil {
				return no, err
			}
			return no, w.try(statements)
		}
		if _, err := append1(w.vault, items[0]); err != nil {
			t.Fatal(err)
		}
		read := 0
		ahead := w.vault.Ahead(func(_ context.Context, item fengcun.ItemID) ([]fengcun.ItemID, error) {
			read++
			if !slices.Contains(items, item) {
				return nil, nil
			}
			return items, nil
		})
		latest := func(item fengcun.ItemID, kind vault.Kind) string {
			contents, err := ahead.Open(ctx, item)
			if err != nil {
				return fengcun.CodeOf(err)
			}
			part, err := contents.Latest(ctx, kind)
			if err != nil {
				return fengcun.CodeOf(err)
			}
			return string(part.Canonical)
		}
		for i, item := range items {
			want := "vault.not_found"
			if i == 0 {
				want = "note"
			}
			if a, b := latest(item, kindRecord), latest(item, kindNote); a != "first" || b != want {
				t.Fatalf("item %d: %q, %q", i, a, b)
			}
		}
		if read > 2+len(items) { // wraps, records; notes are not known of the others
			t.Errorf("%d lists for %d items", read, len(items))
		}
		other := w.deposit(police, "theirs")
		if got := latest(other, kindRecord); got != "theirs" {
			t.Errorf("an item beside the list: %q", got)
		}
		if got := latest(fengcun.NewID(), kindRecord); got != "vault.not_found" {
			t.Errorf("an item that never was: %q", got)
		}
		for i, want := range []int{2, 1} {
			if no, err := append1(ahead, items[i]); err != nil || no != want {
				t.Errorf("part %d, want %d: %v", no, want, err)
			}
		}

		w.rotate(court) // and the key of what was read ahead is gone
		if got := latest(items[2], kindRecord); got != "first" {
			t.Errorf("after a change of epoch: %q", got)
		}
		if no, err := append1(ahead, items[2]); err != nil || no != 1 {
			t.Errorf("after a change of epoch: part %d, %v", no, err)
		}

		late := w.vault.Ahead(func(context.Context, fengcun.ItemID) ([]fengcun.ItemID, error) { return items, nil })
		_, statements, err := late.Append(ctx, items[3], note)
		must(t, err)
		w.seal(court, items[3])
		if err := w.try(statements); fengcun.KindOf(err) != fengcun.KindConflict {
			t.Errorf("an append to what was sealed meanwhile: %v", err)
		}
	})
}
