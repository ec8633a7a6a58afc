package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// TestLaterOrganReceivesTheNotice: an organ that the history names later gets the
// notice too. A withdrawal by the police has no peers to serve: every organ of the
// history seals (Article 3).
func TestLaterOrganReceivesTheNotice(t *testing.T) {
	d := district.Open(t)
	facts := law.Facts{
		Birth: law.Birth{Date: birth},
		Acts:  []law.Act{{ID: "1", Date: birth.AddDays(17 * 365)}},
		Outcome: law.Outcome{
			Disposition: fengcun.CaseWithdrawn, Decided: birth.AddDays(18 * 365),
			Effective: birth.AddDays(18 * 365), Concluded: birth.AddDays(18 * 365),
		},
	}
	c := d.File(wang, number, facts)
	step := store.HistoryEntry{Organ: sample.Justice, Function: fengcun.Executed}
	if err := d.Registry.AddHistory(ctx, handler, c.Record, step); err != nil {
		t.Fatal(err)
	}
	for _, refused := range []struct {
		what  string
		actor fengcun.Actor
		id    fengcun.RecordID
		step  store.HistoryEntry
		code  string
	}{
		{"another handler", sample.Second(sample.Court), c.Record, step, "policy.denied"},
		{"another organ", sample.Member(sample.Police, fengcun.RoleHandler), c.Record, step, "not_found"},
		{"no such record", handler, fengcun.NewID(), step, "not_found"},
		{"no such organ", handler, c.Record, store.HistoryEntry{Organ: "court-nowhere", Function: fengcun.Tried}, "not_found"},
		{"no such function", handler, c.Record, store.HistoryEntry{Organ: sample.Justice, Function: "heard"}, "history.function"},
	} {
		if err := d.Registry.AddHistory(ctx, refused.actor, refused.id, refused.step); fengcun.CodeOf(err) != refused.code {
			t.Errorf("%s: %v, want %s", refused.what, err, refused.code)
		}
	}
	if state := d.Decide(c, facts); state != fengcun.RecordSealDue {
		t.Fatalf("state %s", state)
	}
	d.Notify(&c)
	d.Receive(c, sample.Justice)
	if _, err := d.Registry.Receive(ctx, sample.Member(sample.OtherCourt, fengcun.RoleHandler), registry.Receipt{Notice: c.Notice, At: d.Clock.Now()}); err == nil {
		t.Error("an organ outside the history received the notice")
	}
}

// TestHistoryEndsWithTheSeal: a sealed record's matter is nobody's to add to.
func TestHistoryEndsWithTheSeal(t *testing.T) {
	d := district.Open(t)
	c := d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	err := d.Registry.AddHistory(ctx, handler, c.Record, store.HistoryEntry{Organ: sample.Justice, Function: fengcun.Executed})
	if fengcun.CodeOf(err) != "not_found" {
		t.Errorf("%v, want not_found", err)
	}
}
