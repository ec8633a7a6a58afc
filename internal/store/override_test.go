package store_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/store"
)

// A term that was computed before the last entry of days does not start, and of two
// entries that take the same position one conflicts.
func TestTermOfAnOldCalendar(t *testing.T) {
	fengcuntest.EachEngine(t, func(t *testing.T, open fengcuntest.OpenStore) {
		s := open(func(*store.Options) {})
		sealer := newSealer(t)
		today := fengcun.NewDate(2026, 11, 23)
		commit := func(statement store.Statement) error {
			_, err := s.Commit(t.Context(), store.Change{Statements: []store.Statement{statement}, Entry: entry(t, sealer, fengcun.NewID())})
			return err
		}
		days := store.CalendarOverride{Position: 1, Content: "{}", ProposedBy: "li", ApprovedBy: "zhao", ApprovedOn: today}
		term := func() store.Deadline {
			return store.Deadline{ID: fengcun.NewID(), Organ: "court", Duty: "seal.own_file", Subject: fengcun.NewID(), Start: today, Plain: today, Due: today}
		}
		for i, c := range []struct {
			statement store.Statement
			code      string
		}{
			{store.InsertDeadline(term(), 0), ""},
			{store.InsertOverride(days), ""},
			{store.InsertOverride(days), "store.conflict"},
			{store.InsertDeadline(term(), 0), "store.conflict"},
			{store.InsertDeadline(term(), 1), ""},
		} {
			if got := fengcun.CodeOf(commit(c.statement)); got != c.code {
				t.Errorf("%d: %q, want %q", i, got, c.code)
			}
		}
	})
}
