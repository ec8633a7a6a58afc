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

func terms(t *testing.T, d *district.District, organ fengcun.OrganID) []store.Deadline {
	t.Helper()
	all, err := store.RunningDeadlines(ctx, d.Store.Reader(), organ)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Days are entered by two people, every running term is computed again in the same
// commit and keeps its day of before, and what starts later is computed with them.
func TestEnteredDays(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		system := sample.Member(sample.Court, fengcun.RoleSystemAdmin)
		c := d.File(wang, number, years(3))
		d.Decide(c, years(3))
		d.Notify(&c)
		at := d.Receive(c, sample.Procuratorate)
		before := terms(t, d, sample.Procuratorate)
		if len(before) != 1 || !before[0].WasDue.IsZero() {
			t.Fatalf("before: %+v", before)
		}
		off := func(source string, days ...fengcun.Date) registry.Change {
			o := calendar.Override{Source: source}
			for _, day := range days {
				o.Days = append(o.Days, calendar.OverrideDay{Date: day, Name: "特别放假"})
			}
			return registry.Change{Kind: registry.ChangeCalendar, Calendar: &o}
		}
		due := before[0].Due
		ask := off("国办发明电〔2026〕9号", due)
		_, err := d.Registry.ProposeChange(ctx, handler, ask)
		refusal(t, err, "policy.denied")
		for code, c := range map[string]registry.Change{
			"calendar.source_missing": off(" ", due), "calendar.day_missing": off("文"), "calendar.day_twice": off("文", due, due),
			"change.incomplete": {Kind: registry.ChangeCalendar}, "calendar.too_long": off("文", make([]fengcun.Date, 401)...),
		} {
			_, err := d.Registry.ProposeChange(ctx, system, c)
			refusal(t, err, code)
		}
		id, err := d.Registry.ProposeChange(ctx, system, ask)
		if err != nil {
			t.Fatal(err)
		}
		if now := terms(t, d, sample.Procuratorate); now[0] != before[0] {
			t.Errorf("a proposal moved a term: %+v", now)
		}
		_, err = d.Registry.ApproveChange(ctx, system, id)
		refusal(t, err, "policy.denied")
		if _, err := d.Registry.ApproveChange(ctx, security, id); err != nil {
			t.Fatal(err)
		}
		moved := terms(t, d, sample.Procuratorate)
		if len(moved) != 1 || !moved[0].Due.After(due) || moved[0].WasDue != due || moved[0].ID != before[0].ID {
			t.Errorf("moved: %+v, was due %v", moved, due)
		}
		now, err := d.Registry.Due(ctx, calendar.TermCode(before[0].Duty), before[0].Start)
		if err != nil || now.Due != moved[0].Due {
			t.Errorf("what starts now is due %v, the moved term %v (%v)", now.Due, moved[0].Due, err)
		}
		m, err := d.Registry.Matter(ctx, sample.Member(sample.Procuratorate, fengcun.RoleHandler), at)
		if err != nil || len(m.Terms) != 1 || m.Terms[0].WasDue != due {
			t.Errorf("the matter shows %+v, %v", m.Terms, err)
		}

		// A term that is closed stays as it was kept.
		d.Confirm(sample.Procuratorate, at)
		second, err := d.Registry.ProposeChange(ctx, system, off("国办发明电〔2026〕10号", moved[0].Due))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Registry.ApproveChange(ctx, security, second); err != nil {
			t.Fatal(err)
		}
		closed, err := store.DeadlinesOfCopy(ctx, d.Store.Reader(), at)
		if err != nil || len(closed) != 1 || closed[0].Due != moved[0].Due {
			t.Errorf("closed: %+v, %v", closed, err)
		}
		entered, err := d.Registry.EnteredDays(ctx)
		if err != nil || len(entered) != 2 || entered[1].Source != ask.Calendar.Source || entered[1].ApprovedBy != security.Staff || entered[0].No != 2 {
			t.Errorf("entered: %+v, %v", entered, err)
		}
	})
}

// An application that waits is due by the calendar in force.
func TestEnteredDaysMoveApplications(t *testing.T) {
	d := district.Open(t)
	openConviction(t, d)
	_, err := d.Registry.Certify(ctx, window, application(district.Person("赵试丙", "310115200503140078", birth)))
	refusal(t, err, "certify.later")
	waiting := work(t, d, sample.Member(sample.Police, fengcun.RoleApprover)).Todo[0].Subject
	before, err := store.CertificateByID(ctx, d.Store.Reader(), waiting)
	if err != nil {
		t.Fatal(err)
	}
	id, err := d.Registry.ProposeChange(ctx, sample.Member(sample.Court, fengcun.RoleSystemAdmin), registry.Change{
		Kind:     registry.ChangeCalendar,
		Calendar: &calendar.Override{Source: "文", Days: []calendar.OverrideDay{{Date: before.DueOn, Name: "特别放假"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.ApproveChange(ctx, security, id); err != nil {
		t.Fatal(err)
	}
	after, err := store.CertificateByID(ctx, d.Store.Reader(), waiting)
	if err != nil || after.WasDue != before.DueOn || !after.DueOn.After(before.DueOn) {
		t.Errorf("due %v, was %v (%v); before %v", after.DueOn, after.WasDue, err, before.DueOn)
	}
}
