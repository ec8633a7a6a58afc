package registry_test

import (
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/policy"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

var (
	handler  = sample.Member(sample.Court, fengcun.RoleHandler)
	approver = sample.Member(sample.Court, fengcun.RoleApprover)
)

// newCrime are the facts of a crime as a minor, combined with the sealed one.
func newCrime(term fengcun.Term) law.UnsealingFacts {
	return law.UnsealingFacts{
		Ground: fengcun.GroundNewCrime, Birth: law.Birth{Date: birth},
		Acts:     []law.Act{{ID: "new", Date: fengcun.NewDate(2022, time.August, 1)}},
		Combined: law.Yes, JudgmentOnFile: law.Yes,
		Outcome: law.Outcome{
			Disposition: fengcun.ConvictedImprisonment, Combined: true, Term: term,
			Decided: fengcun.NewDate(2026, time.October, 20), Effective: fengcun.NewDate(2026, time.November, 2),
		},
	}
}

// TestUnsealing follows Articles 18 and 19: ground, examination, second person,
// warrant, release, and the copies of every organ back in the working domain.
func TestUnsealing(t *testing.T) {
	for _, c := range []struct {
		name    string
		article string
		facts   law.UnsealingFacts
		verdict law.UnsealingVerdict
	}{
		{"combined over five years", "18(1)", newCrime(fengcun.Term{Years: 5, Months: 1}), law.Lift},
		{"combined exactly five years", "18(1), 24", newCrime(fengcun.Term{Years: 5}), law.StaySealed},
		{"judgment not on file", "18", func() law.UnsealingFacts {
			f := newCrime(fengcun.Term{Years: 6})
			f.JudgmentOnFile = law.Unknown
			return f
		}(), law.UnsealingUndecided},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := district.Open(t)
			sealed := d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
			id, err := d.Registry.ReportGround(ctx, handler, sealed.Record, c.facts)
			if err != nil {
				t.Fatal(err)
			}
			before, err := d.Store.Head(ctx)
			if err != nil {
				t.Fatal(err)
			}
			decision, err := d.Registry.ExamineGround(ctx, handler, id)
			if err != nil || decision.Verdict != c.verdict {
				t.Fatalf("verdict %s, want %s (Article %s), %v", decision.Verdict, c.verdict, c.article, err)
			}
			if after, err := d.Store.Head(ctx); err != nil || after.Size == before.Size {
				t.Errorf("the examination left no entry: %v", err)
			}
			err = d.Registry.Lift(ctx, approver, id)
			if c.verdict != law.Lift {
				if fengcun.KindOf(err) != fengcun.KindConflict || d.State(sealed.Record) != fengcun.RecordSealed {
					t.Fatalf("lifted without a ground: %v, %s", err, d.State(sealed.Record))
				}
				return
			}
			if err != nil || d.State(sealed.Record) != fengcun.RecordUnsealed {
				t.Fatal(err, d.State(sealed.Record))
			}
			view, err := d.Registry.Read(ctx, handler, sealed.Copy)
			if err != nil || view.Person.Names[0].Text != wang.Names[0].Text {
				t.Errorf("the unsealed record does not read: %v", err)
			}
			u, err := store.UnsealingByID(ctx, d.Store.Reader(), id)
			if err != nil || u.EffectiveFrom != c.facts.Outcome.Effective {
				t.Errorf("effective %s, want the day the ground arose (Article 19), %v", u.EffectiveFrom, err)
			}
		})
	}
}

// TestUnsealingView: the proceeding is shown to those who take part in it, and the
// record's identifier only once the seal is lifted. To another organ it is one that never was.
func TestUnsealingView(t *testing.T) {
	d := district.Open(t)
	sealed := d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	id, err := d.Registry.ReportGround(ctx, handler, sealed.Record, newCrime(fengcun.Term{Years: 6}))
	if err != nil {
		t.Fatal(err)
	}
	see := func(actor fengcun.Actor) registry.UnsealingView {
		t.Helper()
		v, err := d.Registry.ViewUnsealing(ctx, actor, id)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := see(handler); !v.Examines || v.Lifts || !v.Record.IsZero() || v.Decision == nil || v.Decision.Verdict != law.Lift {
		t.Errorf("reported: %+v", v)
	}
	if v := see(approver); v.Examines || v.Lifts {
		t.Errorf("the approver of a ground that is not examined: %+v", v)
	}
	if _, err := d.Registry.ExamineGround(ctx, handler, id); err != nil {
		t.Fatal(err)
	}
	if v := see(approver); !v.Lifts || !v.Record.IsZero() || v.EffectiveFrom.IsZero() {
		t.Errorf("established: %+v", v)
	}
	for _, asked := range []fengcun.ID{id, fengcun.NewID()} {
		_, err := d.Registry.ViewUnsealing(ctx, sample.Member(sample.Police, fengcun.RoleApprover), asked)
		if fengcun.KindOf(err) != fengcun.KindNotFound {
			t.Errorf("another organ: %v", err)
		}
	}
	if err := d.Registry.Lift(ctx, approver, id); err != nil {
		t.Fatal(err)
	}
	if v := see(handler); v.Lifts || v.Record != sealed.Record || v.Decision != nil || v.ApprovedBy != approver.Staff {
		t.Errorf("lifted: %+v", v)
	}
}

// TestChainOfUnsealings: the seal stays until the last of the chain has approved, and
// each is offered the step in their turn only.
func TestChainOfUnsealings(t *testing.T) {
	d := district.Open(t)
	head := fengcun.Actor{Staff: "head", Organ: sample.Court, Role: fengcun.RoleApprover}
	if err := d.Registry.AddMember(ctx, security, head); err != nil {
		t.Fatal(err)
	}
	twoAgree(t, d, registry.Change{
		Kind: registry.ChangeChain, Member: fengcun.Actor{Organ: sample.Court}, Act: policy.ApproveUnsealing, Chain: string(approver.Staff) + ",head",
	})
	sealed := d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	id, err := d.Registry.ReportGround(ctx, handler, sealed.Record, newCrime(fengcun.Term{Years: 6}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.ExamineGround(ctx, handler, id); err != nil {
		t.Fatal(err)
	}
	for _, turn := range []fengcun.Actor{approver, head} {
		if got := d.State(sealed.Record); got != fengcun.RecordSealed {
			t.Fatalf("state %s before %s approved", got, turn.Staff)
		}
		for _, actor := range []fengcun.Actor{approver, head} {
			v, err := d.Registry.ViewUnsealing(ctx, actor, id)
			if err != nil || v.Lifts != (actor == turn) {
				t.Errorf("%s may lift %t in the turn of %s, %v", actor.Staff, v.Lifts, turn.Staff, err)
			}
			if actor != turn {
				refusal(t, d.Registry.Lift(ctx, actor, id), "chain.not_next")
			}
		}
		if err := d.Registry.Lift(ctx, turn, id); err != nil {
			t.Fatal(err)
		}
	}
	if got := d.State(sealed.Record); got != fengcun.RecordUnsealed {
		t.Errorf("state %s after the last approval", got)
	}
}

// TestUnsealingNeedsTwo: who reported the ground lifts nothing (P12).
func TestUnsealingNeedsTwo(t *testing.T) {
	d := district.Open(t)
	sealed := d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	id, err := d.Registry.ReportGround(ctx, handler, sealed.Record, newCrime(fengcun.Term{Years: 6}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.ExamineGround(ctx, handler, id); err != nil {
		t.Fatal(err)
	}
	same := fengcun.Actor{Staff: handler.Staff, Organ: handler.Organ, Role: fengcun.RoleApprover}
	for _, actor := range []fengcun.Actor{handler, same, sample.Member(sample.Police, fengcun.RoleApprover)} {
		if err := d.Registry.Lift(ctx, actor, id); err == nil {
			t.Errorf("%s as %s lifted a seal", actor.Staff, actor.Role)
		}
	}
	if got := d.State(sealed.Record); got != fengcun.RecordSealed {
		t.Errorf("state %s", got)
	}
}

// TestReopening: the competent organ works again, everybody else's copy stays
// sealed, and eligibility is decided anew.
func TestReopening(t *testing.T) {
	d := district.Open(t)
	sealed := d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	if err := d.Registry.Reopen(ctx, approver, sealed.Record, handler.Staff); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.Read(ctx, handler, sealed.Copy); err != nil {
		t.Errorf("the handler of the reopened matter cannot read it: %v", err)
	}
	copies, err := store.CopiesOfRecord(ctx, d.Store.Reader(), sealed.Record)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range copies {
		if c.Organ != sample.Court && c.State != fengcun.CopySealed {
			t.Errorf("%s: copy is %s", c.Organ, c.State)
		}
	}
	facts := district.Sentenced(birth, fengcun.Term{Years: 2})
	explainTo(t, d, sealed)
	if err := d.Registry.Conclude(ctx, handler, d.Conclusion(sealed.Record, facts)); err != nil {
		t.Fatal(err)
	}
	proposed, err := d.Registry.ProposeDecision(ctx, handler, sealed.Record, nil)
	if err != nil {
		t.Fatal(err)
	}
	if state, err := d.Registry.ApproveDecision(ctx, approver, proposed.ID); err != nil || state != fengcun.RecordSealDue {
		t.Fatal(state, err)
	}
	d.Notify(&sealed)
	for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police} {
		d.Confirm(organ, d.Receive(sealed, organ))
	}
	if got := d.Confirm(sample.Court, sealed.Copy); !got.RecordSealed {
		t.Errorf("decided anew and confirmed everywhere, state %s", d.State(sealed.Record))
	}
}

// TestSharedVolume: a shared holding follows its strictest record; unsealing one
// person opens no volume that also holds another.
func TestSharedVolume(t *testing.T) {
	d := district.Open(t)
	facts := district.Sentenced(birth, fengcun.Term{Years: 3})
	filed, err := d.Registry.File(ctx, handler, registry.Filing{
		Numbers: []fengcun.Particular{number},
		History: []store.HistoryEntry{{Organ: sample.Court, Function: fengcun.Tried}},
		Persons: []registry.FiledPerson{{Person: wang, Facts: facts}, {Person: never, Facts: facts}},
		Holdings: []registry.NewHolding{
			{Kind: fengcun.HoldingPaperVolume}, // carries both
			{Kind: fengcun.HoldingSystemRow, Carries: []int{0}},
			{Kind: fengcun.HoldingSystemRow, Carries: []int{1}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	var cases []district.Case
	for i, p := range []fengcun.Person{wang, never} {
		c := district.Case{Filed: filed, Record: filed.Records[i], Copy: filed.Copies[i], Person: p, Number: number}
		if state := d.Decide(c, facts); state != fengcun.RecordSealDue {
			t.Fatal(state)
		}
		d.Notify(&c)
		for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police} {
			d.Confirm(organ, d.Receive(c, organ))
		}
		cases = append(cases, c)
	}
	d.Confirm(sample.Court, cases[0].Copy)
	if got := d.State(cases[1].Record); got != fengcun.RecordSealDue {
		t.Fatalf("the second person has a row of their own left, state %s", got)
	}
	d.Confirm(sample.Court, cases[1].Copy)
	for _, c := range cases {
		if got := d.State(c.Record); got != fengcun.RecordSealed {
			t.Fatalf("state %s", got)
		}
	}
	id, err := d.Registry.ReportGround(ctx, handler, cases[0].Record, newCrime(fengcun.Term{Years: 6}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.ExamineGround(ctx, handler, id); err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.Lift(ctx, approver, id); err != nil {
		t.Fatal(err)
	}
	holdings, err := store.HoldingsOfCopy(ctx, d.Store.Reader(), cases[0].Copy)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range holdings {
		want := fengcun.HoldingInventoried
		if h.Kind == fengcun.HoldingPaperVolume {
			want = fengcun.HoldingConfirmed // it also carries the second person
		}
		if h.State != want {
			t.Errorf("%s: %s, want %s", h.Kind, h.State, want)
		}
	}
	if got := d.State(cases[1].Record); got != fengcun.RecordSealed {
		t.Errorf("the second person's seal: %s", got)
	}
}
