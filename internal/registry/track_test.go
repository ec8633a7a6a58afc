package registry_test

import (
	"regexp"
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
)

var receiptCode = regexp.MustCompile(`[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}`)

// By number and code the applicant learns how far the application is, the same of a
// certificate and a refusal, of somebody sealed and somebody never known; whatever does
// not belong together is nobody's.
func TestTrack(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		openConviction(t, d)
		d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
		got := map[registry.Tracked]bool{}
		var numbers, codes []string
		for _, p := range []fengcun.Person{wang, never, adult} {
			doc, err := d.Registry.Certify(ctx, window, application(p))
			if err != nil {
				t.Fatal(err)
			}
			receipt, err := d.Registry.CertificateReceipt(ctx, window, doc.Application)
			code := receiptCode.FindString(string(receipt.Text))
			if err != nil || receipt.Form != document.AcceptanceReceipt || receipt.Number != doc.Number || code == "" {
				t.Fatalf("%s %v", receipt.Text, err)
			}
			before := size(t, d)
			tracked, err := d.Registry.Track(ctx, doc.Number, code)
			if err != nil || !tracked.Found || !tracked.Ready || size(t, d)-before != 1 {
				t.Errorf("%+v %v", tracked, err)
			}
			got[tracked] = true
			numbers, codes = append(numbers, doc.Number), append(codes, code)
		}
		if len(got) != 1 {
			t.Errorf("answers differ: %v", got)
		}
		for name, q := range map[string][2]string{
			"another's code": {numbers[0], codes[1]}, "another's number": {numbers[1], codes[0]}, "no code": {numbers[0], ""},
			"a mistyped code": {numbers[0], codes[0][:13] + "Z"}, "nothing": {"", ""},
		} {
			before := size(t, d)
			if tracked, err := d.Registry.Track(ctx, q[0], q[1]); err != nil || tracked != (registry.Tracked{}) || size(t, d)-before != 1 {
				t.Errorf("%s: %+v %v", name, tracked, err)
			}
		}
		if tracked, err := d.Registry.Track(ctx, "东江公证2026 1号", codes[0]); err != nil || !tracked.Found {
			t.Errorf("without brackets: %+v %v", tracked, err)
		}
		// One that waits for verification is in hand, and so is one that just waits.
		id, err := d.Registry.AcceptForVerification(ctx, window, application(never), fengcun.VerifyIdentity)
		if err != nil {
			t.Fatal(err)
		}
		receipt, err := d.Registry.CertificateReceipt(ctx, window, id)
		if err != nil {
			t.Fatal(err)
		}
		if tracked, err := d.Registry.Track(ctx, receipt.Number, receiptCode.FindString(string(receipt.Text))); err != nil || !tracked.Found || tracked.Ready {
			t.Errorf("%+v %v", tracked, err)
		}
		d.Days(100)
		if tracked, err := d.Registry.Track(ctx, numbers[0], codes[0]); err != nil || tracked.Found {
			t.Errorf("a receipt that has ended: %+v %v", tracked, err)
		}
		_, err = d.Registry.CertificateReceipt(ctx, handler, id)
		refusal(t, err, "policy.denied")
	})
}
