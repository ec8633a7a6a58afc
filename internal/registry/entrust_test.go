package registry_test

import (
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// A court whose notice it is entrusts the court of first instance with serving the
// person: that court prints the person's paper, has the task and records the receipt; the
// issuer's own task is over, and nobody else can be entrusted.
func TestEntrustService(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	facts := years(3)
	c := d.File(wang, number, facts)
	if err := d.Registry.AddHistory(ctx, handler, c.Record, store.HistoryEntry{Organ: sample.OtherCourt, Function: fengcun.Tried}); err != nil {
		t.Fatal(err)
	}
	d.Decide(c, facts)
	d.Notify(&c)
	first := sample.Member(sample.OtherCourt, fengcun.RoleHandler)
	serves := func(actor fengcun.Actor) bool {
		t.Helper()
		w, err := d.Registry.Work(ctx, actor)
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(w.Todo, func(t registry.Task) bool { return t.Step == registry.StepReceiveByPerson && t.Subject == c.Notice })
	}
	if courts, err := d.Registry.Entrustable(ctx, handler, c.Notice); err != nil || len(courts) != 1 || courts[0].ID != sample.OtherCourt {
		t.Fatalf("%+v, %v", courts, err)
	}
	if !serves(handler) || serves(first) {
		t.Error("before it is entrusted the issuer serves")
	}
	for _, refused := range []struct {
		actor fengcun.Actor
		to    fengcun.OrganID
		code  string
	}{
		{handler, sample.Police, "entrust.court"},
		{handler, sample.Court, "entrust.court"},
		{handler, "court-nowhere", "entrust.court"},
		{first, sample.OtherCourt, "not_found"},
		{sample.Member(sample.Court, fengcun.RoleWindow), sample.OtherCourt, "policy.denied"},
	} {
		if err := d.Registry.EntrustService(ctx, refused.actor, c.Notice, refused.to); fengcun.CodeOf(err) != refused.code {
			t.Errorf("%s to %s: %v, want %s", refused.actor.Staff, refused.to, err, refused.code)
		}
	}
	if err := d.Registry.EntrustService(ctx, handler, c.Notice, sample.OtherCourt); err != nil {
		t.Fatal(err)
	}
	if serves(handler) || !serves(first) {
		t.Error("once it is entrusted the court of first instance serves")
	}
	own := d.Receive(c, sample.OtherCourt)
	if paper, err := d.Registry.NoticeText(ctx, first, c.Notice, registry.PersonConcerned); err != nil || paper.To != registry.PersonConcerned {
		t.Errorf("the person's paper: %+v, %v", paper.Recipients, err)
	}
	if err := d.Registry.ReceiveByPerson(ctx, handler, c.Notice, d.Clock.Now()); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("the issuer records what it does not serve: %v", err)
	}
	if err := d.Registry.ReceiveByPerson(ctx, first, c.Notice, d.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.EntrustService(ctx, first, c.Notice, sample.Court); fengcun.CodeOf(err) != "entrust.served" {
		t.Errorf("after the receipt: %v", err)
	}
	for organ, id := range map[fengcun.OrganID]fengcun.CopyID{
		sample.OtherCourt: own, sample.Police: d.Receive(c, sample.Police), sample.Procuratorate: d.Receive(c, sample.Procuratorate), sample.Court: c.Copy,
	} {
		d.Confirm(organ, id)
	}
	if d.State(c.Record) != fengcun.RecordSealed {
		t.Errorf("the record is %s", d.State(c.Record))
	}
	if _, err := d.Registry.Entrustable(ctx, first, c.Notice); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("after the seal: %v", err)
	}
}
