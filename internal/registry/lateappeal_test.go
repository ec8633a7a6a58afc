package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// posted is an appeal posted on the last day of the term.
func posted(facts law.Facts) calendar.LateFiling {
	return calendar.LateFiling{On: facts.Outcome.Effective.AddDays(-1), Way: calendar.FiledByPost}
}

// TestLateAppeal: an appeal that was in time and became known late withdraws the
// notices with their tasks and confirmed day; the matter then goes its whole way
// again.
func TestLateAppeal(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		late := posted(years(3))
		c := d.File(wang, number, years(3))
		if err := d.Registry.LateAppeal(ctx, handler, c.Record, late); fengcun.CodeOf(err) != "late_filing.state" {
			t.Errorf("while the proceedings run: %v", err)
		}
		d.Decide(c, years(3))
		d.Notify(&c)
		copyID := d.Receive(c, sample.Police)
		for _, x := range []struct {
			who  fengcun.Actor
			q    calendar.LateFiling
			code string
		}{
			{approver, late, "policy.denied"},
			{sample.Second(sample.Court), late, "policy.denied"},
			{sample.Member(sample.Police, fengcun.RoleHandler), late, "not_found"},
			{handler, calendar.LateFiling{On: late.On.AddDays(1), Way: late.Way}, "late_filing.out_of_time"},
		} {
			if err := d.Registry.LateAppeal(ctx, x.who, c.Record, x.q); fengcun.CodeOf(err) != x.code {
				t.Errorf("%s on %s: %v, want %s", x.who.Staff, x.q.On, err, x.code)
			}
		}
		if d.State(c.Record) != fengcun.RecordSealDue {
			t.Fatalf("a refusal had an effect: %s", d.State(c.Record))
		}
		if err := d.Registry.LateAppeal(ctx, handler, c.Record, late); err != nil {
			t.Fatal(err)
		}
		if d.State(c.Record) != fengcun.RecordReopened {
			t.Errorf("state %s", d.State(c.Record))
		}
		if n, err := store.NoticeByID(ctx, d.Store.Reader(), c.Notice); err != nil || n.State != fengcun.NoticeWithdrawn {
			t.Errorf("notice %s, %v", n.State, err)
		}
		for _, organ := range []fengcun.OrganID{sample.Court, sample.Police} {
			if terms, err := store.RunningDeadlines(ctx, d.Store.Reader(), organ); err != nil || len(terms) != 0 {
				t.Errorf("terms at %s: %v, %v", organ, terms, err)
			}
		}
		if _, err := d.Registry.Read(ctx, sample.Member(sample.Police, fengcun.RoleHandler), copyID); fengcun.KindOf(err) != fengcun.KindNotFound {
			t.Errorf("the recipient still reads it: %v", err)
		}
		_, err := d.Registry.Receive(ctx, sample.Member(sample.Procuratorate, fengcun.RoleHandler), registry.Receipt{Notice: c.Notice, At: d.Clock.Now()})
		if err == nil {
			t.Error("a withdrawn notice was received")
		}
		if err := d.Registry.LateAppeal(ctx, handler, c.Record, late); fengcun.CodeOf(err) != "late_filing.state" {
			t.Errorf("entered twice: %v", err)
		}
		d.Decide(c, years(2))
		d.Notify(&c)
		for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police} {
			d.Confirm(organ, d.Receive(c, organ))
		}
		if got := d.Confirm(sample.Court, c.Copy); !got.RecordSealed {
			t.Error("not sealed")
		}
	})
}

// TestLateAppealAfterTheSeal: where the court has sealed its own copy the record is
// reopened first; what other organs have sealed stays sealed, what they have not is
// taken back.
func TestLateAppealAfterTheSeal(t *testing.T) {
	d := district.Open(t)
	c := d.File(wang, number, years(3))
	d.Decide(c, years(3))
	d.Notify(&c)
	d.Confirm(sample.Procuratorate, d.Receive(c, sample.Procuratorate))
	police := d.Receive(c, sample.Police)
	d.Confirm(sample.Court, c.Copy)
	if err := d.Registry.LateAppeal(ctx, handler, c.Record, posted(years(3))); fengcun.CodeOf(err) != "not_found" {
		t.Errorf("on a copy that is sealed: %v", err)
	}
	if err := d.Registry.Reopen(ctx, approver, c.Record, handler.Staff); err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.LateAppeal(ctx, handler, c.Record, posted(years(3))); err != nil {
		t.Fatal(err)
	}
	copies, err := store.CopiesOfRecord(ctx, d.Store.Reader(), c.Record)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range copies {
		if x.ID == police || x.Organ == sample.Procuratorate && x.State != fengcun.CopySealed {
			t.Errorf("%s keeps a copy that is %s", x.Organ, x.State)
		}
	}
	if n, err := store.NoticeByID(ctx, d.Store.Reader(), c.Notice); err != nil || n.State != fengcun.NoticeWithdrawn {
		t.Errorf("notice %s, %v", n.State, err)
	}
}

// TestLateAppealOnDisclosable: a conviction that was disclosable leaves the open
// register in the same commit.
func TestLateAppealOnDisclosable(t *testing.T) {
	d := district.Open(t)
	c := openConviction(t, d)
	if err := d.Registry.LateAppeal(ctx, handler, c.Record, posted(district.Sentenced(birth, fengcun.Term{Years: 6}))); err != nil {
		t.Fatal(err)
	}
	doc, err := d.Registry.Certify(ctx, window, application(adult))
	if err != nil || doc.Form != document.NoRecordCertificate {
		t.Errorf("certificate %s, %v", doc.Form, err)
	}
}
