package registry_test

import (
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// Who outside the organs knows is listed and told (Article 17). The notice names nobody
// but its recipient. The name of who was told seals with the matter; who was not stays a
// task of whoever made the list, and the name seals with the telling.
func TestKnowers(t *testing.T) {
	d := district.Open(t)
	c := d.File(wang, number, years(3))
	list := func(name fengcun.Particular, capacity fengcun.KnowerCapacity) fengcun.ID {
		t.Helper()
		id, err := d.Registry.ListKnower(ctx, handler, registry.NewKnower{Copy: c.Copy, Capacity: capacity, Name: name})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	lawyer, school := list("何律师", fengcun.KnowerDefence), list("东江第一中学", fengcun.KnowerSchool)
	today := fengcun.DateOf(d.Clock.Now())
	for what, refused := range map[string]struct {
		err  error
		code string
	}{
		"another handler's list": {second(d.Registry.ListKnower(ctx, sample.Second(sample.Court), registry.NewKnower{Copy: c.Copy, Capacity: fengcun.KnowerSchool, Name: "x"})), "policy.denied"},
		"another organ's":        {second(d.Registry.ListKnower(ctx, sample.Member(sample.Police, fengcun.RoleHandler), registry.NewKnower{Copy: c.Copy})), "not_found"},
		"no capacity":            {second(d.Registry.ListKnower(ctx, handler, registry.NewKnower{Copy: c.Copy, Capacity: "friend", Name: "x"})), "knower.capacity"},
		"no name":                {second(d.Registry.ListKnower(ctx, handler, registry.NewKnower{Copy: c.Copy, Capacity: fengcun.KnowerSchool, Name: " "})), "knower.name"},
		"no way":                 {d.Registry.TellKnower(ctx, handler, school, today, "shouted"), "knower.way"},
		"tomorrow":               {d.Registry.TellKnower(ctx, handler, school, today.AddDays(1), fengcun.ToldSigned), "knower.date"},
		"another tells":          {d.Registry.TellKnower(ctx, sample.Second(sample.Court), school, today, fengcun.ToldSigned), "policy.denied"},
	} {
		if fengcun.CodeOf(refused.err) != refused.code {
			t.Errorf("%s: %v, want %s", what, refused.err, refused.code)
		}
	}
	doc, err := d.Registry.SecrecyNotice(ctx, handler, lawyer)
	if err != nil || doc.Form != document.SecrecyNotice || !strings.Contains(string(doc.Text), "何律师") {
		t.Fatalf("%v\n%s", err, doc.Text)
	}
	for _, silent := range []string{wang.Names[0].Text.Reveal(), number, "封存", "刑初"} {
		if strings.Contains(string(doc.Text), silent) {
			t.Errorf("the notice says %q", silent)
		}
	}
	if err := d.Registry.TellKnower(ctx, handler, lawyer, today, fengcun.ToldSigned); err != nil {
		t.Fatal(err)
	}
	known, err := d.Registry.Knowers(ctx, handler, c.Copy)
	if err != nil || len(known) != 2 {
		t.Fatalf("%v, %v", known, err)
	}
	for _, k := range known {
		if told := k.ID == lawyer; told != (k.State == fengcun.KnowerTold) || told != (k.ToldOn == today) || k.Name == "" {
			t.Errorf("%+v", k)
		}
	}

	d.Decide(c, years(3))
	d.Notify(&c)
	for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police} {
		d.Confirm(organ, d.Receive(c, organ))
	}
	if err := d.Registry.ReceiveByPerson(ctx, handler, c.Notice, d.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	if !d.Confirm(sample.Court, c.Copy).RecordSealed {
		t.Fatal("not sealed")
	}
	for what, err := range map[string]error{
		"the list":     second(d.Registry.Knowers(ctx, handler, c.Copy)),
		"who was told": second(d.Registry.Knower(ctx, handler, lawyer)),
		"the lawyer's": second(d.Registry.SecrecyNotice(ctx, handler, lawyer)),
		"nobody":       second(d.Registry.Knower(ctx, handler, fengcun.NewID())),
		"told again":   d.Registry.TellKnower(ctx, handler, lawyer, today, fengcun.ToldSigned),
	} {
		if fengcun.CodeOf(err) != "not_found" {
			t.Errorf("%s after the seal: %v", what, err)
		}
	}
	w := work(t, d, handler)
	if len(w.Todo) != 1 || w.Todo[0].Step != registry.StepTell || w.Todo[0].Subject != school || !w.Todo[0].Record.IsZero() {
		t.Fatalf("%+v", w.Todo)
	}
	if k, err := d.Registry.Knower(ctx, handler, school); err != nil || k.Name != "东江第一中学" {
		t.Errorf("%+v, %v", k, err)
	}
	if err := d.Registry.TellKnower(ctx, handler, school, fengcun.DateOf(d.Clock.Now()), fengcun.ToldRefused); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.Knower(ctx, handler, school); fengcun.CodeOf(err) != "not_found" {
		t.Errorf("told after the seal: %v", err)
	}
	if w := work(t, d, handler); len(w.Todo) != 0 {
		t.Errorf("%+v", w.Todo)
	}
}

func second[T any](_ T, err error) error { return err }
