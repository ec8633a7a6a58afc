package registry_test

import (
	"context"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// fed is a case as a case system tells it.
func fed(content byte, facts law.Facts) registry.FedCase {
	birth := fengcun.NewDate(2005, 3, 14)
	return registry.FedCase{
		Case: [32]byte{1}, Content: [32]byte{content}, Handler: sample.Member(sample.Court, fengcun.RoleHandler).Staff, Form: "number=1",
		Filing: registry.Filing{
			Numbers: []fengcun.Particular{"（2026）沪0101刑初12号"},
			Persons: []registry.FiledPerson{{Person: district.Person("王试甲", "310115200503140019", birth), Facts: facts}},
		},
	}
}

// TestTakeIn follows a case that a case system tells again and again: a draft, once;
// what is new as long as nobody has typed; then tasks, and no more when it is sealed.
func TestTakeIn(t *testing.T) {
	d := district.Open(t)
	ctx := context.Background()
	handler, second := sample.Member(sample.Court, fengcun.RoleHandler), sample.Second(sample.Court)
	birth := fengcun.NewDate(2005, 3, 14)
	facts := district.Sentenced(birth, fengcun.Term{Years: 3})
	takeIn := func(q registry.FedCase, want registry.TakenIn) {
		t.Helper()
		// In a colleague's name: the draft is the handler's.
		if got, err := d.Registry.TakeIn(ctx, second, q); err != nil || got != want {
			t.Errorf("%s, %v, want %s", got, err, want)
		}
	}
	drafts := func(want int) []registry.DraftLine {
		t.Helper()
		lines, err := d.Registry.Drafts(ctx, handler)
		if err != nil || len(lines) != want {
			t.Fatalf("%d drafts, %v, want %d", len(lines), err, want)
		}
		return lines
	}
	steps := func(want ...registry.Step) {
		t.Helper()
		w, err := d.Registry.Work(ctx, handler)
		if err != nil {
			t.Fatal(err)
		}
		var got []registry.Step
		for _, task := range w.Todo {
			if task.Step == registry.StepComplete || task.Step == registry.StepSettle {
				got = append(got, task.Step)
			}
		}
		if len(got) != len(want) || len(got) > 0 && got[0] != want[0] {
			t.Errorf("the workbench has %v, want %v", got, want)
		}
	}
	takeIn(fed(1, facts), registry.TakenDrafted)
	takeIn(fed(1, facts), registry.TakenUnchanged)
	takeIn(fed(2, facts), registry.TakenDrafted) // nobody has typed into it: replaced
	line := drafts(1)[0]
	steps(registry.StepComplete)

	// Somebody typed: the input is kept, and what is new stands beside it.
	draft, err := d.Registry.Draft(ctx, handler, line.ID)
	if err != nil {
		t.Fatal(err)
	}
	draft.Form = "number=2"
	if _, err := d.Registry.SaveDraft(ctx, handler, draft); err != nil {
		t.Fatal(err)
	}
	takeIn(fed(3, facts), registry.TakenDrafted)
	for _, l := range drafts(2) {
		if l.ID == line.ID {
			if err := d.Registry.DiscardDraft(ctx, handler, l.ID); err != nil {
				t.Fatal(err)
			}
		}
	}

	// Filed, with another day than the case system has.
	f := fed(3, facts).Filing
	f.Draft, f.Holdings = drafts(1)[0].ID, []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}}
	f.History = []store.HistoryEntry{{Organ: sample.Court, Function: fengcun.Tried}}
	filed, err := d.Registry.File(ctx, handler, f)
	if err != nil {
		t.Fatal(err)
	}
	steps()
	takeIn(fed(4, facts), registry.TakenAgrees)
	later := facts
	later.Outcome.Effective = facts.Outcome.Effective.AddDays(3)
	takeIn(fed(5, later), registry.TakenDifference)
	steps(registry.StepSettle)
	draft, err = d.Registry.Draft(ctx, handler, drafts(1)[0].ID)
	differences := registry.DifferencesOf(draft)
	if err != nil || len(differences) != 1 || differences[0].Field != "effective" || differences[0].Record != filed.Records[0] ||
		differences[0].Entered.Reveal() != facts.Outcome.Effective.String() || differences[0].Fed.Reveal() != later.Outcome.Effective.String() {
		t.Fatalf("differences %v, %v", differences, err)
	}
	view, err := d.Registry.Read(ctx, handler, filed.Copies[0])
	if err != nil || view.Facts.Outcome.Effective != facts.Outcome.Effective {
		t.Errorf("what was entered has changed: %v, %v", view.Facts.Outcome.Effective, err)
	}
	takeIn(fed(6, facts), registry.TakenAgrees) // the case system was put right: the task is gone
	steps()
	takeIn(fed(7, later), registry.TakenDifference)

	// Sealed: what was told goes, and a case that is told again is one never told.
	c := district.Case{Filed: filed, Record: filed.Records[0], Copy: filed.Copies[0], Person: district.Person("王试甲", "310115200503140019", birth)}
	if state := d.Decide(c, facts); state != fengcun.RecordSealDue {
		t.Fatalf("state %s", state)
	}
	d.Notify(&c)
	d.Confirm(sample.Court, c.Copy)
	drafts(0)
	var rows int
	if err := d.Store.Reader().QueryRowContext(ctx, `SELECT COUNT(*) FROM intake`).Scan(&rows); err != nil || rows != 0 {
		t.Errorf("%d rows tell that the sealed case was told of, %v", rows, err)
	}
	takeIn(fed(7, later), registry.TakenDrafted)
}

// TestTakeInForgetsEveryDraft: somebody typed, the case system told more beside it, and
// the older draft is the one that is filed. With the seal both are gone, and the row
// that knew of the case.
func TestTakeInForgetsEveryDraft(t *testing.T) {
	for _, older := range []bool{true, false} {
		d := district.Open(t)
		ctx := context.Background()
		handler := sample.Member(sample.Court, fengcun.RoleHandler)
		birth := fengcun.NewDate(2005, 3, 14)
		facts := district.Sentenced(birth, fengcun.Term{Years: 3})
		if _, err := d.Registry.TakeIn(ctx, handler, fed(1, facts)); err != nil {
			t.Fatal(err)
		}
		lines, err := d.Registry.Drafts(ctx, handler)
		if err != nil {
			t.Fatal(err)
		}
		typed, err := d.Registry.Draft(ctx, handler, lines[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		typed.Form = "number=2"
		if _, err := d.Registry.SaveDraft(ctx, handler, typed); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Registry.TakeIn(ctx, handler, fed(2, facts)); err != nil {
			t.Fatal(err)
		}
		f := fed(2, facts).Filing
		f.Holdings, f.History = []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}}, []store.HistoryEntry{{Organ: sample.Court, Function: fengcun.Tried}}
		lines, err = d.Registry.Drafts(ctx, handler)
		if err != nil || len(lines) != 2 {
			t.Fatalf("%d drafts, %v", len(lines), err)
		}
		for _, l := range lines {
			if (l.ID == typed.ID) == older {
				f.Draft = l.ID
			}
		}
		filed, err := d.Registry.File(ctx, handler, f)
		if err != nil {
			t.Fatal(err)
		}
		c := district.Case{Filed: filed, Record: filed.Records[0], Copy: filed.Copies[0], Person: district.Person("王试甲", "310115200503140019", birth)}
		d.Decide(c, facts)
		d.Notify(&c)
		d.Confirm(sample.Court, c.Copy)
		lines, err = d.Registry.Drafts(ctx, handler)
		if err != nil || len(lines) != 0 {
			t.Errorf("the older filed %v: %d drafts still name the person, %v", older, len(lines), err)
		}
		var rows int
		if err := d.Store.Reader().QueryRowContext(ctx, `SELECT COUNT(*) FROM intake`).Scan(&rows); err != nil || rows != 0 {
			t.Errorf("the older filed %v: %d rows tell that the case was told of, %v", older, rows, err)
		}
	}
}

// TestTakeInRefuses: who is no handler of the organ takes nothing in and is given
// nothing.
func TestTakeInRefuses(t *testing.T) {
	d := district.Open(t)
	ctx := context.Background()
	facts := district.Sentenced(fengcun.NewDate(2005, 3, 14), fengcun.Term{Years: 3})
	if _, err := d.Registry.TakeIn(ctx, sample.Member(sample.Court, fengcun.RoleWindow), fed(1, facts)); fengcun.CodeOf(err) != "policy.denied" {
		t.Errorf("the window takes in: %v", err)
	}
	other := fed(1, facts)
	other.Handler = sample.Member(sample.Police, fengcun.RoleHandler).Staff
	if _, err := d.Registry.TakeIn(ctx, sample.Member(sample.Court, fengcun.RoleHandler), other); fengcun.CodeOf(err) != "intake.handler" {
		t.Errorf("for another organ's handler: %v", err)
	}
}
