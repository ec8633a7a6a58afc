package registry_test

import (
	"os"
	"path/filepath"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// settings gives an organ its papers.toml and opens the installation again.
func settings(t *testing.T, d *district.District, organ fengcun.OrganID, content string) {
	t.Helper()
	d.Shut()
	dir := filepath.Join(d.Options().Dir, "organs", string(organ))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "papers.toml"), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	d.Reopen()
}

// TestNumbersAsTheOrganWritesThem: an organ's own form counts from its first number
// of a year; what it changes later counts from the next year on, without a gap and
// without a number that reads otherwise than it was issued.
func TestNumbersAsTheOrganWritesThem(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	settings(t, d, sample.Court, "[numbers]\nnotice = \"（{year}）{code}刑封{serial}号\"\n")
	notices := map[string]fengcun.NoticeID{}
	issue := func(person fengcun.Person, number string, want string) {
		t.Helper()
		c := d.File(person, number, years(3))
		d.Decide(c, years(3))
		d.Notify(&c)
		notices[want] = c.Notice
	}
	issue(wang, number, "（2026）东江法刑封1号")
	settings(t, d, sample.Court, "[numbers]\nnotice = \"{code}封字〔{year}〕{serial}号\"\n")
	issue(never, "（2026）沪0101刑初32号", "（2026）东江法刑封2号")
	for d.Clock.Now().In(fengcun.Shanghai).Year() == 2026 {
		d.Days(30)
	}
	issue(adult, "（2026）沪0101刑初33号", "东江法封字〔2027〕1号")
	for want, id := range notices {
		if doc, err := d.Registry.NoticeText(ctx, handler, id, ""); err != nil || doc.Number != want {
			t.Errorf("%s, want %s: %v", doc.Number, want, err)
		}
	}
}

// TestNumbersFromOutside: where somebody else gives the numbers none is made here,
// none is used twice, and what is wrong with one is said before anything is done.
func TestNumbersFromOutside(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	settings(t, d, sample.Police, "outside = [\"certificate\"]\n")
	settings(t, d, sample.Court, "outside = [\"notice\"]\n")
	certify := func(p fengcun.Person, number string) (registry.Issued, error) {
		q := application(p)
		q.Number = number
		return d.Registry.Certify(ctx, window, q)
	}
	if _, err := certify(wang, ""); fengcun.CodeOf(err) != "number.needed" {
		t.Errorf("without a number: %v", err)
	}
	doc, err := certify(wang, "GA2026-0000123")
	if err != nil || doc.Number != "GA2026-0000123" {
		t.Fatalf("%s, %v", doc.Number, err)
	}
	if again, err := d.Registry.Reissue(ctx, window, doc.Application); err != nil || again.Number != doc.Number {
		t.Errorf("again: %s, %v", again.Number, err)
	}
	before := snapshot(t, d)
	for number, code := range map[string]string{"GA2026-0000123": "number.taken", "GA\n1": "document.unreadable", "GA20260000000000000000000123": "document.too_long", "封存1号": "document.forbidden_word"} {
		if _, err := certify(never, number); fengcun.CodeOf(err) != code {
			t.Errorf("%q: %v, want %s", number, err, code)
		}
	}
	if snapshot(t, d) != before {
		t.Error("refused, and rows changed")
	}
	var notices []fengcun.NoticeID
	for i, person := range []fengcun.Person{wang, never} {
		c := d.File(person, []string{number, "（2026）沪0101刑初32号"}[i], years(3))
		d.Decide(c, years(3))
		notice, err := d.Registry.DraftNotice(ctx, handler, c.Record)
		if err != nil {
			t.Fatal(err)
		}
		notices = append(notices, notice)
	}
	for _, row := range []struct {
		notice, serial int
		code           string
	}{{0, 0, "number.needed"}, {0, -1, "number.serial"}, {0, 12, ""}, {1, 12, "number.taken"}, {1, 13, ""}} {
		if err := d.Registry.IssueNoticeAs(ctx, approver, notices[row.notice], row.serial); fengcun.CodeOf(err) != row.code {
			t.Errorf("serial %d: %v, want %q", row.serial, err, row.code)
		}
	}
	if doc, err := d.Registry.NoticeText(ctx, handler, notices[1], ""); err != nil || doc.Number != "东江法未封〔2026〕13号" {
		t.Errorf("%s, %v", doc.Number, err)
	}
	own := district.Open(t)
	q := application(wang)
	q.Number = "1"
	if _, err := own.Registry.Certify(ctx, window, q); fengcun.CodeOf(err) != "number.own" {
		t.Errorf("a number from outside where they are made here: %v", err)
	}
}

// TestVoid: a paper that could not be made leaves a number that is recorded as void,
// by a second person, for everybody alike; the series goes on behind it.
func TestVoid(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	head := sample.Member(sample.Police, fengcun.RoleApprover)
	id, err := d.Registry.Accept(ctx, window, application(wang))
	if err != nil {
		t.Fatal(err)
	}
	void := func(actor fengcun.Actor, id fengcun.ID, asked fengcun.StaffID, reason registry.VoidReason) error {
		return d.Registry.VoidNumber(ctx, actor, id, asked, reason)
	}
	for _, row := range []struct {
		err  error
		code string
	}{
		{void(head, id, head.Staff, registry.VoidUnprintable), "policy.denied"}, // alone
		{void(window, id, head.Staff, registry.VoidUnprintable), "policy.denied"},
		{void(head, id, window.Staff, "lost"), "void.reason"},
		{void(sample.Member(sample.Court, fengcun.RoleApprover), id, window.Staff, registry.VoidUnprintable), "not_found"},
		{void(head, fengcun.NewID(), window.Staff, registry.VoidUnprintable), "not_found"},
		{void(head, id, window.Staff, registry.VoidUnprintable), ""},
	} {
		if fengcun.CodeOf(row.err) != row.code {
			t.Errorf("%v, want %q", row.err, row.code)
		}
	}
	cert, err := store.CertificateByID(ctx, d.Store.Reader(), id)
	if err != nil || cert.State != fengcun.CertificateVoid {
		t.Fatalf("%+v, %v", cert.State, err)
	}
	if _, err := d.Registry.Reissue(ctx, window, id); fengcun.CodeOf(err) != "state.transition" {
		t.Errorf("printed after all: %v", err)
	}
	next, err := d.Registry.Certify(ctx, window, application(wang))
	if err != nil || next.Number != "东江公证〔2026〕2号" {
		t.Errorf("%s, %v", next.Number, err)
	}
	if err := void(head, next.Application, window.Staff, registry.VoidMistaken); fengcun.CodeOf(err) != "void.issued" {
		t.Errorf("a paper that was made: %v", err)
	}
	list, err := d.Registry.Voids(ctx, head, 2026)
	want := registry.Void{Number: "东江公证〔2026〕1号", Reason: registry.VoidUnprintable, On: fengcun.DateOf(d.Clock.Now()), By: head.Staff}
	if err != nil || len(list) != 1 || list[0] != want {
		t.Errorf("%+v, %v", list, err)
	}
	if list, err := d.Registry.Voids(ctx, sample.Member(sample.Court, fengcun.RoleApprover), 2026); err != nil || len(list) != 0 {
		t.Errorf("another organ's list: %+v, %v", list, err)
	}
}
