package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
	"fengcun/law"
)

// What is handed over is the other's task and no longer the first one's; a sealed
// copy cannot be.
func TestHandOver(t *testing.T) {
	d := district.Open(t)
	second := sample.Second(sample.Court)
	facts := district.Sentenced(birth, years(3).Outcome.Term)
	one, other := d.File(wang, string(number), facts), d.File(never, "（2022）某01刑初9号", facts)
	refusal(t, d.Registry.HandOver(ctx, second, one.Copy, second.Staff), "policy.denied")
	refusal(t, d.Registry.HandOver(ctx, handler, one.Copy, approver.Staff), "handover.to")
	refusal(t, d.Registry.HandOver(ctx, handler, one.Copy, handler.Staff), "handover.to")
	refusal(t, d.Registry.HandOver(ctx, handler, one.Copy, sample.Second(sample.Police).Staff), "handover.to")
	refusal(t, d.Registry.HandOver(ctx, sample.Member(sample.Police, fengcun.RoleApprover), one.Copy, second.Staff), "not_found")
	if err := d.Registry.HandOver(ctx, handler, one.Copy, second.Staff); err != nil {
		t.Fatal(err)
	}
	reads := func(who fengcun.Actor, c district.Case) bool {
		_, err := d.Registry.Read(ctx, who, c.Copy)
		return err == nil
	}
	if reads(handler, one) || !reads(second, one) || !reads(handler, other) {
		t.Error("the task did not move")
	}
	if n, err := d.Registry.HandOverAll(ctx, approver, second.Staff, handler.Staff); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if !reads(handler, one) || !reads(handler, other) {
		t.Error("the tasks did not come back")
	}
	sealed := d.Seal(district.Person("钱乙", "310101200403010018", birth), "（2022）某01刑初10号", facts)
	refusal(t, d.Registry.HandOver(ctx, handler, sealed.Copy, second.Staff), "not_found")
}

// From a list only what is decided, of one person and on one side of the birthday is
// approved; each decision stands by itself.
func TestApprovePlain(t *testing.T) {
	d := district.Open(t)
	propose := func(person fengcun.Person, number string, facts law.Facts) fengcun.ID {
		t.Helper()
		return proposed(t, d, person, number, facts)
	}
	plain := district.Sentenced(birth, years(3).Outcome.Term)
	joint, undecided := plain, plain
	joint.JointCrime = law.JointCrime{WithAdults: law.Yes, Separate: law.Yes}
	undecided.Birth = law.Birth{}
	ids := []fengcun.ID{
		propose(wang, "（2022）某01刑初1号", plain),
		propose(never, "（2022）某01刑初2号", joint),
		propose(wang, "（2022）某01刑初3号", undecided),
		fengcun.NewID(),
		propose(never, "（2022）某01刑初4号", plain),
	}
	for i, o := range d.Registry.ApprovePlain(ctx, handler, ids[:1]) {
		if fengcun.CodeOf(o.Err) != "policy.denied" {
			t.Errorf("%d: %v", i, o.Err)
		}
	}
	want := []string{"", "decide.not_plain", "decide.not_plain", "not_found", ""}
	for i, o := range d.Registry.ApprovePlain(ctx, approver, ids) {
		if fengcun.CodeOf(o.Err) != want[i] || o.Decision != ids[i] || (o.Err == nil) != (o.State == fengcun.RecordSealDue) {
			t.Errorf("%d: %s, %v", i, o.State, o.Err)
		}
	}
	if _, err := d.Registry.ApproveDecision(ctx, approver, ids[1]); err != nil {
		t.Errorf("one by one: %v", err)
	}
}
