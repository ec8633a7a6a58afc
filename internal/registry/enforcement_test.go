package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// onProbation takes a suspended sentence to a notice, with a court of first instance
// and the agency that executes in the history.
func onProbation(t *testing.T, d *district.District) district.Case {
	t.Helper()
	facts := district.Sentenced(wang.Birth, fengcun.Term{Years: 3})
	facts.Outcome.Suspended, facts.Outcome.Probation = true, fengcun.Term{Years: 3}
	c := d.File(wang, number, facts)
	for _, step := range []store.HistoryEntry{
		{Organ: sample.OtherCourt, Function: fengcun.Tried}, {Organ: sample.Justice, Function: fengcun.Executed},
	} {
		if err := d.Registry.AddHistory(ctx, handler, c.Record, step); err != nil {
			t.Fatal(err)
		}
	}
	d.Decide(c, facts)
	d.Notify(&c)
	return c
}

// The agency that executes in the community gets the notice, works on with its files,
// and has three days from completion; the record is sealed with its copy, and with that
// of the court of first instance (Articles 11, 13).
func TestCommunityCorrections(t *testing.T) {
	d := district.Open(t)
	c := onProbation(t, d)
	officer := sample.Member(sample.Justice, fengcun.RoleHandler)
	held := d.Receive(c, sample.Justice)
	for organ, id := range map[fengcun.OrganID]fengcun.CopyID{
		sample.Procuratorate: d.Receive(c, sample.Procuratorate), sample.Police: d.Receive(c, sample.Police),
		sample.OtherCourt: d.Receive(c, sample.OtherCourt), sample.Court: c.Copy,
	} {
		if d.Confirm(organ, id).RecordSealed {
			t.Fatal("sealed while the agency still works with its files")
		}
	}
	view, err := d.Registry.Matter(ctx, officer, held)
	if err != nil || view.Step != registry.StepEndEnforcement || len(view.Terms) != 0 {
		t.Fatalf("%s, %v, %v", view.Step, view.Terms, err)
	}
	one := registry.Confirmation{Copy: held, Holdings: []registry.ConfirmedHolding{{Holding: view.Holdings[0].ID, Marked: true, AccessCut: true}}}
	if _, err := d.Registry.Confirm(ctx, officer, one); fengcun.CodeOf(err) != "confirm.enforcement_runs" {
		t.Errorf("%v", err)
	}
	d.Days(20)
	today := fengcun.DateOf(d.Clock.Now())
	completed := registry.EnforcementEnd{Copy: held, Reason: fengcun.EnforcementCompleted, On: today.AddDays(-1)}
	for code, change := range map[string]func(*registry.EnforcementEnd){
		"enforcement.reason": func(q *registry.EnforcementEnd) { q.Reason = "forgotten" },
		"enforcement.date":   func(q *registry.EnforcementEnd) { q.On = today.AddDays(1) },
		"enforcement.to":     func(q *registry.EnforcementEnd) { q.To = sample.OtherCourt },
	} {
		q := completed
		change(&q)
		if err := d.Registry.EndEnforcement(ctx, officer, q); fengcun.CodeOf(err) != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
	if err := d.Registry.EndEnforcement(ctx, sample.Second(sample.Justice), completed); fengcun.CodeOf(err) != "policy.denied" {
		t.Errorf("another officer: %v", err)
	}
	if err := d.Registry.EndEnforcement(ctx, officer, completed); err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.EndEnforcement(ctx, officer, completed); fengcun.CodeOf(err) != "enforcement.ended" {
		t.Errorf("twice: %v", err)
	}
	view, err = d.Registry.Matter(ctx, officer, held)
	if err != nil || view.Step != registry.StepConfirm || len(view.Terms) != 1 {
		t.Fatalf("%s, %v, %v", view.Step, view.Terms, err)
	}
	if term := view.Terms[0]; term.Duty != calendar.SealAfterEnforcement || !term.Statutory || term.Start != completed.On {
		t.Errorf("%+v", term)
	}
	if !d.Confirm(sample.Justice, held).RecordSealed {
		t.Error("the last copy is sealed and the record is not")
	}
	if err := d.Registry.EndEnforcement(ctx, officer, completed); fengcun.CodeOf(err) != "not_found" {
		t.Errorf("after the seal: %v", err)
	}
}

// After a transfer whoever executes at the end has the three days; what the first
// agency keeps is sealed by its own target. Whoever does not execute ends nothing.
func TestEnforcementElsewhere(t *testing.T) {
	d := district.Open(t)
	c := onProbation(t, d)
	officer := sample.Member(sample.Justice, fengcun.RoleHandler)
	held := d.Receive(c, sample.Justice)
	today := fengcun.DateOf(d.Clock.Now())
	move := registry.EnforcementEnd{Copy: held, Reason: fengcun.EnforcementTransferred, On: today, To: sample.Police}
	if err := d.Registry.EndEnforcement(ctx, officer, move); fengcun.CodeOf(err) != "enforcement.recipient" {
		t.Errorf("to one that has the notice: %v", err)
	}
	theirs := registry.EnforcementEnd{Copy: d.Receive(c, sample.OtherCourt), Reason: fengcun.EnforcementRevoked, On: today}
	if err := d.Registry.EndEnforcement(ctx, sample.Member(sample.OtherCourt, fengcun.RoleHandler), theirs); fengcun.CodeOf(err) != "enforcement.none" {
		t.Errorf("the court of first instance: %v", err)
	}
	revoked := registry.EnforcementEnd{Copy: held, Reason: fengcun.EnforcementRevoked, On: today}
	if err := d.Registry.EndEnforcement(ctx, officer, revoked); err != nil {
		t.Fatal(err)
	}
	view, err := d.Registry.Matter(ctx, officer, held)
	if err != nil || len(view.Terms) != 1 || view.Terms[0].Statutory {
		t.Errorf("%v, %v", view.Terms, err)
	}
}

// A transfer serves the notice on the new agency, which seals for itself.
func TestEnforcementTransferred(t *testing.T) {
	d := district.Open(t)
	facts := district.Sentenced(wang.Birth, fengcun.Term{Years: 3})
	facts.Outcome.Suspended, facts.Outcome.Probation = true, fengcun.Term{Years: 3}
	c := d.File(wang, number, facts)
	if err := d.Registry.AddHistory(ctx, handler, c.Record, store.HistoryEntry{Organ: sample.Justice, Function: fengcun.Executed}); err != nil {
		t.Fatal(err)
	}
	d.Decide(c, facts)
	d.Notify(&c)
	today := fengcun.DateOf(d.Clock.Now())
	move := registry.EnforcementEnd{Copy: d.Receive(c, sample.Justice), Reason: fengcun.EnforcementTransferred, On: today, To: sample.OtherCourt}
	if err := d.Registry.EndEnforcement(ctx, sample.Member(sample.Justice, fengcun.RoleHandler), move); err != nil {
		t.Fatal(err)
	}
	next := registry.EnforcementEnd{Copy: d.Receive(c, sample.OtherCourt), Reason: fengcun.EnforcementDeath, On: today}
	if err := d.Registry.EndEnforcement(ctx, sample.Member(sample.OtherCourt, fengcun.RoleHandler), next); err != nil {
		t.Fatal(err)
	}
	d.Confirm(sample.OtherCourt, next.Copy)
	d.Confirm(sample.Justice, move.Copy)
}

// Service on a person who died ends; every organ seals all the same.
func TestServiceEndsByDeath(t *testing.T) {
	d := district.Open(t)
	facts := years(3)
	c := d.File(wang, number, facts)
	d.Decide(c, facts)
	d.Notify(&c)
	if err := d.Registry.EndService(ctx, sample.Member(sample.Police, fengcun.RoleHandler), c.Notice, fengcun.ServiceEndedByDeath); fengcun.CodeOf(err) != "not_found" {
		t.Errorf("another organ: %v", err)
	}
	if err := d.Registry.EndService(ctx, handler, c.Notice, "not_found"); fengcun.CodeOf(err) != "service.reason" {
		t.Errorf("for another reason: %v", err)
	}
	for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police} {
		d.Confirm(organ, d.Receive(c, organ))
	}
	if !d.Confirm(sample.Court, c.Copy).RecordSealed {
		t.Error("not sealed although every organ confirmed")
	}
	if w := work(t, d, handler); len(w.Todo) != 1 || w.Todo[0].Step != registry.StepReceiveByPerson {
		t.Errorf("%+v", w.Todo)
	}
	if err := d.Registry.EndService(ctx, handler, c.Notice, fengcun.ServiceEndedByDeath); err != nil {
		t.Fatal(err)
	}
	if w := work(t, d, handler); len(w.Todo) != 0 {
		t.Errorf("%+v", w.Todo)
	}
	for name, again := range map[string]error{
		"ended twice":    d.Registry.EndService(ctx, handler, c.Notice, fengcun.ServiceEndedByDeath),
		"received after": d.Registry.ReceiveByPerson(ctx, handler, c.Notice, d.Clock.Now()),
	} {
		if fengcun.CodeOf(again) != "not_found" {
			t.Errorf("%s: %v", name, again)
		}
	}
}
