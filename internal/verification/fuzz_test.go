package verification_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/verification"
)

// FuzzParseCode: whoever types or scans a code is told that it is none, or it is
// written again as it was read.
func FuzzParseCode(f *testing.F) {
	for _, s := range suites() {
		c := sign(f, keyring(f, s), verification.Subject{Name: "王试甲", Document: "310115200803140014"}, "东公证〔2026〕1号", verification.NewSalt())
		f.Add(c.Text())
	}
	f.Add("")
	f.Add("FJ1:AAAA")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := verification.ParseCode(text)
		if err != nil {
			if fengcun.CodeOf(err) != "verification.code" {
				t.Fatal(err)
			}
			return
		}
		if again, err := verification.ParseCode(c.Text()); err != nil || again.Text() != c.Text() || len(c.Text()) != verification.Length {
			t.Fatalf("%q is read again as %q, %v", c.Text(), again.Text(), err)
		}
	})
}

// FuzzPublished: files of keys and lists of revocations that anybody may put before us.
func FuzzPublished(f *testing.F) {
	for _, s := range suites() {
		r := keyring(f, s)
		keys, err := r.Publish(day, []verification.PublishedOrgan{{ID: court, Name: "某某区 人民法院", Certificates: [][32]byte{{1}}}})
		if err != nil {
			f.Fatal(err)
		}
		list, err := r.PublishRevocations(day, []verification.Entry{r.Entry(court, "甲1")})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(keys)
		f.Add(list)
	}
	f.Add([]byte("signature 00\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if _, err := verification.ParseKeys(file); err != nil && fengcun.CodeOf(err) != "verification.keys" {
			t.Fatal(err)
		}
		if _, err := verification.ParseRevocations(file); err != nil && fengcun.CodeOf(err) != "verification.revocations" {
			t.Fatal(err)
		}
		if salt, err := verification.ParseSalt(string(file)); err == nil {
			if again, err := verification.ParseSalt(salt.String()); err != nil || again != salt {
				t.Fatal("a salt is read again otherwise")
			}
		}
	})
}
