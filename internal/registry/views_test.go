package registry_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/policy"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/law"
)

func work(t *testing.T, d *district.District, actor fengcun.Actor) registry.Work {
	t.Helper()
	w, err := d.Registry.Work(ctx, actor)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// steps lists tasks as text: step, article, who is named, whose term.
func steps(tasks []registry.Task) string {
	var all []string
	for _, t := range tasks {
		text := fmt.Sprintf("%s %s %s %s", t.Step, t.Article, t.Organ, t.Role)
		if t.Name != "" {
			text += " " + t.Name.Reveal() + t.Number.Reveal()
		}
		if t.Term != nil {
			text += fmt.Sprintf(" %s@%s %s-%s statutory=%v", t.Term.Duty, t.Term.Organ, t.Term.Plain, t.Term.Due, t.Term.Statutory)
		}
		if len(t.Holdings) > 0 {
			text += fmt.Sprintf(" %d holdings", len(t.Holdings))
		}
		all = append(all, text)
	}
	return strings.Join(all, "\n")
}

// TestWorkFollowsTheMatter: at every stage each role sees its own next step, and
// what others owe under waiting, with whose term it is.
func TestWorkFollowsTheMatter(t *testing.T) {
	d := district.Open(t)
	today := fengcun.DateOf(d.Clock.Now())
	custodian := sample.Member(sample.Court, fengcun.RoleCustodian)
	police := sample.Member(sample.Police, fengcun.RoleHandler)
	facts := district.Sentenced(birth, fengcun.Term{Years: 3})
	expect := func(when string, actor fengcun.Actor, todo, waiting string) {
		t.Helper()
		w := work(t, d, actor)
		if got := steps(w.Todo); got != todo {
			t.Errorf("%s, %s has to do\n%s\nwant\n%s", when, actor.Staff, got, todo)
		}
		if got := steps(w.Waiting); got != waiting {
			t.Errorf("%s, %s waits for\n%s\nwant\n%s", when, actor.Staff, got, waiting)
		}
	}
	named := "王*" + number
	court := string(sample.Court) + " "

	facts.Outcome.Decided, facts.Outcome.Effective, facts.Outcome.Concluded = today, today, today
	c := d.File(wang, number, facts)
	expect("filed", handler, "explain 8 "+court+"handler "+named, "")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(d.Registry.Explain(ctx, handler, registry.Explanation{
		Record: c.Record, Mode: registry.ExplainedOrally, Signed: true, On: today,
		To: []registry.Told{{Who: registry.ToPerson, Name: "王"}, {Who: registry.ToRepresentative, Name: "某"}},
	}))
	expect("explained", handler, "conclude 2 "+court+"handler "+named, "")
	must(d.Registry.Conclude(ctx, handler, d.Conclusion(c.Record, facts)))
	expect("concluded", handler, "propose 4 "+court+"handler "+named, "")
	expect("concluded", approver, "", "")
	proposed, err := d.Registry.ProposeDecision(ctx, handler, c.Record, nil)
	must(err)
	expect("proposed", handler, "", "approve 4 "+court+"approver "+named)
	expect("proposed", approver, "approve 4 "+court+"approver "+named, "")
	expect("proposed", sample.Second(sample.Court), "", "")
	_, err = d.Registry.ApproveDecision(ctx, approver, proposed.ID)
	must(err)
	own := " seal.own_file@" + string(sample.Court) + " 2026-11-26-2026-11-26 statutory=false"
	expect("due", handler, "draft_notice 11 "+court+"handler "+named+own, "")
	expect("due", approver, "", "")
	expect("due", custodian, "", "")
	c.Notice, err = d.Registry.DraftNotice(ctx, handler, c.Record)
	must(err)
	expect("drafted", handler, "", "issue_notice 11 "+court+"approver "+named+own)
	expect("drafted", approver, "issue_notice 11 "+court+"approver "+named+own, "")
	must(d.Registry.IssueNotice(ctx, approver, c.Notice))
	expect("issued", handler, "confirm 10 "+court+"handler "+named+own+" 2 holdings\nreceive_by_person 11 "+court+"handler",
		"receive 11 "+string(sample.Police)+"  "+named+"\nreceive 11 "+string(sample.Procuratorate)+"  "+named)
	expect("issued", custodian, "confirm 10 "+court+"custodian"+own+" 2 holdings", "")
	expect("issued", police, "receive 11 "+string(sample.Police)+" handler", "")
	received := d.Receive(c, sample.Police)
	theirs := " seal.after_notice@" + string(sample.Police) + " 2026-11-26-2026-11-26 statutory=true"
	expect("received", police, "confirm 10 "+string(sample.Police)+" handler "+named+theirs+" 2 holdings", "")
	expect("received", handler, "confirm 10 "+court+"handler "+named+own+" 2 holdings\nreceive_by_person 11 "+court+"handler",
		"confirm 10 "+string(sample.Police)+"  "+named+theirs+"\nreceive 11 "+string(sample.Procuratorate)+"  "+named)
	d.Confirm(sample.Court, c.Copy)
	expect("sealed here", handler, "receive_by_person 11 "+court+"handler", "")
	expect("sealed here", custodian, "", "")
	d.Confirm(sample.Police, received)
	expect("sealed there", police, "", "")
	must(d.Registry.ReceiveByPerson(ctx, handler, c.Notice, d.Clock.Now()))
	expect("served", handler, "", "")
}

// TestViewsOfAMatter: what a handler sees of a matter in hand, and that everybody
// else gets the same answer as about nothing.
func TestViewsOfAMatter(t *testing.T) {
	d := district.Open(t)
	facts := district.Sentenced(birth, fengcun.Term{Years: 3})
	c := d.File(wang, number, facts)
	d.Decide(c, facts)
	d.Notify(&c)
	received := d.Receive(c, sample.Police)

	v, err := d.Registry.Matter(ctx, handler, c.Record)
	if err != nil {
		t.Fatal(err)
	}
	var line []string
	for _, s := range v.Stages {
		line = append(line, fmt.Sprintf("%s %s %v", s.Code, s.Organ, s.Done))
	}
	want := []string{
		"filed court-dongjiang true", "concluded court-dongjiang true", "decided court-dongjiang true", "notified court-dongjiang true",
		"sealing court-dongjiang false", "sealing police-dongjiang false", "sealing procuratorate-dongjiang false", "proven court-dongjiang false",
	}
	if !slices.Equal(line, want) {
		t.Errorf("stages %q, want %q", line, want)
	}
	if v.Name != "王*" || v.Number != number || !v.Deciding || len(v.Holdings) != 2 || len(v.Terms) != 1 || len(v.Documents) != 1 {
		t.Errorf("view %+v", v)
	}
	if got := fmt.Sprint(v.Elsewhere); got != "[{police-dongjiang paper_volume inventoried 1} {police-dongjiang screening_table inventoried 1}]" {
		t.Errorf("elsewhere %s", got)
	}
	var acts []policy.Act
	for _, e := range v.Timeline {
		if e.Organ != sample.Court || e.Who == "" || e.Article == "" {
			t.Errorf("event %+v", e)
		}
		acts = append(acts, e.Act)
	}
	wantActs := []policy.Act{policy.File, policy.Explain, policy.Conclude, policy.ProposeDecision, policy.ApproveDecision, policy.DraftNotice, policy.IssueNotice}
	if !slices.Equal(acts, wantActs) {
		t.Errorf("timeline %v, want %v", acts, wantActs)
	}
	if there, err := d.Registry.Matter(ctx, sample.Member(sample.Police, fengcun.RoleHandler), received); err != nil || there.Deciding || there.Name != "王*" {
		t.Errorf("the recipient's view: %+v, %v", there, err)
	}

	id := decisionOf(t, d, c)
	for _, actor := range sample.Staff() {
		inHand := actor == handler || actor == sample.Member(sample.Police, fengcun.RoleHandler)
		for name, view := range map[string]func(fengcun.ID) error{
			"matter":   func(id fengcun.ID) error { _, err := d.Registry.Matter(ctx, actor, id); return err },
			"decision": func(id fengcun.ID) error { _, err := d.Registry.DecisionView(ctx, actor, id); return err },
		} {
			never := said(view(fengcun.NewID()))
			for _, asked := range []fengcun.ID{c.Record, c.Copy, received, id} {
				if got := said(view(asked)); got != never && !inHand {
					t.Errorf("%s as %s: %s, of nothing: %s", name, actor.Staff, got, never)
				}
			}
		}
	}
}

// TestMattersInPages: every matter once, in pages without a total.
func TestMattersInPages(t *testing.T) {
	d := district.Open(t)
	filing := registry.Filing{Numbers: []fengcun.Particular{number}}
	for range 120 {
		filing.Persons = append(filing.Persons, registry.FiledPerson{Person: wang, Facts: district.Sentenced(birth, fengcun.Term{Years: 3})})
	}
	filed, err := d.Registry.File(ctx, handler, filing)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[fengcun.RecordID]bool{}
	var cursor registry.Cursor
	for pages := 0; ; pages++ {
		page, err := d.Registry.Matters(ctx, handler, cursor)
		if err != nil || pages > 3 {
			t.Fatal(pages, err)
		}
		for _, m := range page.Matters {
			seen[m.Record] = true
			if m.Matter != filed.Matter || m.Name != "王*" || m.Step != registry.StepExplain {
				t.Fatalf("line %+v", m)
			}
		}
		if cursor = page.Next; cursor.IsZero() {
			break
		}
	}
	if len(seen) != 120 {
		t.Errorf("%d matters seen of 120", len(seen))
	}
}

// TestDecisionViewRendersAgain: the reasons follow again from what is stored, and
// what is missing names who must find it.
func TestDecisionViewRendersAgain(t *testing.T) {
	d := district.Open(t)
	facts := years(3)
	facts.Acts = append(facts.Acts, law.Act{ID: "2", Date: birth.AddDays(19 * 366)})
	c := d.File(wang, number, facts)
	d.Decide(c, facts)
	id := decisionOf(t, d, c)
	v, err := d.Registry.DecisionView(ctx, handler, id)
	if err != nil {
		t.Fatal(err)
	}
	if v.Verdict != law.Undecided || len(v.Missing()) == 0 || v.Missing()[0].Organ != fengcun.Court || v.State != "approved" || v.ProposedBy != handler.Staff || v.ApprovedBy != approver.Staff {
		t.Errorf("view %s %v %+v", v.Verdict, v.Missing(), v.State)
	}
	again := law.Decide(facts, v.AsOf)
	if got, want := strings.Join(v.Render(law.Chinese), "\n"), strings.Join(again.Render(law.Chinese), "\n"); got != want {
		t.Errorf("rendered\n%s\nwant\n%s", got, want)
	}
	if w := work(t, d, handler); len(w.Todo) != 1 || w.Todo[0].Step != registry.StepFind {
		t.Errorf("work %s", steps(w.Todo))
	}
	if _, err := d.Registry.DecisionView(ctx, approver, id); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("the approver reads what is not put before anybody: %v", err)
	}
}

// TestAuditPages: the auditor sees every entry of the own organ once, the newest
// first, and can prove each.
func TestAuditPages(t *testing.T) {
	d := district.Open(t)
	d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	for range 80 {
		if _, err := d.Registry.Search(ctx, handler, registry.Query{CaseNumber: number}); err != nil {
			t.Fatal(err)
		}
	}
	auditor := sample.Member(sample.Court, fengcun.RoleAuditAdmin)
	last, n := int64(1<<62), 0
	for before, pages := int64(0), 0; ; pages++ {
		page, err := d.Registry.AuditPage(ctx, auditor, before)
		if err != nil || pages > 10 {
			t.Fatal(pages, err)
		}
		for _, e := range page.Events {
			if e.Organ != sample.Court || e.Index >= last || e.Who == "" {
				t.Fatalf("event %+v behind %d", e, last)
			}
			last, n = e.Index, n+1
		}
		if before = page.Before; before == 0 {
			break
		}
	}
	if n < 90 || last > 5 {
		t.Errorf("%d entries, the oldest %d", n, last)
	}
	p, err := d.Registry.ProveEntry(ctx, auditor, 3)
	if err != nil || p.Index != 3 || len(p.Path) == 0 || p.Head.Size <= 3 {
		t.Errorf("proof %+v, %v", p, err)
	}
	if _, err := d.Registry.ProveEntry(ctx, auditor, 1<<40); fengcun.CodeOf(err) != "audit.index" {
		t.Error(err)
	}
	head, err := d.Registry.VerifyAudit(ctx, auditor, nil)
	if err != nil || head.Size <= p.Head.Size {
		t.Errorf("verified %d, %v", head.Size, err)
	}
	for _, actor := range []fengcun.Actor{handler, approver, sample.Member(sample.Court, fengcun.RoleSystemAdmin)} {
		if _, err := d.Registry.AuditPage(ctx, actor, 0); fengcun.CodeOf(err) != "policy.denied" {
			t.Errorf("%s reads the log: %v", actor.Staff, err)
		}
	}
}
