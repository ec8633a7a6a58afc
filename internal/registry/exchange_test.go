package registry_test

import (
	"bytes"
	"testing"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// due files and decides a case at the court and issues its notice.
func due(d *district.District, p fengcun.Person, no string, facts law.Facts) district.Case {
	c := d.File(p, no, facts)
	d.Decide(c, facts)
	d.Notify(&c)
	return c
}

// TestParcels is Article 11 between two installations that exchange parcels only:
// the notice arrives as an item under the recipient's own keys, receipt and
// confirmation come back, and the record is sealed only when the organ on the other
// side has sealed too.
func TestParcels(t *testing.T) {
	t.Parallel()
	p := district.OpenPair(t, fengcun.ConnectedByParcel)
	c := due(p.A, wang, number, years(3))
	taken := p.Carry(sample.Court, sample.Police)
	if taken.Applied != 1 || taken.Parked != 0 || taken.Number != 1 {
		t.Fatalf("%+v", taken)
	}

	waiting, err := store.DeliveriesFor(ctx, p.B.Store.Reader(), sample.Police)
	if err != nil || len(waiting) != 1 || waiting[0].Notice != c.Notice {
		t.Fatalf("%+v, %v", waiting, err)
	}
	p.A.Days(1)
	copyID := p.B.Receive(c, sample.Police)
	police := sample.Member(sample.Police, fengcun.RoleHandler)
	view, err := p.B.Registry.Read(ctx, police, copyID)
	if err != nil || view.Person.Names[0].Text != wang.Names[0].Text || view.Numbers[0] != number {
		t.Errorf("the recipient reads otherwise: %v", err)
	}
	doc, err := p.B.Registry.NoticeText(ctx, police, c.Notice, "")
	if err != nil || !bytes.Contains(doc.Text, []byte("东江法未封〔2026〕1号")) && !bytes.Contains(doc.Text, []byte("1号")) {
		t.Errorf("the notice: %v\n%s", err, doc.Text)
	}
	if !bytes.HasPrefix(doc.Text, []byte("据收到的电子文书打印，非原件。")) {
		t.Errorf("the recipient's print passes for the issuer's paper:\n%s", doc.Text)
	}
	if own, err := p.A.Registry.NoticeText(ctx, handler, c.Notice, ""); err != nil || bytes.Contains(own.Text, []byte("非原件")) {
		t.Errorf("the issuer's own paper: %v\n%s", err, own.Text)
	}
	if found, err := p.B.Registry.Search(ctx, police, registry.Query{Document: wang.Documents[0]}); err != nil || len(found) != 1 {
		t.Errorf("the recipient finds %d in its own open matters, %v", len(found), err)
	}

	p.Carry(sample.Police, sample.Court)
	d, err := store.DeliveryTo(ctx, p.A.Store.Reader(), c.Notice, string(sample.Police))
	if err != nil || d.State != fengcun.DeliveryReceived || d.ReceivedOn != fengcun.DateOf(p.A.Clock.Now()) {
		t.Errorf("%+v, %v", d, err)
	}
	terms, err := store.RunningDeadlines(ctx, p.A.Store.Reader(), sample.Police)
	if err != nil || len(terms) != 1 || terms[0].Duty != string(calendar.SealAfterNotice) {
		t.Errorf("waited for: %+v, %v", terms, err)
	}
	counts, err := store.Counts(ctx, p.A.Store.Reader(), c.Notice, sample.Police)
	if err != nil || len(counts) != 2 || counts[0].Number != 1 || counts[0].State != fengcun.HoldingInventoried {
		t.Errorf("counts %v, %v", counts, err)
	}

	p.A.Confirm(sample.Procuratorate, p.A.Receive(c, sample.Procuratorate))
	if got := p.A.Confirm(sample.Court, c.Copy); got.RecordSealed || p.A.State(c.Record) != fengcun.RecordSealDue {
		t.Error("sealed although the police have not")
	}
	p.B.Confirm(sample.Police, copyID)
	if p.A.State(c.Record) != fengcun.RecordSealDue {
		t.Error("sealed although nothing came back")
	}
	p.Carry(sample.Police, sample.Court)
	if p.A.State(c.Record) != fengcun.RecordSealed {
		t.Errorf("state %s although everybody has sealed", p.A.State(c.Record))
	}
	if terms, err := store.RunningDeadlines(ctx, p.A.Store.Reader(), sample.Police); err != nil || len(terms) != 0 {
		t.Errorf("still waited for: %v, %v", terms, err)
	}
	p.Exchange()
	for _, side := range []*district.District{p.A, p.B} {
		if alarms(t, side) != 0 {
			t.Error("an alarm in the ordinary course")
		}
		if err := side.VerifyAudit(ctx, nil); err != nil {
			t.Error(err)
		}
	}
	if found, err := p.B.Registry.Search(ctx, police, registry.Query{Document: wang.Documents[0]}); err != nil || len(found) != 0 {
		t.Errorf("found %d after the seal, %v", len(found), err)
	}
}

func alarms(t *testing.T, d *district.District) int {
	t.Helper()
	n := 0
	for _, o := range sample.Organs() {
		open, err := store.Alarms(ctx, d.Store.Reader(), o.ID)
		if err != nil {
			t.Fatal(err)
		}
		n += len(open)
	}
	return n
}

// TestParcelsReturnAndWithdraw: the other two ways a notice can go, between
// installations.
func TestParcelsReturnAndWithdraw(t *testing.T) {
	t.Parallel()
	p := district.OpenPair(t, fengcun.ConnectedByParcel)
	c := due(p.A, wang, number, years(3))
	p.Exchange()
	police := sample.Member(sample.Police, fengcun.RoleHandler)
	if err := p.B.Registry.ReturnNotice(ctx, police, c.Notice, registry.ReturnWrongOrgan); err != nil {
		t.Fatal(err)
	}
	if copies, err := store.CopiesOfRecord(ctx, p.B.Store.Reader(), c.Record); err != nil || len(copies) != 0 {
		t.Errorf("the wrong organ keeps %d copies, %v", len(copies), err)
	}
	p.Exchange()
	if err := p.A.Registry.Redirect(ctx, approver, c.Notice, sample.Police, sample.Justice); err != nil {
		t.Fatal(err)
	}
	p.Exchange()
	copyID := p.B.Receive(c, sample.Justice)
	p.Exchange()
	if err := p.A.Registry.LateAppeal(ctx, handler, c.Record, posted(years(3))); err != nil {
		t.Fatal(err)
	}
	p.Exchange()
	if _, err := p.B.Registry.Read(ctx, sample.Member(sample.Justice, fengcun.RoleHandler), copyID); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("the recipient still reads what was withdrawn: %v", err)
	}
	if terms, err := store.RunningDeadlines(ctx, p.B.Store.Reader(), sample.Justice); err != nil || len(terms) != 0 {
		t.Errorf("the withdrawn task still runs: %v, %v", terms, err)
	}
	p.A.Decide(c, years(2))
	p.A.Notify(&c)
	p.Exchange()
	p.A.Confirm(sample.Procuratorate, p.A.Receive(c, sample.Procuratorate))
	p.B.Confirm(sample.Police, p.B.Receive(c, sample.Police))
	p.A.Confirm(sample.Court, c.Copy)
	p.Exchange()
	if p.A.State(c.Record) != fengcun.RecordSealed {
		t.Errorf("decided anew and sealed everywhere: %s", p.A.State(c.Record))
	}
	if n := alarms(t, p.A) + alarms(t, p.B); n != 0 {
		t.Errorf("%d alarms", n)
	}
}

// TestAnswersOutliveABackup: the court is set back to before it issued a notice that
// the police have carried out. Their answers come again before the notice is issued
// again and have to wait; that the court seals its own copy meanwhile does not lose
// them.
func TestAnswersOutliveABackup(t *testing.T) {
	t.Parallel()
	p := district.OpenPair(t, fengcun.ConnectedByParcel)
	facts := years(3)
	c := p.A.File(wang, number, facts)
	p.A.Decide(c, facts)
	var err error
	if c.Notice, err = p.A.Registry.DraftNotice(ctx, handler, c.Record); err != nil {
		t.Fatal(err)
	}
	p.A.Shut()
	backup := p.A.Twin()
	p.A.Reopen()
	if err := p.A.Registry.IssueNotice(ctx, approver, c.Notice); err != nil {
		t.Fatal(err)
	}
	p.Exchange()
	p.B.Confirm(sample.Police, p.B.Receive(c, sample.Police))
	p.Exchange()
	p.A.Shut()

	p.A = backup
	p.Carry(sample.Court, sample.Police) // says how little it knows
	if taken := p.Carry(sample.Police, sample.Court); taken.Parked == 0 {
		t.Fatalf("the answers do not wait: %+v", taken)
	}
	if err := p.A.Registry.IssueNotice(ctx, approver, c.Notice); err != nil {
		t.Fatal(err)
	}
	p.A.Confirm(sample.Court, c.Copy)
	p.A.Confirm(sample.Procuratorate, p.A.Receive(c, sample.Procuratorate))
	p.Exchange()
	if state := p.A.State(c.Record); state != fengcun.RecordSealed {
		t.Errorf("state %s although everybody has sealed", state)
	}
	if parked, err := store.ParkedMessages(ctx, p.A.Store.Reader(), sample.Court); err != nil || len(parked) != 0 {
		t.Errorf("%d answers still wait, %v", len(parked), err)
	}
}
