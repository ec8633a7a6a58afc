package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/policy"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// Where a court has nobody else, somebody of the court above decides with the handler:
// as approver of that court, until a day, by a grant of two people of whom the second
// sits above. Of what they may do above nothing reaches down.
func TestDecisionWithSomebodyFromAbove(t *testing.T) {
	d := district.Open(t)
	system, above := sample.Member(sample.Court, fengcun.RoleSystemAdmin), sample.Member(sample.OtherCourt, fengcun.RoleSecurityAdmin)
	judge := fengcun.Actor{Staff: "judge.above", Organ: sample.OtherCourt, Role: fengcun.RoleApprover}
	if err := d.Registry.AddMember(ctx, above, judge); err != nil {
		t.Fatal(err)
	}
	signedIn(t, d, security, chosen)
	today := fengcun.DateOf(d.Clock.Now())
	here := fengcun.Actor{Staff: judge.Staff, Organ: sample.Court, Role: fengcun.RoleApprover}
	for _, step := range []struct {
		by, second fengcun.Actor
		change     registry.Change
	}{
		{system, security, registry.Change{Kind: registry.ChangeSuperior, Organ: sample.Court, Other: sample.OtherCourt}},
		{security, above, registry.Change{Kind: registry.ChangeRole, Member: here, From: today, To: today.AddDays(30)}},
	} {
		id, err := d.Registry.ProposeChange(ctx, step.by, step.change)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Registry.ApproveChange(ctx, step.second, id); err != nil {
			t.Fatal(err)
		}
	}
	if !mayAct(t, d, here) {
		t.Fatal("the judge may not act here")
	}
	decision := proposed(t, d, wang, "（2022）某01刑初1号", district.Sentenced(birth, years(3).Outcome.Term))
	_, err := d.Registry.ApproveDecision(ctx, judge, decision)
	refusal(t, err, "not_found")
	_, err = d.Registry.ApproveDecision(ctx, fengcun.Actor{Staff: handler.Staff, Organ: sample.Court, Role: fengcun.RoleApprover}, decision)
	refusal(t, err, "policy.denied")
	w, err := d.Registry.Work(ctx, here)
	if err != nil || len(w.Todo) != 1 || w.Todo[0].Subject != decision {
		t.Errorf("it does not wait for the judge: %+v, %v", w.Todo, err)
	}
	state, err := d.Registry.ApproveDecision(ctx, here, decision)
	if err != nil || state != fengcun.RecordSealDue {
		t.Errorf("approved: %s, %v", state, err)
	}
	d.Days(31)
	if mayAct(t, d, here) {
		t.Error("the judge may act here after the last day")
	}
}

// A seal is lifted when the last of its chain has approved it, and not before.
func TestChainOfLifting(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		head := fengcun.Actor{Staff: "head", Organ: sample.Court, Role: fengcun.RoleApprover}
		if err := d.Registry.AddMember(ctx, security, head); err != nil {
			t.Fatal(err)
		}
		twoAgree(t, d, registry.Change{
			Kind: registry.ChangeChain, Member: fengcun.Actor{Organ: sample.Court}, Act: policy.ApproveUnsealing, Chain: string(approver.Staff) + ",head",
		})
		sealed := d.Seal(wang, number, district.Sentenced(birth, years(3).Outcome.Term))
		id, err := d.Registry.ReportGround(ctx, handler, sealed.Record, newCrime(fengcun.Term{Years: 5, Months: 1}))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Registry.ExamineGround(ctx, handler, id); err != nil {
			t.Fatal(err)
		}
		lift := func(who fengcun.Actor, code string, want fengcun.RecordState) {
			t.Helper()
			refusal(t, d.Registry.Lift(ctx, who, id), code)
			if state := d.State(sealed.Record); state != want {
				t.Errorf("after %s: %s, want %s", who.Staff, state, want)
			}
		}
		waits := func(who fengcun.Actor, want bool) {
			t.Helper()
			w, err := d.Registry.Work(ctx, who)
			if err != nil || len(w.Todo) == 1 != want {
				t.Errorf("%s has %d to do, %v", who.Staff, len(w.Todo), err)
			}
		}
		waits(approver, true)
		waits(head, false)
		lift(head, "chain.not_next", fengcun.RecordSealed)
		lift(approver, "", fengcun.RecordSealed)
		waits(approver, false)
		waits(head, true)
		lift(approver, "chain.not_next", fengcun.RecordSealed)
		_, err = d.Registry.Read(ctx, handler, sealed.Copy)
		refusal(t, err, "not_found")
		lift(head, "", fengcun.RecordUnsealed)
	})
}
