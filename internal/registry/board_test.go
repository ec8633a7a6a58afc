package registry_test

import (
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// TestBoard: what is overdue comes to the head of the organ whose duty it is; the
// issuer only waits for it, and a receipt that was entered late is flagged.
func TestBoard(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		c := d.File(wang, number, years(3))
		d.Decide(c, years(3))
		d.Notify(&c)
		d.Days(2)
		police := sample.Member(sample.Police, fengcun.RoleApprover)
		if _, err := d.Registry.Receive(ctx, sample.Member(sample.Police, fengcun.RoleHandler), registry.Receipt{
			Notice: c.Notice, At: d.Clock.Now().Add(-24 * time.Hour), Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}},
		}); err != nil {
			t.Fatal(err)
		}
		d.Days(7)
		board, err := d.Registry.Board(ctx, police, "")
		if err != nil || len(board.Own) != 1 || len(board.Waiting) != 0 {
			t.Fatalf("%+v, %v", board, err)
		}
		line := board.Own[0]
		if line.Urgency != registry.Overdue || line.BackDated != 1 || !line.Statutory || !line.Anew.IsZero() || line.Staff != sample.Member(sample.Police, fengcun.RoleHandler).Staff {
			t.Errorf("the police's line: %+v", line)
		}
		court, err := d.Registry.Board(ctx, approver, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, own := range court.Own {
			if own.Statutory {
				t.Errorf("another organ's duty stands as the court's own: %+v", own)
			}
		}
		var waits []fengcun.OrganID
		for _, w := range court.Waiting {
			waits = append(waits, w.Organ)
			if w.Organ == sample.Police && (w.Term == nil || w.Term.Organ != sample.Police) || w.Organ == sample.Procuratorate && w.Term != nil {
				t.Errorf("waiting for %s with the term %+v", w.Organ, w.Term)
			}
		}
		if len(waits) != 2 {
			t.Errorf("waiting for %v", waits)
		}
		sums, err := d.Registry.Supervised(ctx, sample.Member(sample.Procuratorate, fengcun.RoleSupervisor))
		if err != nil || len(sums) != 1 || sums[0].Organ != sample.Police || sums[0].Overdue != 1 || sums[0].Article != "11" {
			t.Errorf("the supervising procuratorate sees %+v, %v", sums, err)
		}
		for _, actor := range []fengcun.Actor{handler, sample.Member(sample.Police, fengcun.RoleCustodian), window} {
			if _, err := d.Registry.Board(ctx, actor, ""); fengcun.CodeOf(err) != "policy.denied" {
				t.Errorf("%s saw the board: %v", actor.Staff, err)
			}
			if _, err := d.Registry.Supervised(ctx, actor); fengcun.CodeOf(err) != "policy.denied" {
				t.Errorf("%s saw the supervisor's numbers: %v", actor.Staff, err)
			}
		}
		// Once the organ has sealed, nothing of it is left on any board.
		copies, err := d.Registry.Work(ctx, sample.Member(sample.Police, fengcun.RoleHandler))
		if err != nil || len(copies.Todo) != 1 {
			t.Fatalf("%+v, %v", copies, err)
		}
		d.Confirm(sample.Police, copies.Todo[0].Copy)
		if board, err := d.Registry.Board(ctx, police, ""); err != nil || len(board.Own) != 0 {
			t.Errorf("left on the board after the seal: %+v, %v", board.Own, err)
		}
	})
}
