package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
)

// A misuse is closed once, by a second person, with what was done; only an unfounded one
// lets the person ask again (Articles 17, 20).
func TestCloseMisuse(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		q := school
		q.Listed = listedTitle(t, d, sample.Court, q.Scope...)
		report := func(n int) fengcun.ID {
			doc, err := d.Registry.Inquire(ctx, askWindow, q)
			if err != nil {
				t.Fatal(err)
			}
			id, err := d.Registry.ReportMisuse(ctx, handler, doc.Application, q.Handlers[n].Number, "转发给某公司")
			if err != nil {
				t.Fatal(err)
			}
			_, err = d.Registry.Inquire(ctx, askWindow, q)
			refusal(t, err, "inquire.handlers")
			return id
		}
		id := report(0)
		own := fengcun.Actor{Staff: handler.Staff, Organ: handler.Organ, Role: fengcun.RoleApprover}
		for _, who := range []fengcun.Actor{own, handler, askWindow} {
			refusal(t, d.Registry.CloseMisuse(ctx, who, id, fengcun.MisuseUnfounded, "核查笔录"), "policy.denied")
		}
		refusal(t, d.Registry.CloseMisuse(ctx, sample.Member(sample.Police, fengcun.RoleApprover), id, fengcun.MisuseUnfounded, "核查笔录"), "not_found")
		refusal(t, d.Registry.CloseMisuse(ctx, approver, id, "forgiven", "核查笔录"), "misuse.outcome")
		refusal(t, d.Registry.CloseMisuse(ctx, approver, id, fengcun.MisuseUnfounded, ""), "misuse.done")
		if err := d.Registry.CloseMisuse(ctx, approver, id, fengcun.MisuseUnfounded, "核查笔录"); err != nil {
			t.Fatal(err)
		}
		refusal(t, d.Registry.CloseMisuse(ctx, approver, id, fengcun.MisuseReferred, "移送"), "misuse.closed")
		second := report(1) // who was cleared may ask again
		if err := d.Registry.CloseMisuse(ctx, approver, second, fengcun.MisuseReferred, "移送监察机关"); err != nil {
			t.Fatal(err)
		}
		_, err := d.Registry.Inquire(ctx, askWindow, q)
		refusal(t, err, "inquire.handlers")
		list, err := d.Registry.Misuses(ctx, approver)
		if err != nil || len(list) != 2 || list[0].Done == "" || list[0].ClosedBy != approver.Staff || list[0].Name == "" {
			t.Errorf("%+v %v", list, err)
		}
		_, err = d.Registry.Misuses(ctx, askWindow)
		refusal(t, err, "policy.denied")
	})
}
