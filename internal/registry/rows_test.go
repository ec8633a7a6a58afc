package registry_test

import (
	"strings"
	"testing"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// bothSides are facts that a person has to find the main act of: it lies on one side
// of the eighteenth birthday or on the other (Article 4(2)).
func bothSides() law.Facts {
	f := years(3)
	second := law.Act{ID: "2", Date: fengcun.NewDate(birth.Year+18, birth.Month, 15).AddDays(60)}
	f.Acts = append(f.Acts, second)
	f.Outcome.Decided, f.Outcome.Effective, f.Outcome.Concluded = second.Date.AddDays(100), second.Date.AddDays(111), second.Date.AddDays(111)
	return f
}

func found(answer law.Truth) func(*law.Facts) {
	return func(f *law.Facts) {
		f.MainActBefore18 = law.HumanFinding{Answer: answer, Reasons: []law.Reason{law.ReasonNature}}
	}
}

// decideAnew proposes with a person's finding and has it approved.
func decideAnew(t *testing.T, d *district.District, c district.Case, finding func(*law.Facts)) {
	t.Helper()
	proposed, err := d.Registry.ProposeDecision(ctx, handler, c.Record, finding)
	if err == nil {
		_, err = d.Registry.ApproveDecision(ctx, approver, proposed.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestRowsOfTheRecord: each row of the record's state machine, by the act
// that brings it about.
func TestRowsOfTheRecord(t *testing.T) {
	t.Parallel()
	filed := func(facts law.Facts) func(*testing.T, *district.District) district.Case {
		return func(_ *testing.T, d *district.District) district.Case { return d.File(wang, number, facts) }
	}
	decided := func(facts law.Facts) func(*testing.T, *district.District) district.Case {
		return func(_ *testing.T, d *district.District) district.Case {
			c := d.File(wang, number, facts)
			d.Decide(c, facts)
			return c
		}
	}
	sealed := func(_ *testing.T, d *district.District) district.Case { return d.Seal(wang, number, years(3)) }
	lift := func(t *testing.T, d *district.District, c district.Case) {
		t.Helper()
		if err := d.Registry.Lift(ctx, approver, ground(t, d, c)); err != nil {
			t.Fatal(err)
		}
	}
	unsealed := func(t *testing.T, d *district.District) district.Case {
		c := sealed(t, d)
		lift(t, d, c)
		return c
	}
	concluded := func(t *testing.T, d *district.District) district.Case {
		c := d.File(wang, number, years(3))
		explainTo(t, d, c)
		if err := d.Registry.Conclude(ctx, handler, d.Conclusion(c.Record, years(3))); err != nil {
			t.Fatal(err)
		}
		return c
	}
	reopen := func(t *testing.T, d *district.District, c district.Case) {
		t.Helper()
		if err := d.Registry.Reopen(ctx, approver, c.Record, handler.Staff); err != nil {
			t.Fatal(err)
		}
	}
	decide := func(facts law.Facts) func(*testing.T, *district.District, district.Case) {
		return func(_ *testing.T, d *district.District, c district.Case) { d.Decide(c, facts) }
	}
	anew := func(finding func(*law.Facts)) func(*testing.T, *district.District, district.Case) {
		return func(t *testing.T, d *district.District, c district.Case) { decideAnew(t, d, c, finding) }
	}
	const (
		open, done, notEligible = fengcun.RecordOpen, fengcun.RecordConcluded, fengcun.RecordNotEligible
		undecided, sealDue      = fengcun.RecordUndecided, fengcun.RecordSealDue
		isSealed, isUnsealed    = fengcun.RecordSealed, fengcun.RecordUnsealed
		reopened                = fengcun.RecordReopened
	)
	for _, row := range []struct {
		name     string
		from, to fengcun.RecordState
		reach    func(*testing.T, *district.District) district.Case
		act      func(*testing.T, *district.District, district.Case)
	}{
		{"judgment effective", open, done, filed(years(3)), func(t *testing.T, d *district.District, c district.Case) {
			explainTo(t, d, c)
			if err := d.Registry.Conclude(ctx, handler, d.Conclusion(c.Record, years(3))); err != nil {
				t.Fatal(err)
			}
		}},
		{"eligibility decided: due", done, sealDue, concluded, anew(nil)},
		{"eligibility decided: not eligible", open, notEligible, filed(years(6)), decide(years(6))},
		{"eligibility decided: for a person", open, undecided, filed(bothSides()), decide(bothSides())},
		{"human finding: due", undecided, sealDue, decided(bothSides()), anew(found(law.Yes))},
		{"human finding: not eligible", undecided, notEligible, decided(bothSides()), anew(found(law.No))},
		{"every holding confirmed", sealDue, isSealed, decided(years(3)), func(_ *testing.T, d *district.District, c district.Case) {
			d.Notify(&c)
			for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police} {
				d.Confirm(organ, d.Receive(c, organ))
				if d.State(c.Record) != sealDue {
					t.Error("sealed before all holdings were")
				}
			}
			d.Confirm(sample.Court, c.Copy)
		}},
		{"review or correction", notEligible, sealDue, func(t *testing.T, d *district.District) district.Case {
			c := decided(bothSides())(t, d)
			decideAnew(t, d, c, found(law.No))
			return c
		}, anew(found(law.Yes))},
		{"a ground of Article 18", isSealed, isUnsealed, sealed, lift},
		{"the unsealing was wrong", isUnsealed, sealDue, unsealed, func(t *testing.T, d *district.District, c district.Case) {
			if err := d.Registry.Admit(ctx, approver, c.Record); err != nil {
				t.Fatal(err)
			}
			decideAnew(t, d, c, nil)
		}},
		{"reopened after the conclusion", done, reopened, concluded, reopen},
		{"reopened while undecided", undecided, reopened, decided(bothSides()), reopen},
		{"reopened while due", sealDue, reopened, decided(years(3)), reopen},
		{"reopened while open to others", notEligible, reopened, decided(years(6)), reopen},
		{"reopened under the seal", isSealed, reopened, sealed, reopen},
		{"reopened after the unsealing", isUnsealed, reopened, unsealed, reopen},
		{"concluded anew", reopened, done, func(t *testing.T, d *district.District) district.Case {
			c := sealed(t, d)
			reopen(t, d, c)
			return c
		}, func(t *testing.T, d *district.District, c district.Case) {
			explainTo(t, d, c)
			if err := d.Registry.Conclude(ctx, handler, d.Conclusion(c.Record, years(2))); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			d := district.Open(t)
			c := row.reach(t, d)
			if got := d.State(c.Record); got != row.from {
				t.Fatalf("before it is %s, want %s", got, row.from)
			}
			row.act(t, d, c)
			if got := d.State(c.Record); got != row.to {
				t.Errorf("after it is %s, want %s", got, row.to)
			}
		})
	}
}

// TestRowsOfTheNotice: each row of the notice's state machine, by the act
// that brings it about.
func TestRowsOfTheNotice(t *testing.T) {
	t.Parallel()
	police := sample.Member(sample.Police, fengcun.RoleHandler)
	state := func(t *testing.T, d *district.District, id fengcun.NoticeID) store.Notice {
		t.Helper()
		n, err := store.NoticeByID(ctx, d.Store.Reader(), id)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	rows := []struct {
		name string
		run  func(t *testing.T, d *district.District, c district.Case)
	}{
		{"draft, approved, issued with number and seal", func(t *testing.T, d *district.District, _ district.Case) {
			c := d.File(district.Person("李桐", "310101200902020026", fengcun.NewDate(2009, 2, 2)), "（2026）沪0101刑初99号", years(3))
			d.Decide(c, years(3))
			id, err := d.Registry.DraftNotice(ctx, handler, c.Record)
			if err != nil || state(t, d, id).State != fengcun.NoticeDraft || state(t, d, id).Serial != 0 {
				t.Fatalf("drafted: %v", err)
			}
			if err := d.Registry.IssueNotice(ctx, approver, id); err != nil {
				t.Fatal(err)
			}
			if n := state(t, d, id); n.State != fengcun.NoticeIssued || n.Serial == 0 || n.IssuedBy != approver.Staff {
				t.Errorf("issued: %+v", n)
			}
		}},
		{"dispatched to every recipient of Article 11", func(t *testing.T, d *district.District, c district.Case) {
			for _, to := range []fengcun.OrganID{store.Person, sample.Procuratorate, sample.Police} {
				if s := deliveryState(t, d, c.Notice, to); s != fengcun.DeliveryDispatched {
					t.Errorf("%s: %s", to, s)
				}
			}
		}},
		{"received: the recipient's three days run", func(t *testing.T, d *district.District, c district.Case) {
			d.Receive(c, sample.Police)
			terms, err := store.RunningDeadlines(ctx, d.Store.Reader(), sample.Police)
			if err != nil || len(terms) != 1 || terms[0].Duty != string(calendar.SealAfterNotice) || !terms[0].Statutory {
				t.Errorf("%+v, %v", terms, err)
			}
			if others, err := store.RunningDeadlines(ctx, d.Store.Reader(), sample.Procuratorate); err != nil || len(others) != 0 {
				t.Errorf("a term of the procuratorate, which has not received: %+v, %v", others, err)
			}
		}},
		{"coordinating, then confirmed", func(t *testing.T, d *district.District, c district.Case) {
			widen(t, d, fengcun.ConnectedHere, fengcun.OnPaper)
			own := d.Receive(c, sample.Police)
			if err := d.Registry.Forward(ctx, police, c.Notice, []fengcun.OrganID{detention}); err != nil {
				t.Fatal(err)
			}
			if s := deliveryState(t, d, c.Notice, sample.Police); s != fengcun.DeliveryCoordinating {
				t.Errorf("forwarded: %s", s)
			}
			d.Confirm(sample.Police, own)
			confirmAs(t, d, detention, take(t, d, c.Notice, detention))
			if s := deliveryState(t, d, c.Notice, sample.Police); s != fengcun.DeliveryConfirmed {
				t.Errorf("all sealed: %s", s)
			}
		}},
		{"confirmed at once", func(t *testing.T, d *district.District, c district.Case) {
			d.Confirm(sample.Police, d.Receive(c, sample.Police))
			if s := deliveryState(t, d, c.Notice, sample.Police); s != fengcun.DeliveryConfirmed {
				t.Error(s)
			}
			if terms, err := store.RunningDeadlines(ctx, d.Store.Reader(), sample.Police); err != nil || len(terms) != 0 {
				t.Errorf("the term still runs: %+v, %v", terms, err)
			}
		}},
		{"returned, and sent to the right organ with a clock of its own", func(t *testing.T, d *district.District, c district.Case) {
			if err := d.Registry.ReturnNotice(ctx, police, c.Notice, registry.ReturnWrongOrgan); err != nil {
				t.Fatal(err)
			}
			if s := deliveryState(t, d, c.Notice, sample.Police); s != fengcun.DeliveryReturned {
				t.Error(s)
			}
			if err := d.Registry.Redirect(ctx, approver, c.Notice, sample.Police, sample.Justice); err != nil {
				t.Fatal(err)
			}
			d.Receive(c, sample.Justice)
			if terms, err := store.RunningDeadlines(ctx, d.Store.Reader(), sample.Justice); err != nil || len(terms) != 1 {
				t.Errorf("%+v, %v", terms, err)
			}
		}},
		{"withdrawn because the judgment was not effective", func(t *testing.T, d *district.District, c district.Case) {
			if err := d.Registry.LateAppeal(ctx, handler, c.Record, posted(years(3))); err != nil {
				t.Fatal(err)
			}
			if s := state(t, d, c.Notice).State; s != fengcun.NoticeWithdrawn {
				t.Error(s)
			}
		}},
		{"overdue", func(t *testing.T, d *district.District, c district.Case) {
			d.Receive(c, sample.Police)
			d.Days(30)
			board, err := d.Registry.Board(ctx, sample.Member(sample.Police, fengcun.RoleApprover), "")
			if err != nil || len(board.Own) != 1 || board.Own[0].Urgency != registry.Overdue {
				t.Errorf("%+v, %v", board.Own, err)
			}
		}},
		{"the person: a receipt and nothing else", func(t *testing.T, d *district.District, c district.Case) {
			if err := d.Registry.ReceiveByPerson(ctx, handler, c.Notice, d.Clock.Now()); err != nil {
				t.Fatal(err)
			}
			if s := deliveryState(t, d, c.Notice, store.Person); s != fengcun.DeliveryReceived {
				t.Error(s)
			}
			if _, err := d.Registry.EnterReply(ctx, handler, registry.Reply{
				Notice: c.Notice, Recipient: store.Person, State: fengcun.DeliveryConfirmed, At: d.Clock.Now(), By: "x", Scan: strings.NewReader("x"),
			}); err == nil {
				t.Error("the person confirmed a seal")
			}
		}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			d := district.Open(t)
			row.run(t, d, due(d, wang, number, years(3)))
		})
	}
}
