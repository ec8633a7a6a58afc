package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// TestDraftsLiveUntilTheFiling: a draft is kept with whatever is wrong with it, for
// its handler alone, and nothing of it is left behind the filing.
func TestDraftsLiveUntilTheFiling(t *testing.T) {
	d := district.Open(t)
	draft := registry.Draft{Name: "王试甲", Number: number, Form: `{"birth":"2005-3-4?"}`}
	id, err := d.Registry.SaveDraft(ctx, handler, draft)
	if err != nil {
		t.Fatal(err)
	}
	draft.ID, draft.Form = id, `{"birth":"2005-03-14"}`
	if again, err := d.Registry.SaveDraft(ctx, handler, draft); err != nil || again != id {
		t.Fatal(again, err)
	}
	if lines, err := d.Registry.Drafts(ctx, handler); err != nil || len(lines) != 1 || lines[0].Name != "王*" || lines[0].Number != number {
		t.Errorf("list %v, %v", lines, err)
	}
	if got, err := d.Registry.Draft(ctx, handler, id); err != nil || got != draft {
		t.Errorf("taken up: %v", err)
	}
	if found, err := d.Registry.Search(ctx, handler, registry.Query{CaseNumber: number}); err != nil || len(found) != 0 {
		t.Errorf("a draft is found: %d, %v", len(found), err)
	}

	for _, actor := range sample.Staff() {
		if actor == handler {
			continue
		}
		if lines, err := d.Registry.Drafts(ctx, actor); len(lines) != 0 {
			t.Errorf("%s sees %d drafts, %v", actor.Staff, len(lines), err)
		}
		_, there := d.Registry.Draft(ctx, actor, id)
		_, never := d.Registry.Draft(ctx, actor, fengcun.NewID())
		if said(there) != said(never) || there == nil {
			t.Errorf("%s takes it up: %s; nothing: %s", actor.Staff, said(there), said(never))
		}
		if err := d.Registry.DiscardDraft(ctx, actor, id); said(err) != said(never) {
			t.Errorf("%s discards it: %v", actor.Staff, err)
		}
		if _, err := d.Registry.SaveDraft(ctx, actor, draft); said(err) != said(never) {
			t.Errorf("%s writes over it: %v", actor.Staff, err)
		}
	}
	if _, err := d.Registry.SaveDraft(ctx, handler, registry.Draft{}); fengcun.CodeOf(err) != "draft.empty" {
		t.Error(err)
	}

	second, err := d.Registry.SaveDraft(ctx, handler, registry.Draft{Form: "{}"})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.DiscardDraft(ctx, handler, second); err != nil {
		t.Fatal(err)
	}
	filing := registry.Filing{
		Numbers: []fengcun.Particular{number}, Draft: id, Key: &registry.RequestKey{Key: "k", MAC: [32]byte{1}},
		Persons: []registry.FiledPerson{{Person: wang, Facts: years(3)}},
	}
	filed, err := d.Registry.File(ctx, handler, filing)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := d.Registry.File(ctx, handler, filing); err != nil || again.Matter != filed.Matter {
		t.Errorf("the request sent twice: %v", err)
	}
	if _, err := d.Registry.Draft(ctx, handler, id); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("the draft outlives its filing: %v", err)
	}
	for _, table := range []string{"vault_part", "vault_wrap", "vault_term"} {
		n := 0
		query := `SELECT COUNT(*) FROM ` + table + ` WHERE item_id NOT IN (SELECT item_id FROM copy)`
		if err := d.Store.Reader().QueryRowContext(ctx, query).Scan(&n); err != nil || n != 0 {
			t.Errorf("%d rows of drafts left in %s, %v", n, table, err)
		}
	}

	filing.Draft, filing.Key = fengcun.NewID(), nil
	if _, err := d.Registry.File(ctx, handler, filing); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("filed from a draft that never was: %v", err)
	}
}
