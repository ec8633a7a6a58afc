package registry_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/law"
)

var (
	window = sample.Member(sample.Police, fengcun.RoleWindow)
	never  = district.Person("李试乙", "310115200503140035", birth)
	adult  = district.Person("赵试丙", "310115200503140051", birth)
)

func application(p fengcun.Person) registry.Application {
	return registry.Application{Name: p.Names[0].Text, Document: p.Documents[0], Birth: p.Birth, By: fengcun.BySelf, Papers: fengcun.Papers(), Purpose: "work"}
}

// masked takes out of a document what differs by right: the person and the
// number.
func masked(doc registry.Issued, p fengcun.Person) []byte {
	text := doc.Text
	for _, own := range []string{doc.Number, p.Names[0].Text.Reveal(), p.Documents[0].Number.Reveal()} {
		text = bytes.ReplaceAll(text, []byte(own), []byte("…"))
	}
	return text
}

// TestCertificateIsSilent: the certificate of a sealed person is that of a person
// never known (Article 15; P5).
func TestCertificateIsSilent(t *testing.T) {
	d := district.Open(t)
	d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	sealed, err := d.Registry.Certify(ctx, window, application(wang))
	if err != nil {
		t.Fatal(err)
	}
	clean, err := d.Registry.Certify(ctx, window, application(never))
	if err != nil {
		t.Fatal(err)
	}
	if sealed.Form != document.NoRecordCertificate || !bytes.Equal(masked(sealed, wang), masked(clean, never)) {
		t.Errorf("the certificates differ:\n%s\n%s", sealed.Text, clean.Text)
	}
	if strings.Contains(string(sealed.Text), "封存") {
		t.Error("the certificate speaks of sealing")
	}
}

// TestPapersAreTheSameBytes: the same person asks in a world in which the record is
// sealed and in one in which there never was a record. What is handed out is the same
// file, in every form (Article 15; P5).
func TestPapersAreTheSameBytes(t *testing.T) {
	var files [2]registry.Issued
	first := district.Open(t)
	first.Shut()
	for i := range files {
		d := first.Twin() // codes on papers are signed with the same keys
		sealed := wang
		if i == 1 {
			sealed = never
		}
		d.Seal(sealed, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
		doc, err := d.Registry.Certify(ctx, window, application(wang))
		if err != nil {
			t.Fatal(err)
		}
		again, err := d.Registry.Reissue(ctx, window, doc.Application)
		if err != nil || !bytes.Equal(again.PDF, doc.PDF) || !bytes.Equal(again.Docx, doc.Docx) || !bytes.Equal(again.Text, doc.Text) {
			t.Errorf("given out again it is something else: %v", err)
		}
		files[i] = doc
	}
	a, b := files[0], files[1]
	if len(a.PDF) == 0 || !bytes.Equal(a.PDF, b.PDF) || !bytes.Equal(a.Docx, b.Docx) || !bytes.Equal(a.Text, b.Text) {
		t.Errorf("the papers of a sealed person and of one never known differ:\n%s\n%s", a.Text, b.Text)
	}
}

// TestDueIsWithheldAlready: between decision and seal, and while undecided, the
// answer is already the silent one.
func TestDueIsWithheldAlready(t *testing.T) {
	d := district.Open(t)
	facts := district.Sentenced(birth, fengcun.Term{Years: 3})
	c := d.File(wang, number, facts)
	for _, step := range []struct {
		name string
		do   func()
	}{
		{"open", func() {}},
		{"seal due", func() { d.Decide(c, facts) }},
		{"notified", func() { d.Notify(&c) }},
	} {
		step.do()
		doc, err := d.Registry.Certify(ctx, window, application(wang))
		if err != nil || doc.Form != document.NoRecordCertificate {
			t.Errorf("%s: %v %v", step.name, doc.Form, err)
		}
	}
}

// openConviction files a case over five years and admits it.
func openConviction(t *testing.T, d *district.District) district.Case {
	t.Helper()
	facts := district.Sentenced(birth, fengcun.Term{Years: 6})
	c := d.File(adult, "（2026）沪0101刑初99号", facts)
	if got := d.Decide(c, facts); got != fengcun.RecordNotEligible {
		t.Fatalf("state %s", got)
	}
	if err := d.Registry.Admit(ctx, sample.Member(sample.Court, fengcun.RoleApprover), c.Record); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestRefusalRestsOnOpenConviction: only an open conviction refuses, in the same
// number series.
func TestRefusalRestsOnOpenConviction(t *testing.T) {
	d := district.Open(t)
	openConviction(t, d)
	d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	var numbers []string
	for _, c := range []struct {
		person fengcun.Person
		form   document.Form
	}{
		{wang, document.NoRecordCertificate},
		{adult, document.CertificateRefusal},
		{never, document.NoRecordCertificate},
	} {
		doc, err := d.Registry.Certify(ctx, window, application(c.person))
		if err != nil || doc.Form != c.form {
			t.Errorf("form %s, want %s, %v", doc.Form, c.form, err)
		}
		numbers = append(numbers, doc.Number)
	}
	want := []string{"东江公证〔2026〕1号", "东江公证〔2026〕2号", "东江公证〔2026〕3号"}
	for i := range want {
		if numbers[i] != want[i] {
			t.Errorf("number %s, want %s", numbers[i], want[i])
		}
	}
}

// TestRetrialWithdraws: after a retrial to five years or less the open row is
// gone, the refusal that rested on it is sealed with it, and the next certificate
// is clean (Articles 4, 22).
func TestRetrialWithdraws(t *testing.T) {
	d := district.Open(t)
	c := openConviction(t, d)
	refusal, err := d.Registry.Certify(ctx, window, application(adult))
	if err != nil || refusal.Form != document.CertificateRefusal {
		t.Fatal(refusal.Form, err)
	}
	handler, approver := sample.Member(sample.Court, fengcun.RoleHandler), sample.Member(sample.Court, fengcun.RoleApprover)
	if err := d.Registry.Reopen(ctx, approver, c.Record, handler.Staff); err != nil {
		t.Fatal(err)
	}
	clean, err := d.Registry.Certify(ctx, window, application(adult))
	if err != nil || clean.Form != document.NoRecordCertificate {
		t.Errorf("a reopened record still answers: %s %v", clean.Form, err)
	}
	facts := district.Sentenced(birth, fengcun.Term{Years: 4})
	explainTo(t, d, c)
	if err := d.Registry.Conclude(ctx, handler, d.Conclusion(c.Record, facts)); err != nil {
		t.Fatal(err)
	}
	proposed, err := d.Registry.ProposeDecision(ctx, handler, c.Record, nil)
	if err != nil {
		t.Fatal(err)
	}
	if state, err := d.Registry.ApproveDecision(ctx, approver, proposed.ID); err != nil || state != fengcun.RecordSealDue {
		t.Fatal(state, err)
	}
	if _, err := d.Registry.Reissue(ctx, window, refusal.Application); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("the refusal that rested on the sealed record can still be read: %v", err)
	}
	clean, err = d.Registry.Certify(ctx, window, application(adult))
	if err != nil || clean.Form != document.NoRecordCertificate {
		t.Errorf("form %s, %v", clean.Form, err)
	}
}

// TestReplay: a request key answers once, and never from a stored body.
func TestReplay(t *testing.T) {
	d := district.Open(t)
	q := application(never)
	q.Key = &registry.RequestKey{Key: "k1", MAC: [32]byte{1}}
	first, err := d.Registry.Certify(ctx, window, q)
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.Registry.Certify(ctx, window, q)
	if err != nil || again.Number != first.Number || !bytes.Equal(again.Text, first.Text) {
		t.Errorf("replay gave %s, %v; first %s", again.Number, err, first.Number)
	}
	q.Key.MAC[0] = 2
	if _, err := d.Registry.Certify(ctx, window, q); fengcun.CodeOf(err) != "idempotency.reused" {
		t.Errorf("reused key: %v", err)
	}
}

// TestApplicationPapers: bad input is refused for everybody before a number is
// taken.
func TestApplicationPapers(t *testing.T) {
	d := district.Open(t)
	for _, c := range []struct {
		name   string
		change func(*registry.Application)
		code   string
	}{
		{"no name", func(q *registry.Application) { q.Name = "" }, "certify.name"},
		{"no document", func(q *registry.Application) { q.Document.Number = "" }, "certify.document"},
		{"no birth", func(q *registry.Application) { q.Birth = fengcun.Date{} }, "certify.birth"},
		{"nobody", func(q *registry.Application) { q.By = "" }, "certify.applicant"},
		{"representative of an adult", func(q *registry.Application) { q.By = fengcun.ByRepresentative }, "certify.adult"},
		{"guardian of a minor", func(q *registry.Application) {
			q.By, q.Birth = fengcun.ByGuardian, fengcun.DateOf(d.Clock.Now()).AddDays(-6000)
		}, "certify.adult"},
		{"agent without a name", func(q *registry.Application) { q.By, q.Other = fengcun.ByAgent, registry.Other{Number: "1"} }, "certify.other"},
		{"agent without an authority", func(q *registry.Application) {
			q.By, q.Other = fengcun.ByAgent, registry.Other{Name: "钱试丁", Number: "1"}
		}, "certify.authority"},
		{"agent whose authority has expired", func(q *registry.Application) {
			q.By, q.Other = fengcun.ByAgent, registry.Other{Name: "钱试丁", Number: "1", Until: fengcun.DateOf(d.Clock.Now()).AddDays(-1)}
		}, "certify.authority"},
		{"no papers", func(q *registry.Application) { q.Papers = nil }, "certify.papers"},
		{"unreadable name", func(q *registry.Application) { q.Name = "李\uFFFD" }, "document.unreadable"},
	} {
		q := application(never)
		c.change(&q)
		if _, err := d.Registry.Certify(ctx, window, q); fengcun.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
	doc, err := d.Registry.Certify(ctx, window, application(never))
	if err != nil || doc.Number != "东江公证〔2026〕1号" {
		t.Errorf("numbers were taken by refused input: %s, %v", doc.Number, err)
	}
}

// TestFourthApplicationOfTheYear: a purpose is asked for from the fourth of a
// calendar year on, of everybody alike; the fourth that is sent again is the fourth.
func TestFourthApplicationOfTheYear(t *testing.T) {
	d := district.Open(t)
	d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	for _, p := range []fengcun.Person{wang, never} {
		q := application(p)
		q.Purpose, q.Papers = "", law.ApplicationPapers(fengcun.BySelf, 0)
		for i := range 4 {
			q.Key = &registry.RequestKey{Key: fmt.Sprint(i, p.Documents[0].Number.Reveal()), MAC: [32]byte{1}}
			_, err := d.Registry.Certify(ctx, window, q)
			if want := map[bool]string{true: "certify.papers"}[i == 3]; fengcun.CodeOf(err) != want {
				t.Errorf("application %d: %v", i+1, err)
			}
		}
		q.Key.Key = fmt.Sprint(2, p.Documents[0].Number.Reveal())
		if _, err := d.Registry.Certify(ctx, window, q); err != nil {
			t.Errorf("the third sent again: %v", err)
		}
		q.Key, q.Papers = nil, fengcun.Papers()
		if _, err := d.Registry.Certify(ctx, window, q); fengcun.CodeOf(err) != "certify.papers" {
			t.Errorf("a statement without a purpose: %v", err)
		}
		q.Purpose = "hiring"
		if _, err := d.Registry.Certify(ctx, window, q); err != nil {
			t.Errorf("with a purpose: %v", err)
		}
	}
	d.Clock.Advance(40 * 24 * time.Hour) // the next year
	q := application(never)
	q.Purpose, q.Papers = "", law.ApplicationPapers(fengcun.BySelf, 0)
	if _, err := d.Registry.Certify(ctx, window, q); err != nil {
		t.Errorf("the first of the next year: %v", err)
	}
}

// TestInquiryBasisFirst: without a registered legal title the refusal is the same
// for everybody, and there is no field for a person (Article 16(2); P6).
func TestInquiryBasisFirst(t *testing.T) {
	d := district.Open(t)
	q := registry.InquiryApplication{Unit: "某某快递有限公司", Purpose: "hiring", Title: "company rules"}
	doc, err := d.Registry.Inquire(ctx, window, q)
	if err != nil || doc.Form != document.InquiryRefusal || doc.Number != "东江公查〔2026〕1号" {
		t.Fatal(doc, err)
	}
	for _, change := range []func(*registry.InquiryApplication){
		func(q *registry.InquiryApplication) { q.Unit = "" },
		func(q *registry.InquiryApplication) { q.Purpose = "" },
		func(q *registry.InquiryApplication) { q.Title = "" },
	} {
		bad := q
		change(&bad)
		if _, err := d.Registry.Inquire(ctx, window, bad); fengcun.KindOf(err) != fengcun.KindInvalid {
			t.Errorf("incomplete application: %v", err)
		}
	}
}

// TestCertificateStatesPeriodAndUse: what is applied for stands on the certificate, for
// which time was looked, and no code that says nothing to its reader.
func TestCertificateStatesPeriodAndUse(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	for purpose, want := range map[string]string{"hiring": "用途：就业。", "abroad": "用途：出国（境）。", "other": "", "some_code": ""} {
		q := application(never)
		q.Purpose = purpose
		q.Papers = fengcun.Papers()
		doc, err := d.Registry.Certify(ctx, window, q)
		if err != nil || !bytes.Contains(doc.Text, []byte("自出生之日起至2026年11月23日止")) {
			t.Fatalf("%s: %v\n%s", purpose, err, doc.Text)
		}
		if said := bytes.Contains(doc.Text, []byte("用途")); said != (want != "") || !bytes.Contains(doc.Text, []byte(want)) || bytes.Contains(doc.Text, []byte(purpose)) {
			t.Errorf("%s: want %q in\n%s", purpose, want, doc.Text)
		}
	}
}
