package registry_test

import (
	"context"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
)

// TestStaffListsAreLogged: who may act, who stands in and what waits for a second
// person is shown on an entry in the log, and refused on one.
func TestStaffListsAreLogged(t *testing.T) {
	d := district.Open(t)
	ctx := context.Background()
	security := sample.Member(sample.Court, fengcun.RoleSecurityAdmin)
	for _, list := range []struct {
		name string
		read func(fengcun.Actor) error
		by   fengcun.Actor
	}{
		{"view_staff", func(a fengcun.Actor) error { _, err := d.Registry.Members(ctx, a); return err }, security},
		{"view_staff", func(a fengcun.Actor) error { _, err := d.Registry.Arrangements(ctx, a); return err }, security},
		{"view_changes", func(a fengcun.Actor) error { _, err := d.Registry.Changes(ctx, a); return err }, security},
		{"view_handlers", func(a fengcun.Actor) error { _, err := d.Registry.Handlers(ctx, a); return err }, sample.Member(sample.Court, fengcun.RoleHandler)},
	} {
		for _, c := range []struct {
			by      fengcun.Actor
			refused bool
		}{{list.by, false}, {sample.Member(sample.Court, fengcun.RoleWindow), true}} {
			before, err := d.Store.Head(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if err := list.read(c.by); (fengcun.CodeOf(err) == "policy.denied") != c.refused || err != nil && !c.refused {
				t.Errorf("%s as %s: %v", list.name, c.by.Role, err)
			}
			page, err := d.Registry.AuditPage(ctx, sample.Member(sample.Court, fengcun.RoleAuditAdmin), before.Size+1)
			if err != nil || len(page.Events) == 0 {
				t.Fatal(page, err)
			}
			if e := page.Events[0]; e.Index != before.Size || string(e.Act) != list.name || e.Denied != c.refused || e.Who != c.by.Staff {
				t.Errorf("%s as %s: the last entry is %+v", list.name, c.by.Role, e)
			}
		}
	}
}
