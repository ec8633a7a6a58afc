package registry_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// scan stands for the scanned paper.
const scan = "scan of the signed paper"

func paper(c district.Case, from fengcun.OrganID, state fengcun.DeliveryState, at time.Time) registry.Reply {
	return registry.Reply{Notice: c.Notice, Recipient: from, State: state, At: at, By: "收发室张某", Number: "东江公回〔2026〕7号", Scan: strings.NewReader(scan)}
}

// TestPaper is Articles 11 and 12 with one court alone: every other organ is on
// paper, its answers are entered by hand, its clock runs from its own receipt, and
// the record is sealed only when the last of them has confirmed.
func TestPaper(t *testing.T) {
	t.Parallel()
	d := district.CourtAlone(t, fengcun.OnPaper)
	c := d.File(wang, number, years(3))
	d.Decide(c, years(3))
	d.Notify(&c)

	doc, err := d.Registry.NoticeText(ctx, handler, c.Notice, string(sample.Police))
	if err != nil || !bytes.Contains(doc.Text, []byte("\n东江公安分局：\n")) || !bytes.Contains(doc.Text, []byte(wang.Names[0].Text.Reveal())) {
		t.Fatalf("the printed notice: %v\n%s", err, doc.Text)
	}
	copies, err := store.CopiesOfRecord(ctx, d.Store.Reader(), c.Record)
	if err != nil || len(copies) != 1 {
		t.Fatalf("%d copies, %v; the organs on paper have none here", len(copies), err)
	}

	d.Days(1)
	enter := func(q registry.Reply) (registry.Confirmed, error) { return d.Registry.EnterReply(ctx, handler, q) }
	if _, err := enter(paper(c, sample.Police, fengcun.DeliveryReceived, d.Clock.Now())); err != nil {
		t.Fatal(err)
	}
	terms, err := store.RunningDeadlines(ctx, d.Store.Reader(), sample.Police)
	if err != nil || len(terms) != 1 || terms[0].Start != fengcun.DateOf(d.Clock.Now()) || !terms[0].Statutory || terms[0].Duty != string(calendar.SealAfterNotice) {
		t.Errorf("the clock of the organ on paper: %+v, %v", terms, err)
	}
	own, err := store.RunningDeadlines(ctx, d.Store.Reader(), sample.Court)
	if err != nil || len(own) != 1 || own[0].Statutory {
		t.Errorf("the court's own terms: %+v, %v; another organ's duty is none of them", own, err)
	}

	if got := d.Confirm(sample.Court, c.Copy); !got.CopySealed || got.RecordSealed {
		t.Errorf("%+v: the court's copy is sealed, the record is not", got)
	}
	counts := paper(c, sample.Police, fengcun.DeliveryCoordinating, d.Clock.Now())
	counts.Scan, counts.Counts = nil, []store.ReportedCount{{Kind: fengcun.HoldingPaperVolume, State: fengcun.HoldingInventoried, Number: 2}}
	if _, err := enter(counts); err != nil {
		t.Fatal(err)
	}
	if got, err := store.Counts(ctx, d.Store.Reader(), c.Notice, sample.Police); err != nil || len(got) != 1 || got[0].Number != 2 {
		t.Errorf("counts %v, %v", got, err)
	}
	if got, err := enter(paper(c, sample.Police, fengcun.DeliveryConfirmed, d.Clock.Now())); err != nil || got.RecordSealed {
		t.Fatalf("%+v, %v: the procuratorate has not even received", got, err)
	}
	if _, err := enter(paper(c, sample.Procuratorate, fengcun.DeliveryReceived, d.Clock.Now())); err != nil {
		t.Fatal(err)
	}
	if d.State(c.Record) != fengcun.RecordSealDue {
		t.Error("sealed while an organ has not confirmed")
	}
	got, err := enter(paper(c, sample.Procuratorate, fengcun.DeliveryConfirmed, d.Clock.Now()))
	if err != nil || !got.RecordSealed || d.State(c.Record) != fengcun.RecordSealed {
		t.Fatalf("%+v, %v, %s", got, err, d.State(c.Record))
	}
	for _, organ := range []fengcun.OrganID{sample.Police, sample.Procuratorate} {
		if terms, err := store.RunningDeadlines(ctx, d.Store.Reader(), organ); err != nil || len(terms) > 0 {
			t.Errorf("%s: %d terms still run, %v", organ, len(terms), err)
		}
		delivery, err := store.DeliveryTo(ctx, d.Store.Reader(), c.Notice, string(organ))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Vault.Open(ctx, delivery.Item); fengcun.KindOf(err) != fengcun.KindNotFound {
			t.Errorf("the papers of %s are not sealed: %v", organ, err)
		}
	}
	// Whoever entered it is answered as for a notice that never was.
	for _, actor := range []fengcun.Actor{handler, sample.Member(sample.Court, fengcun.RoleCustodian)} {
		for _, notice := range []fengcun.NoticeID{c.Notice, fengcun.NewID()} {
			q := paper(c, sample.Police, fengcun.DeliveryConfirmed, d.Clock.Now())
			q.Notice = notice
			if _, err := d.Registry.EnterReply(ctx, actor, q); fengcun.KindOf(err) != fengcun.KindNotFound {
				t.Errorf("asked again: %v", err)
			}
		}
	}
}

// TestPaperRefusals: what cannot be believed is not entered.
func TestPaperRefusals(t *testing.T) {
	t.Parallel()
	d := district.CourtAlone(t, fengcun.OnPaper)
	d.Days(1)
	c := d.File(wang, number, years(3))
	d.Decide(c, years(3))
	d.Notify(&c)
	now := d.Clock.Now()
	for _, row := range []struct {
		what   string
		actor  fengcun.Actor
		change func(*registry.Reply)
		code   string
	}{
		{"dated before service", handler, func(q *registry.Reply) { q.At = now.AddDate(0, 0, -1) }, "receive.before_service"},
		{"dated tomorrow", handler, func(q *registry.Reply) { q.At = now.AddDate(0, 0, 1) }, "receive.future"},
		{"without who signed", handler, func(q *registry.Reply) { q.By = "" }, "reply.by"},
		{"without the scan", handler, func(q *registry.Reply) { q.Scan = nil }, "reply.scan"},
		{"confirmed before received", handler, func(q *registry.Reply) { q.State = fengcun.DeliveryConfirmed }, "state.transition"},
		{"from an organ that was not served", handler, func(q *registry.Reply) { q.Recipient = sample.Justice }, "not_found"},
		{"entered by another organ", sample.Member(sample.Police, fengcun.RoleHandler), func(*registry.Reply) {}, "not_found"},
		{"entered by an approver", approver, func(*registry.Reply) {}, "policy.denied"},
	} {
		q := paper(c, sample.Police, fengcun.DeliveryReceived, now)
		row.change(&q)
		before := snapshot(t, d)
		if _, err := d.Registry.EnterReply(ctx, row.actor, q); fengcun.CodeOf(err) != row.code {
			t.Errorf("%s: %v, want %s", row.what, err, row.code)
		}
		if snapshot(t, d) != before {
			t.Errorf("%s: refused, and rows changed", row.what)
		}
	}
	all := district.Open(t)
	other := all.File(wang, number, years(3))
	all.Decide(other, years(3))
	all.Notify(&other)
	if _, err := all.Registry.EnterReply(ctx, handler, paper(other, sample.Police, fengcun.DeliveryReceived, all.Clock.Now())); fengcun.CodeOf(err) != "reply.not_paper" {
		t.Errorf("for an organ that works here: %v", err)
	}
}

// TestScanIsKeptEncrypted: the scan opens from the papers' item while it is open.
func TestScanIsKeptEncrypted(t *testing.T) {
	t.Parallel()
	d := district.CourtAlone(t, fengcun.OnPaper)
	c := d.File(wang, number, years(3))
	d.Decide(c, years(3))
	d.Notify(&c)
	if _, err := d.Registry.EnterReply(ctx, handler, paper(c, sample.Police, fengcun.DeliveryReceived, d.Clock.Now())); err != nil {
		t.Fatal(err)
	}
	delivery, err := store.DeliveryTo(ctx, d.Store.Reader(), c.Notice, string(sample.Police))
	if err != nil {
		t.Fatal(err)
	}
	var files int
	row := d.Store.Reader().QueryRowContext(ctx, `SELECT count(*) FROM vault_file WHERE item_id = $1`, delivery.Item)
	if err := row.Scan(&files); err != nil || files != 1 {
		t.Errorf("%d files, %v", files, err)
	}
	contents, err := d.Vault.Open(ctx, delivery.Item)
	if err != nil {
		t.Fatal(err)
	}
	parts, err := contents.All(ctx)
	if err != nil || len(parts) != 2 || !bytes.Contains(parts[1].Canonical, []byte("收发室张某")) {
		t.Errorf("%d parts, %v", len(parts), err)
	}
}

// TestConnect: an organ that was on paper begins to work here once nothing is
// unanswered; one that works here keeps doing so.
func TestConnect(t *testing.T) {
	t.Parallel()
	d := district.CourtAlone(t, fengcun.OnPaper)
	system := sample.Member(sample.Court, fengcun.RoleSystemAdmin)
	c := d.File(wang, number, years(3))
	d.Decide(c, years(3))
	d.Notify(&c)
	member := sample.Member(sample.Police, fengcun.RoleHandler)
	security := sample.Member(sample.Police, fengcun.RoleSecurityAdmin)
	for what, row := range map[string]struct {
		err  error
		code string
	}{
		"unanswered":              {d.Registry.Connect(ctx, system, sample.Police, fengcun.ConnectedHere), "organ.unanswered"},
		"works here":              {d.Registry.Connect(ctx, system, sample.Court, fengcun.OnPaper), "organ.works_here"},
		"no such connection":      {d.Registry.Connect(ctx, system, sample.Justice, "pigeon"), "organ.connection"},
		"staff of an organ apart": {d.Registry.AddMember(ctx, security, member), "organ.elsewhere"},
		"by a handler":            {d.Registry.Connect(ctx, handler, sample.Justice, fengcun.ConnectedHere), "policy.denied"},
	} {
		if fengcun.CodeOf(row.err) != row.code {
			t.Errorf("%s: %v, want %s", what, row.err, row.code)
		}
	}
	for _, state := range []fengcun.DeliveryState{fengcun.DeliveryReceived, fengcun.DeliveryConfirmed} {
		if _, err := d.Registry.EnterReply(ctx, handler, paper(c, sample.Police, state, d.Clock.Now())); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Registry.Connect(ctx, system, sample.Police, fengcun.ConnectedHere); err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.AddMember(ctx, security, member); err != nil {
		t.Fatal(err)
	}
	next := d.File(adult, "（2026）沪0101刑初31号", years(3))
	d.Decide(next, years(3))
	d.Notify(&next)
	d.Receive(next, sample.Police)
}

// TestReturnAndRedirect: a notice that reached the wrong organ goes back with the
// reason and on to the right one, whose clock starts with its own receipt; what the
// wrong organ had got is gone.
func TestReturnAndRedirect(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	c := d.File(wang, number, years(3))
	d.Decide(c, years(3))
	d.Notify(&c)
	police := sample.Member(sample.Police, fengcun.RoleHandler)
	if err := d.Registry.ReturnNotice(ctx, police, c.Notice, "no_time"); fengcun.CodeOf(err) != "return.reason" {
		t.Errorf("a reason that is none: %v", err)
	}
	if _, err := d.Registry.Receive(ctx, police, registry.Receipt{Notice: c.Notice, At: d.Clock.Now()}); err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.Redirect(ctx, approver, c.Notice, sample.Police, sample.Justice); fengcun.CodeOf(err) != "redirect.not_returned" {
		t.Errorf("sent elsewhere although not returned: %v", err)
	}
	if err := d.Registry.ReturnNotice(ctx, police, c.Notice, registry.ReturnWrongLevel); err != nil {
		t.Fatal(err)
	}
	if terms, err := store.RunningDeadlines(ctx, d.Store.Reader(), sample.Police); err != nil || len(terms) != 0 {
		t.Errorf("the wrong organ's terms: %v, %v", terms, err)
	}
	d.Confirm(sample.Procuratorate, d.Receive(c, sample.Procuratorate))
	if got := d.Confirm(sample.Court, c.Copy); got.RecordSealed {
		t.Fatal("sealed although the police never sealed")
	}
	// The court's own copy is sealed by now: the notice is written anew from what
	// came back.
	if err := d.Registry.Redirect(ctx, handler, c.Notice, sample.Police, sample.Justice); fengcun.CodeOf(err) != "policy.denied" {
		t.Errorf("sent elsewhere by the drafter: %v", err)
	}
	if err := d.Registry.Redirect(ctx, approver, c.Notice, sample.Police, sample.Justice); err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.Redirect(ctx, approver, c.Notice, sample.Police, sample.OtherCourt); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("sent elsewhere twice: %v", err)
	}
	copies, err := store.CopiesOfRecord(ctx, d.Store.Reader(), c.Record)
	if err != nil {
		t.Fatal(err)
	}
	for _, copyOf := range copies {
		if copyOf.Organ == sample.Police {
			t.Error("the wrong organ still has a copy")
		}
	}
	d.Days(2)
	id := d.Receive(c, sample.Justice)
	terms, err := store.RunningDeadlines(ctx, d.Store.Reader(), sample.Justice)
	if err != nil || len(terms) != 1 || terms[0].Start != fengcun.DateOf(d.Clock.Now()) {
		t.Errorf("the right organ's terms: %+v, %v", terms, err)
	}
	if got := d.Confirm(sample.Justice, id); !got.RecordSealed {
		t.Error("every organ has sealed and the record is not")
	}
}
