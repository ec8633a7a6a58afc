package registry_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// TestEachRecipientHasItsPaper: a notice is addressed to whoever gets it, one paper
// for each; a recipient prints its own and nobody else's (Article 11).
func TestEachRecipientHasItsPaper(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	c := d.File(wang, number, years(3))
	d.Decide(c, years(3))
	d.Notify(&c)
	served := []string{registry.PersonConcerned, string(sample.Police), string(sample.Procuratorate)}
	first, err := d.Registry.NoticeText(ctx, handler, c.Notice, "")
	if err != nil || first.To != registry.PersonConcerned || !slices.Equal(first.Recipients, served) {
		t.Fatalf("to %q of %q, %v", first.To, first.Recipients, err)
	}
	for _, to := range served {
		doc, err := d.Registry.NoticeText(ctx, handler, c.Notice, to)
		if err != nil || doc.To != to || doc.Number != first.Number {
			t.Fatalf("%s: %q %s, %v", to, doc.To, doc.Number, err)
		}
		want := wang.Names[0].Text.Reveal() + "（"
		form := document.SealingNoticePerson
		if to != registry.PersonConcerned {
			organ, err := store.Organ(ctx, d.Store.Reader(), fengcun.OrganID(to))
			if err != nil {
				t.Fatal(err)
			}
			want, form = organ.Name+"：", document.SealingNotice
		}
		if doc.Form != form || !bytes.Contains(doc.Text, []byte("\n"+want)) {
			t.Errorf("%s: a %s that is not addressed to %q:\n%s", to, doc.Form, want, doc.Text)
		}
	}
	if _, err := d.Registry.NoticeText(ctx, handler, c.Notice, string(sample.Court)); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("a notice of the court to itself: %v", err)
	}
	d.Receive(c, sample.Police)
	police := sample.Member(sample.Police, fengcun.RoleHandler)
	own, err := d.Registry.NoticeText(ctx, police, c.Notice, "")
	if err != nil || own.To != string(sample.Police) || len(own.Recipients) != 1 {
		t.Errorf("the police's own: %q of %q, %v", own.To, own.Recipients, err)
	}
	if _, err := d.Registry.NoticeText(ctx, police, c.Notice, registry.PersonConcerned); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("the person's paper at the police: %v", err)
	}
}

// TestNoticeIsTriedBeforeItsNumber: a name that cannot be printed stops the notice
// while the series is untouched.
func TestNoticeIsTriedBeforeItsNumber(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	rare := district.Person("王\U000323B0", "310101200805101230", birth)
	c := d.File(rare, number, years(3))
	d.Decide(c, years(3))
	notice, err := d.Registry.DraftNotice(ctx, handler, c.Record)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.IssueNotice(ctx, approver, notice); fengcun.CodeOf(err) != "pdf.missing_glyph" {
		t.Errorf("%v", err)
	}
	n, err := store.NoticeByID(ctx, d.Store.Reader(), notice)
	if err != nil || n.State != fengcun.NoticeDraft || n.Serial != 0 {
		t.Errorf("%+v, %v", n, err)
	}
}

// TestExpiredCertificateTakesNoNumber: outside the days of the organ's signing
// certificate nothing is numbered, at the window, for a notice or for a lifted seal.
func TestExpiredCertificateTakesNoNumber(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	sealed := d.Seal(wang, number, years(3))
	ground, err := d.Registry.ReportGround(ctx, handler, sealed.Record, newCrime(fengcun.Term{Years: 6}))
	if err == nil {
		_, err = d.Registry.ExamineGround(ctx, handler, ground)
	}
	if err != nil {
		t.Fatal(err)
	}
	c := d.File(never, "（2026）沪0101刑初32号", years(3))
	d.Decide(c, years(3))
	notice, err := d.Registry.DraftNotice(ctx, handler, c.Record)
	if err != nil {
		t.Fatal(err)
	}
	for _, organ := range []fengcun.OrganID{sample.Court, sample.Police} {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		now := d.Clock.Now()
		template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "样章"}, NotBefore: now.AddDate(-2, 0, 0), NotAfter: now.AddDate(-1, 0, 0)}
		der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
		if err != nil {
			t.Fatal(err)
		}
		encoded, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		security := sample.Member(organ, fengcun.RoleSecurityAdmin)
		err = d.Registry.InstallSigner(ctx, security, security.Staff+"-2",
			pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded}))
		if err != nil {
			t.Fatal(err)
		}
	}
	d.Shut()
	d.Reopen()
	numbers := func() (n int) {
		if err := d.Store.Reader().QueryRowContext(ctx, "SELECT COALESCE(sum(last), 0) FROM number_series").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := numbers()
	_, certify := d.Registry.Certify(ctx, window, application(never))
	for what, err := range map[string]error{
		"certificate": certify, "notice": d.Registry.IssueNotice(ctx, approver, notice), "lifting": d.Registry.Lift(ctx, approver, ground),
	} {
		if fengcun.CodeOf(err) != "document.certificate_expired" {
			t.Errorf("%s: %v", what, err)
		}
	}
	if numbers() != before || d.State(sealed.Record) != fengcun.RecordSealed {
		t.Error("refused, and a number was taken or the seal lifted")
	}
}
