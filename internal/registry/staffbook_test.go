package registry_test

import (
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// Names and divisions are kept by the organ's own security administrator, and lists
// say to which division a task belongs.
func TestStaffBook(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		r := d.Registry
		refusal(t, r.AddDivision(ctx, handler, "少年审判庭"), "policy.denied")
		refusal(t, r.AddDivision(ctx, security, " "), "staff.name")
		refusal(t, r.AddDivision(ctx, security, strings.Repeat("庭", 41)), "staff.name")
		for range 2 { // the second time changes nothing
			if err := r.AddDivision(ctx, security, "少年审判庭"); err != nil {
				t.Fatal(err)
			}
		}
		refusal(t, r.EnterStaff(ctx, security, handler.Staff, "周文静", "刑一庭"), "staff.division")
		refusal(t, r.EnterStaff(ctx, security, sample.Member(sample.Police, fengcun.RoleHandler).Staff, "刘涛", ""), "not_found")
		refusal(t, r.EnterStaff(ctx, approver, handler.Staff, "周文静", ""), "policy.denied")
		if err := r.EnterStaff(ctx, security, handler.Staff, "周文静", "少年审判庭"); err != nil {
			t.Fatal(err)
		}
		refusal(t, r.RemoveDivision(ctx, security, "少年审判庭"), "staff.division_used")
		book, err := r.StaffBook(ctx, security)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range book {
			if m.Staff == handler.Staff && (m.Name != "周文静" || m.Division != "少年审判庭") {
				t.Errorf("%+v", m)
			}
		}
		names, err := r.StaffNames(ctx, 0)
		if err != nil || len(names) != 1 {
			t.Fatalf("%+v, %v", names, err)
		}
		if err := r.EnterStaff(ctx, security, handler.Staff, "周文静", "少年审判庭"); err != nil {
			t.Fatal(err)
		}
		if again, err := r.StaffNames(ctx, names[0].Changed); err != nil || len(again) != 1 {
			t.Errorf("a change is not seen: %+v, %v", again, err)
		}

		c := d.File(wang, number, years(3))
		d.Decide(c, years(3))
		if w := work(t, d, handler); w.Finished != 1 {
			t.Errorf("the handler finished %d steps", w.Finished)
		}
		d.Days(31) // the next month
		if w := work(t, d, handler); w.Finished != 0 {
			t.Errorf("of the month before %d", w.Finished)
		}
		b, err := r.Board(ctx, approver, "")
		if err != nil || len(b.Own) == 0 || b.Own[0].Division != "少年审判庭" {
			t.Errorf("the board: %+v, %v", b.Own, err)
		}
		duties, err := r.Duties(ctx, handler)
		if err != nil || duties != (registry.Duties{Work: 1, Matters: 1}) {
			t.Errorf("the handler's duties: %+v, %v", duties, err)
		}
		if err := r.EnterStaff(ctx, security, handler.Staff, "周文静", ""); err != nil {
			t.Fatal(err)
		}
		if err := r.RemoveDivision(ctx, security, "少年审判庭"); err != nil {
			t.Error(err)
		}
	})
}
