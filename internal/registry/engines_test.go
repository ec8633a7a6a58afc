package registry_test

import (
	"bytes"
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// TestEveryEngineAndSuite takes a case through the whole of the law, once on each
// database with each suite of algorithms: filed, decided, served, sealed at every
// organ, keys changed, asked after, unsealed, admitted, the log verified, and all
// of it again after a restart.
func TestEveryEngineAndSuite(t *testing.T) {
	t.Parallel()
	for _, engine := range []struct {
		name string
		dsn  func(testing.TB) string
	}{
		{"sqlite", func(testing.TB) string { return "" }},
		{"postgres", fengcuntest.PostgresDSN},
	} {
		for _, suite := range []string{"intl", "gm"} {
			t.Run(engine.name+" "+suite, func(t *testing.T) {
				d := district.OpenWith(t, suite, engine.dsn(t))
				wholeFlow(t, d)
			})
		}
	}
}

func wholeFlow(t *testing.T, d *district.District) {
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	verified := func() {
		t.Helper()
		must(d.VerifyAudit(ctx, nil))
	}
	openConviction(t, d)
	running := d.File(adult, "（2026）沪0101刑初90号", years(3))
	must(d.Registry.AddHistory(ctx, handler, running.Record, store.HistoryEntry{Organ: sample.Justice, Function: fengcun.Executed}))
	if history, err := store.History(ctx, d.Store.Reader(), running.Filed.Matter); err != nil || len(history) != 4 || history[3].ID != sample.Justice {
		t.Errorf("history %v, %v", history, err)
	}
	c := d.Seal(wang, number, years(3))
	for _, organ := range []fengcun.OrganID{sample.Court, sample.Procuratorate, sample.Police} {
		must(d.Registry.Rotate(ctx, sample.Member(organ, fengcun.RoleSecurityAdmin), "approver"))
	}
	must(d.Store.Reclaim(ctx))

	asked := func(p fengcun.Person, form document.Form) registry.Issued {
		t.Helper()
		doc, err := d.Registry.Certify(ctx, window, application(p))
		must(err)
		if doc.Form != form {
			t.Errorf("form %s, want %s", doc.Form, form)
		}
		return doc
	}
	sealed, unknown := asked(wang, document.NoRecordCertificate), asked(never, document.NoRecordCertificate)
	if !bytes.Equal(masked(sealed, wang), masked(unknown, never)) {
		t.Errorf("the certificates differ:\n%s\n%s", sealed.Text, unknown.Text)
	}
	asked(adult, document.CertificateRefusal)
	for _, q := range []registry.Query{{Document: wang.Documents[0]}, {Name: wang.Names[0].Text, Birth: birth}, {CaseNumber: number}} {
		if found, err := d.Registry.Search(ctx, handler, q); err != nil || len(found) != 0 {
			t.Errorf("found %d, %v", len(found), err)
		}
	}
	if _, err := d.Registry.Inquire(ctx, window, registry.InquiryApplication{Unit: "某单位", Purpose: "hiring", Title: "x"}); err != nil {
		t.Error(err)
	}
	verified()

	d.Shut()
	d.Reopen()
	if _, err := d.Registry.Read(ctx, handler, c.Copy); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("read after the seal and a restart: %v", err)
	}
	again, err := d.Registry.Reissue(ctx, window, sealed.Application)
	if err != nil || !bytes.Equal(again.Text, sealed.Text) {
		t.Errorf("the certificate after a restart: %v", err)
	}
	must(d.Registry.Lift(ctx, approver, ground(t, d, c)))
	view, err := d.Registry.Read(ctx, handler, c.Copy)
	if err != nil || view.Person.Names[0].Text != wang.Names[0].Text || view.Numbers[0] != number {
		t.Errorf("the unsealed record reads otherwise: %v", err)
	}
	must(d.Registry.Admit(ctx, approver, c.Record))
	asked(wang, document.CertificateRefusal)
	viewed(t, d, c)
	verified()
	d.Shut()
	d.Reopen()
	verified()
	asked(wang, document.CertificateRefusal)
}

// viewed asks for every view once.
func viewed(t *testing.T, d *district.District, c district.Case) {
	t.Helper()
	for _, actor := range sample.Staff() {
		if _, err := d.Registry.Work(ctx, actor); err != nil {
			t.Errorf("the work of %s: %v", actor.Staff, err)
		}
	}
	draft, err := d.Registry.SaveDraft(ctx, handler, registry.Draft{Form: "{}"})
	if err != nil {
		t.Fatal(err)
	}
	if draft, err = d.Registry.SaveDraft(ctx, handler, registry.Draft{ID: draft, Form: "{1}"}); err != nil {
		t.Error(err)
	}
	if drafts, err := d.Registry.Drafts(ctx, handler); err != nil || len(drafts) != 1 || drafts[0].ID != draft {
		t.Errorf("%d drafts, %v", len(drafts), err)
	}
	if err := d.Registry.DiscardDraft(ctx, handler, draft); err != nil {
		t.Error(err)
	}
	page, err := d.Registry.Matters(ctx, handler, registry.Cursor{})
	if err != nil || len(page.Matters) == 0 {
		t.Errorf("%d matters, %v", len(page.Matters), err)
	}
	view, err := d.Registry.Matter(ctx, handler, c.Record)
	if err != nil || view.Name == "" || len(view.Timeline) == 0 {
		t.Errorf("matter %+v, %v", view, err)
	}
	if _, err := d.Registry.DecisionView(ctx, handler, decisionOf(t, d, c)); err != nil {
		t.Error(err)
	}
	if log, err := d.Registry.AuditPage(ctx, sample.Member(sample.Court, fengcun.RoleAuditAdmin), 0); err != nil || len(log.Events) == 0 {
		t.Errorf("%d entries, %v", len(log.Events), err)
	}
}
