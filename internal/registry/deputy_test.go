package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/policy"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// twoAgree makes a change with the organ's two security administrators.
func twoAgree(t *testing.T, d *district.District, c registry.Change) {
	t.Helper()
	id, err := d.Registry.ProposeChange(ctx, security, c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.ApproveChange(ctx, security2, id); err != nil {
		t.Fatal(err)
	}
}

// While somebody is away the named deputy has the tasks, the head sees what is due
// without seeing whose it is, and both end with the day.
func TestDeputy(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		second := sample.Second(sample.Court)
		facts := district.Sentenced(birth, years(3).Outcome.Term)
		c := d.File(wang, string(number), facts)
		today := fengcun.DateOf(d.Clock.Now())
		away := registry.Change{Kind: registry.ChangeDeputy, Member: handler, Deputy: second.Staff, From: today.AddDays(1), To: today.AddDays(3)}
		for _, wrong := range []registry.Change{
			{Kind: registry.ChangeDeputy, Member: handler, Deputy: handler.Staff, From: today, To: today},
			{Kind: registry.ChangeDeputy, Member: handler, Deputy: second.Staff, From: today, To: today.AddDays(-1)},
		} {
			_, err := d.Registry.ProposeChange(ctx, security, wrong)
			refusal(t, err, "change.incomplete")
		}
		wrong := away
		wrong.Deputy = approver.Staff // has another role
		_, err := d.Registry.ProposeChange(ctx, security, wrong)
		refusal(t, err, "change.no_such_role")
		twoAgree(t, d, away)

		work := func(who fengcun.Actor) (todo, waiting int) {
			t.Helper()
			w, err := d.Registry.Work(ctx, who)
			if err != nil {
				t.Fatal(err)
			}
			for _, task := range w.Todo {
				if task.For == handler.Staff {
					todo++
				}
			}
			for _, task := range w.Waiting {
				if task.For == handler.Staff {
					waiting++
					if task.Name != "" || task.Number != "" || !task.Copy.IsZero() {
						t.Error("the head is told whose record it is")
					}
				}
			}
			return todo, waiting
		}
		for day := range 5 {
			in := day >= 1 && day <= 3
			_, err := d.Registry.Read(ctx, second, c.Copy)
			todo, _ := work(second)
			_, due := work(approver)
			if (err == nil) != in || (todo == 1) != in || (due == 1) != in {
				t.Errorf("day %d: %v, %d to do, %d seen by the head", day, err, todo, due)
			}
			_, err = d.Registry.Read(ctx, sample.Second(sample.Police), c.Copy)
			refusal(t, err, "not_found")
			d.Days(1)
		}
	})
}

// A chain is followed in its order, by its people or their deputies, each once.
func TestChain(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		head, vice := fengcun.Actor{Staff: "head", Organ: sample.Court, Role: fengcun.RoleApprover}, fengcun.Actor{Staff: "vice", Organ: sample.Court, Role: fengcun.RoleApprover}
		for _, who := range []fengcun.Actor{head, vice} {
			if err := d.Registry.AddMember(ctx, security, who); err != nil {
				t.Fatal(err)
			}
		}
		today := fengcun.DateOf(d.Clock.Now())
		chain := func(staff string) registry.Change {
			return registry.Change{Kind: registry.ChangeChain, Member: fengcun.Actor{Organ: sample.Court}, Act: policy.ApproveDecision, Chain: staff}
		}
		for staff, code := range map[string]string{"head,head": "change.incomplete", "head,nobody": "change.no_such_role"} {
			_, err := d.Registry.ProposeChange(ctx, security, chain(staff))
			refusal(t, err, code)
		}
		twoAgree(t, d, chain(string(approver.Staff)+", head"))
		facts := district.Sentenced(birth, years(3).Outcome.Term)
		propose := func(number string) fengcun.ID {
			t.Helper()
			return proposed(t, d, wang, number, facts)
		}
		approve := func(who fengcun.Actor, id fengcun.ID, code string, want fengcun.RecordState) {
			t.Helper()
			state, err := d.Registry.ApproveDecision(ctx, who, id)
			refusal(t, err, code)
			if state != want {
				t.Errorf("%s: state %q, want %q", who.Staff, state, want)
			}
		}
		mine := func(who fengcun.Actor) bool {
			w, err := d.Registry.Work(ctx, who)
			if err != nil {
				t.Fatal(err)
			}
			return len(w.Todo) == 1
		}
		one := propose("（2022）某01刑初1号")
		if !mine(approver) || mine(head) {
			t.Error("the first step is not the first one's")
		}
		approve(head, one, "chain.not_next", "")
		approve(vice, one, "chain.not_next", "")
		approve(approver, one, "", fengcun.RecordConcluded)
		if mine(approver) || !mine(head) {
			t.Error("the second step is not the second one's")
		}
		approve(approver, one, "chain.not_next", "")
		approve(head, one, "", fengcun.RecordSealDue)

		twoAgree(t, d, registry.Change{Kind: registry.ChangeDeputy, Member: head, Deputy: vice.Staff, From: today, To: today.AddDays(2)})
		two := propose("（2022）某01刑初2号")
		approve(approver, two, "", fengcun.RecordConcluded)
		approve(vice, two, "", fengcun.RecordSealDue)
		twoAgree(t, d, chain(""))
		approve(vice, propose("（2022）某01刑初3号"), "", fengcun.RecordSealDue)
	})
}

// A notice goes out when the last of its chain has approved it, and not before.
func TestChainOfNotices(t *testing.T) {
	d := district.Open(t)
	head := fengcun.Actor{Staff: "head", Organ: sample.Court, Role: fengcun.RoleApprover}
	if err := d.Registry.AddMember(ctx, security, head); err != nil {
		t.Fatal(err)
	}
	for act, code := range map[policy.Act]string{policy.IssueNotice: "", policy.ApproveUnsealing: "", policy.ApproveWarrant: "change.incomplete"} {
		_, err := d.Registry.ProposeChange(ctx, security, registry.Change{Kind: registry.ChangeChain, Member: fengcun.Actor{Organ: sample.Court}, Act: act, Chain: "head"})
		refusal(t, err, code)
	}
	twoAgree(t, d, registry.Change{
		Kind: registry.ChangeChain, Member: fengcun.Actor{Organ: sample.Court}, Act: policy.IssueNotice, Chain: string(approver.Staff) + ",head",
	})
	decision := proposed(t, d, wang, "（2022）某01刑初1号", district.Sentenced(birth, years(3).Outcome.Term))
	if _, err := d.Registry.ApproveDecision(ctx, approver, decision); err != nil { // decisions have no chain
		t.Fatal(err)
	}
	w, err := d.Registry.Work(ctx, handler)
	if err != nil || len(w.Todo) != 1 || w.Todo[0].Step != registry.StepDraftNotice {
		t.Fatalf("%+v, %v", w.Todo, err)
	}
	notice, err := d.Registry.DraftNotice(ctx, handler, w.Todo[0].Record)
	if err != nil {
		t.Fatal(err)
	}
	sent := func() int {
		t.Helper()
		deliveries, err := store.Deliveries(ctx, d.Store.Reader(), notice)
		if err != nil {
			t.Fatal(err)
		}
		return len(deliveries)
	}
	turns := func(who fengcun.Actor) (todo, waiting int) {
		t.Helper()
		w, err := d.Registry.Work(ctx, who)
		if err != nil {
			t.Fatal(err)
		}
		return len(w.Todo), len(w.Waiting)
	}
	if todo, waiting := turns(head); todo != 0 || waiting != 1 {
		t.Errorf("before the first step the second one has %d to do and %d waiting", todo, waiting)
	}
	refusal(t, d.Registry.IssueNotice(ctx, head, notice), "chain.not_next")
	refusal(t, d.Registry.IssueNotice(ctx, approver, notice), "")
	if n := sent(); n != 0 {
		t.Errorf("%d copies went out with one step of two", n)
	}
	refusal(t, d.Registry.IssueNotice(ctx, approver, notice), "chain.not_next")
	if todo, _ := turns(head); todo != 1 {
		t.Errorf("the second one has %d to do", todo)
	}
	refusal(t, d.Registry.IssueNotice(ctx, head, notice), "")
	if sent() == 0 {
		t.Error("nothing went out with the last step")
	}
}

// proposed takes a case to a decision that waits.
func proposed(t *testing.T, d *district.District, person fengcun.Person, number string, facts law.Facts) fengcun.ID {
	t.Helper()
	c := d.File(person, number, facts)
	for _, err := range []error{
		d.Registry.Explain(ctx, handler, registry.Explanation{
			Record: c.Record, Mode: registry.ExplainedOrally, Signed: true, On: fengcun.DateOf(d.Clock.Now()),
			To: []registry.Told{{Who: registry.ToPerson, Name: "某"}, {Who: registry.ToRepresentative, Name: "某"}},
		}),
		d.Registry.Conclude(ctx, handler, d.Conclusion(c.Record, facts)),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	p, err := d.Registry.ProposeDecision(ctx, handler, c.Record, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p.ID
}
