package vault_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"fengcun"
	"fengcun/internal/vault"
)

// Whoever reads, searches, files and seals while the organ rotates sees every item
// exactly where it is.
func TestRotateUnderWork(t *testing.T) {
	w := newIntlWorld(t)
	ctx := context.Background()
	var items []fengcun.ItemID
	for range 80 {
		item := fengcun.NewID()
		statements, err := w.vault.Deposit(court, item, []vault.Payload{record(item.String())}, vault.Terms{caseNumber(item.String())})
		w.commit(statements, err)
		items = append(items, item)
	}
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-done:
					return
				default:
				}
				item := items[i%len(items)]
				if got := w.text(item); got != item.String() {
					t.Errorf("open: %q", got)
					return
				}
				found, err := w.vault.Find(ctx, court, vault.Terms{caseNumber(item.String())})
				if err != nil || !slices.Equal(found, []fengcun.ItemID{item}) {
					t.Errorf("found %d, %v", len(found), err)
					return
				}
			}
		})
	}
	wg.Go(func() { // files and seals; a conflict with the rotation is tried again
		for {
			select {
			case <-done:
				return
			default:
			}
			item := fengcun.NewID()
			statements, err := w.vault.Deposit(court, item, []vault.Payload{record("new")}, nil)
			if err == nil {
				err = w.try(statements)
			}
			if err == nil {
				run, _ := w.vault.NewRun(court)
				if statements, err = run.Seal(ctx, item); err == nil {
					err = w.try(statements)
				}
				run.End()
			}
			if err != nil && fengcun.KindOf(err) != fengcun.KindConflict {
				t.Errorf("filing and sealing: %v", err)
				return
			}
		}
	})
	for range 4 {
		if err := w.vault.Rotate(ctx, court, w.committer()); err != nil {
			t.Errorf("rotate: %v", err)
		}
	}
	close(done)
	wg.Wait()
}
