package registry_test

import (
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// withFamily is somebody of an age with two parents in the particulars.
func withFamily(birth fengcun.Date) fengcun.Person {
	p := wang
	p.Birth = birth
	p.Guardians = []fengcun.Guardian{
		{Name: "王母", Relation: "mother", Contact: "甲路1号"},
		{Name: "王父", Relation: "father", Contact: "乙路2号"},
	}
	return p
}

// A father who is the victim is barred: an explanation to him does not count, and his
// address is in nobody's sight, here or at an organ that gets a copy.
func TestBarGuardian(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	today := fengcun.DateOf(d.Clock.Now())
	p := withFamily(today.AddDays(-17*365 - 200))
	facts := district.Sentenced(p.Birth, fengcun.Term{Years: 1})
	facts.Acts[0].Date = today.AddDays(-100)
	facts.Outcome.Decided, facts.Outcome.Effective, facts.Outcome.Concluded = today.AddDays(-20), today.AddDays(-5), today.AddDays(-5)
	c := d.File(p, number, facts)
	second := sample.Second(sample.Court)
	for _, refused := range []struct {
		actor  fengcun.Actor
		number int
		reason fengcun.BarReason
		code   string
	}{
		{handler, 2, "dislike", "guardian.reason"},
		{handler, 0, fengcun.BarVictim, "guardian.number"},
		{handler, 3, fengcun.BarVictim, "guardian.number"},
		{second, 2, fengcun.BarVictim, "policy.denied"},
		{sample.Member(sample.Police, fengcun.RoleHandler), 2, fengcun.BarVictim, "not_found"},
	} {
		if err := d.Registry.BarGuardian(ctx, refused.actor, c.Record, refused.number, refused.reason); fengcun.CodeOf(err) != refused.code {
			t.Errorf("%v, want %s", err, refused.code)
		}
	}
	if err := d.Registry.BarGuardian(ctx, handler, c.Record, 2, fengcun.BarVictim); err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.BarGuardian(ctx, handler, c.Record, 2, fengcun.BarVictim); fengcun.CodeOf(err) != "guardian.barred" {
		t.Errorf("barred twice: %v", err)
	}
	if err := d.Registry.AddNumber(ctx, handler, c.Record, "（2026）沪0101刑初99号"); err != nil {
		t.Fatal(err)
	}
	want := []fengcun.Guardian{{Name: "王母", Relation: "mother", Contact: "甲路1号"}, {Name: "王父", Relation: "father", Barred: true}}
	if list, err := d.Registry.Guardians(ctx, handler, c.Record); err != nil || !slices.Equal(list, want) {
		t.Errorf("%d, %v", len(list), err)
	}
	tell := func(name fengcun.Particular) error {
		return d.Registry.Explain(ctx, handler, registry.Explanation{
			Record: c.Record, Mode: registry.ExplainedOrally, Signed: true, On: today,
			To: []registry.Told{{Who: registry.ToPerson, Name: "王"}, {Who: registry.ToRepresentative, Name: name}},
		})
	}
	if err := tell("王父"); fengcun.CodeOf(err) != "explain.barred" {
		t.Errorf("told the father: %v", err)
	}
	if err := tell("王母"); err != nil {
		t.Fatal(err)
	}
	d.Decide(c, facts)
	d.Notify(&c)
	view, err := d.Registry.Read(ctx, sample.Member(sample.Police, fengcun.RoleHandler), d.Receive(c, sample.Police))
	if err != nil || !slices.Equal(view.Person.Guardians, want) {
		t.Errorf("the police read of %d, %v", len(view.Person.Guardians), err)
	}
}

// On the eighteenth birthday the parents' rights and addresses end by themselves: nobody
// has to do anything, and no copy that is given out afterwards knows them.
func TestParentsEndWithMinority(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	today := fengcun.DateOf(d.Clock.Now())
	p := withFamily(fengcun.NewDate(today.Year-18, today.Month, today.Day))
	p.Guardians = append(p.Guardians, fengcun.Guardian{Name: "王监护", Relation: "guardian", Contact: "丙路3号", Papers: true})
	c := d.File(p, number, district.Sentenced(p.Birth, fengcun.Term{Years: 1}))
	left := func() int {
		t.Helper()
		view, err := d.Registry.Read(ctx, handler, c.Copy)
		if err != nil {
			t.Fatal(err)
		}
		return len(view.Person.Guardians)
	}
	if n := left(); n != 3 {
		t.Errorf("%d on the birthday, want 3", n)
	}
	d.Days(1)
	if n := left(); n != 1 {
		t.Errorf("%d on the day after, want the guardian with papers alone", n)
	}
}
