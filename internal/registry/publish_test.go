package registry_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
	"fengcun/internal/verification"
)

var courtSecurity = sample.Member(sample.Court, fengcun.RoleSecurityAdmin)

func publishedKeys(t *testing.T, d *district.District) *verification.Keys {
	t.Helper()
	file, err := d.Registry.PublishKeys(context.Background(), courtSecurity, sample.SecondSecurity(sample.Court).Staff,
		map[fengcun.OrganID][][32]byte{sample.Court: {{7}}})
	if err != nil {
		t.Fatal(err)
	}
	keys, err := verification.ParseKeys(file)
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// Every organ that works here has a key from the day on which it was registered,
// and the file of keys survives the program.
func TestPublishKeys(t *testing.T) {
	d := district.Open(t)
	before := publishedKeys(t, d)
	if len(before.Organs) != len(sample.Organs()) {
		t.Errorf("%d organs are published", len(before.Organs))
	}
	for _, o := range before.Organs {
		if len(o.Keys) != 1 || (o.ID == sample.Court) != slices.Equal(o.Certificates, [][32]byte{{7}}) {
			t.Errorf("%s: %d keys, certificates %v", o.ID, len(o.Keys), o.Certificates)
		}
	}
	if err := d.Registry.RenewPaperKey(context.Background(), courtSecurity, sample.SecondSecurity(sample.Court).Staff); err != nil {
		t.Fatal(err)
	}
	d.Shut()
	d.Reopen()
	for _, o := range publishedKeys(t, d).Organs {
		if want := map[bool]int{true: 2, false: 1}[o.ID == sample.Court]; len(o.Keys) != want {
			t.Errorf("%s has %d keys after the court renewed its own", o.ID, len(o.Keys))
		}
	}
	if before.Publisher.Fingerprint() != publishedKeys(t, d).Publisher.Fingerprint() {
		t.Error("the publisher is another one after the program started again")
	}
}

// A number is revoked by two people of its organ. The list has one size and one
// kind of entry, whatever the number was, and never the number itself.
func TestRevokePaper(t *testing.T) {
	d := district.Open(t)
	ctx := context.Background()
	approver, handler := sample.Member(sample.Court, fengcun.RoleApprover), sample.Member(sample.Court, fengcun.RoleHandler)
	const number = "东江法证〔2026〕1号"
	list := func() (string, *verification.Revocations) {
		file, err := d.Registry.RevokedPapers(ctx, sample.Member(sample.Police, fengcun.RoleWindow))
		if err != nil {
			t.Fatal(err)
		}
		l, err := verification.ParseRevocations(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(file), l
	}
	empty, _ := list()
	for _, n := range []string{number, number, "东江法证〔2026〕不存在号"} { // twice the same, and one never given
		if err := d.Registry.RevokePaper(ctx, approver, handler.Staff, n); err != nil {
			t.Fatal(err)
		}
	}
	text, revoked := list()
	if len(text) != len(empty) {
		t.Errorf("the list grew from %d to %d bytes", len(empty), len(text))
	}
	for n, want := range map[string]bool{number: true, "东江法证〔2026〕2号": false} {
		if revoked.Has(sample.Court, n) != want || revoked.Has(sample.Police, n) {
			t.Errorf("%s: on the list %t", n, !want)
		}
	}
	if strings.Contains(text, "东江法") || strings.Contains(text, string(sample.Court)) {
		t.Error("the list names a number or an organ")
	}
	for code, n := range map[string]string{"verification.number": "", "verification.number 2": strings.Repeat("号", 17)} {
		code, _, _ = strings.Cut(code, " ")
		if err := d.Registry.RevokePaper(ctx, approver, handler.Staff, n); fengcun.CodeOf(err) != code {
			t.Errorf("%q: %v", n, err)
		}
	}
	for why, err := range map[string]error{
		"one's own request": d.Registry.RevokePaper(ctx, approver, approver.Staff, number),
		"a handler":         d.Registry.RevokePaper(ctx, handler, approver.Staff, number),
		"a custodian asks for the list": func() error {
			_, err := d.Registry.RevokedPapers(ctx, sample.Member(sample.Court, fengcun.RoleCustodian))
			return err
		}(),
		"keys on one's own order": func() error {
			_, err := d.Registry.PublishKeys(ctx, courtSecurity, courtSecurity.Staff, nil)
			return err
		}(),
	} {
		if fengcun.KindOf(err) != fengcun.KindForbidden {
			t.Errorf("%s: %v", why, err)
		}
	}
}
