package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// TestDueAgainAfterLifting: a seal that was lifted and is due again ends in one copy
// at each organ, with the holdings of before, and not in a second one beside it.
func TestDueAgainAfterLifting(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		c := d.Seal(wang, number, years(3))
		if err := d.Registry.Lift(ctx, approver, ground(t, d, c)); err != nil {
			t.Fatal(err)
		}
		p, err := d.Registry.ProposeDecision(ctx, handler, c.Record, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Registry.ApproveDecision(ctx, approver, p.ID); err != nil {
			t.Fatal(err)
		}
		d.Notify(&c)
		held := map[fengcun.OrganID]int{}
		copies, err := store.CopiesOfRecord(ctx, d.Store.Reader(), c.Record)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range copies {
			holdings, err := store.HoldingsOfCopy(ctx, d.Store.Reader(), x.ID)
			if err != nil {
				t.Fatal(err)
			}
			if _, twice := held[x.Organ]; twice {
				t.Errorf("a second copy at %s", x.Organ)
			}
			held[x.Organ] = len(holdings)
		}
		if held[sample.Court] != 2 || held[sample.Procuratorate] != 2 || held[sample.Police] != 2 {
			t.Errorf("holdings by organ: %v", held)
		}
		for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police} {
			id := d.Receive(c, organ)
			if _, err := d.Registry.Read(ctx, sample.Member(organ, fengcun.RoleHandler), id); err != nil {
				t.Errorf("%s cannot read its one copy: %v", organ, err)
			}
			d.Confirm(organ, id)
		}
		if got := d.Confirm(sample.Court, c.Copy); !got.RecordSealed {
			t.Errorf("confirmed at every organ, state %s", d.State(c.Record))
		}
	})
}
