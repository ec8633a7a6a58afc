package registry_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/law"
)

// TestPoliceRules is the rules of the Ministry of Public Security on inquiries (2021),
// point by point, and what an application under Article 15 goes through. Where it
// stands, which exit-entry office is competent and how many a unit asks about at once
// are for the organ; the program takes them in as any other.
func TestPoliceRules(t *testing.T) {
	certify := func(t *testing.T, d *district.District, q registry.Application, form document.Form) registry.Issued {
		t.Helper()
		doc, err := d.Registry.Certify(ctx, window, q)
		if err != nil || doc.Form != form {
			t.Fatalf("%s, want %s: %v", doc.Form, form, err)
		}
		return doc
	}
	refused := func(t *testing.T, d *district.District, q registry.Application, code string) {
		t.Helper()
		_, err := d.Registry.Certify(ctx, window, q)
		refusal(t, err, code)
	}
	station := func(q registry.InquiryApplication, t *testing.T, d *district.District) registry.InquiryApplication {
		q.Rule, q.Listed = fengcun.RulePolice, listedTitle(t, d, sample.Police, q.Scope...)
		return q
	}
	letter := func(t *testing.T, d *district.District, p fengcun.Person) registry.Issued {
		t.Helper()
		q := station(school, t, d)
		id, head := asks(t, d, sample.Police, q, p), sample.Member(sample.Police, fengcun.RoleApprover)
		found, err := d.Registry.PermitInquiry(ctx, head, id)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := d.Registry.AnswerInquiry(ctx, head, id, collected(found, q.Handlers[0].Number))
		if err != nil || doc.Form != document.InquiryResultLetter {
			t.Fatal(doc.Form, err)
		}
		return doc
	}
	for _, row := range []struct {
		point string
		try   func(t *testing.T, d *district.District)
	}{
		{"a criminal record is what an effective judgment finds: not suspicion, not a case that runs", func(t *testing.T, d *district.District) {
			d.File(adult, number, district.Sentenced(adult.Birth, fengcun.Term{Years: 6}))
			certify(t, d, application(adult), document.NoRecordCertificate)
		}},
		{"non-prosecution is no criminal record", func(t *testing.T, d *district.District) {
			facts := district.Sentenced(adult.Birth, fengcun.Term{})
			facts.Outcome.Disposition = fengcun.NonProsecutionDiscretionary
			d.Decide(d.File(adult, number, facts), facts)
			certify(t, d, application(adult), document.NoRecordCertificate)
		}},
		{"a result reflects what the platform holds when it is asked", func(t *testing.T, d *district.District) {
			certify(t, d, application(adult), document.NoRecordCertificate)
			openConviction(t, d)
			certify(t, d, application(adult), document.CertificateRefusal)
		}},
		{"a person for himself; the papers he shows", func(t *testing.T, d *district.District) {
			q := application(never)
			q.Papers = law.ApplicationPapers(fengcun.BySelf, 0)
			certify(t, d, q, document.NoRecordCertificate)
			q.Papers = q.Papers[:1]
			refused(t, d, q, "certify.papers")
		}},
		{"an agent with full capacity; power of attorney and the agent's own document", func(t *testing.T, d *district.District) {
			q := application(never)
			q.By, q.Other = fengcun.ByAgent, registry.Other{Name: "钱试丁", Number: "310115198001010011", Until: fengcun.DateOf(d.Clock.Now())}
			q.Papers = law.ApplicationPapers(fengcun.ByAgent, 0)
			certify(t, d, q, document.NoRecordCertificate)
			q.Papers = slices.DeleteFunc(slices.Clone(q.Papers), func(p fengcun.Paper) bool { return p == fengcun.PowerOfAttorney })
			refused(t, d, q, "certify.papers")
		}},
		{"a unit: introduction, handling person, application with the clause", func(t *testing.T, d *district.District) {
			for code, change := range map[string]func(*registry.InquiryApplication){
				"inquire.letter": func(q *registry.InquiryApplication) { q.Letter = "" }, "inquire.handlers": func(q *registry.InquiryApplication) { q.Handlers = nil },
				"inquire.title": func(q *registry.InquiryApplication) { q.Title = "" },
			} {
				q := station(school, t, d)
				change(&q)
				_, err := d.Registry.Inquire(ctx, window, q)
				refusal(t, err, code)
			}
		}},
		{"more than three a year, three not among them: a reasonable purpose", func(t *testing.T, d *district.District) {
			q := application(never)
			q.Purpose, q.Papers = "", law.ApplicationPapers(fengcun.BySelf, 0)
			for range 3 {
				certify(t, d, q, document.NoRecordCertificate)
			}
			refused(t, d, q, "certify.papers")
			q.Purpose, q.Papers = "hiring", fengcun.Papers()
			certify(t, d, q, document.NoRecordCertificate)
		}},
		{"a unit without a ground is not taken in, with the reason", func(t *testing.T, d *district.District) {
			q := school
			q.Rule = fengcun.RulePolice
			doc, err := d.Registry.Inquire(ctx, window, q)
			if err != nil || doc.Form != document.InquiryRefusal || !bytes.Contains(doc.Text, []byte("依据")) {
				t.Errorf("%s %v", doc.Text, err)
			}
		}},
		{"on the spot, or a receipt and three working days", func(t *testing.T, d *district.District) {
			today := fengcun.DateOf(d.Clock.Now())
			due, err := d.Registry.Due(ctx, calendar.CertificateIssue, today)
			if err != nil || due.Due != today.AddDays(3) && today.DaysUntil(due.Due) < 3 {
				t.Errorf("%v %v", due, err)
			}
			doc, err := d.Registry.Inquire(ctx, window, station(school, t, d))
			if err != nil || doc.Form != document.AcceptanceReceipt {
				t.Errorf("%s %v", doc.Form, err)
			}
		}},
		{"verification on four grounds, with the head's approval, its time not counted", func(t *testing.T, d *district.District) {
			for _, ground := range fengcun.VerificationGrounds() {
				id, err := d.Registry.AcceptForVerification(ctx, window, application(never), ground)
				if err != nil {
					t.Fatal(err)
				}
				_, err = d.Registry.Reissue(ctx, window, id)
				if err != nil { // proposed only: the clock runs and the application can be answered
					t.Error(err)
				}
			}
			_, err := d.Registry.AcceptForVerification(ctx, window, application(never), "sealed")
			refusal(t, err, "verification.ground")
		}},
		{"the result for a person: certificate, or refusal with the right of re-check", func(t *testing.T, d *district.District) {
			openConviction(t, d)
			if doc := certify(t, d, application(adult), document.CertificateRefusal); !bytes.Contains(doc.Text, []byte("复查")) {
				t.Errorf("no right of re-check: %s", doc.Text)
			}
		}},
		{"the result for a unit is a letter", func(t *testing.T, d *district.District) {
			openConviction(t, d)
			if doc := letter(t, d, adult); !bytes.Contains(doc.Text, []byte("有犯罪记录")) {
				t.Errorf("%s", doc.Text)
			}
		}},
		{"a sealed juvenile record: the person's certificate and the unit's letter state none", func(t *testing.T, d *district.District) {
			d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
			certify(t, d, application(wang), document.NoRecordCertificate)
			if doc := letter(t, d, wang); !bytes.Contains(doc.Text, []byte("未发现有犯罪记录")) || strings.Contains(string(doc.Text), "封存") {
				t.Errorf("%s", doc.Text)
			}
		}},
		{"whoever misuses a result, or forged the papers", func(t *testing.T, d *district.District) {
			q := station(school, t, d)
			doc, err := d.Registry.Inquire(ctx, window, q)
			if err != nil {
				t.Fatal(err)
			}
			police := sample.Member(sample.Police, fengcun.RoleHandler)
			if _, err := d.Registry.ReportMisuse(ctx, police, doc.Application, q.Handlers[0].Number, "转发"); err != nil {
				t.Fatal(err)
			}
			refused, err := d.Registry.ReviewBasis(ctx, police, doc.Application, []law.InquiryFault{law.FaultForged})
			if err != nil || refused.Form != document.InquiryRefusal {
				t.Errorf("%s %v", refused.Form, err)
			}
			_, err = d.Registry.Inquire(ctx, window, q)
			refusal(t, err, "inquire.handlers")
		}},
	} {
		t.Run(row.point, func(t *testing.T) { row.try(t, district.Open(t)) })
	}
}
