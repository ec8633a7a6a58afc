package verification_test

import (
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fengcun"
	"fengcun/internal/barcode"
	"fengcun/internal/keybox"
	"fengcun/internal/suite"
	"fengcun/internal/verification"
)

const court fengcun.OrganID = "court-990101"

var (
	day     = fengcun.NewDate(2026, 11, 25)
	subject = verification.Subject{Name: "李𬍛", Document: "31010120090314001X"}
)

func suites() []suite.Suite { return []suite.Suite{suite.Intl(), suite.GM()} }

// keyring returns a keyring with one organ, in use since the first of the month.
func keyring(t testing.TB, s suite.Suite) *verification.Keyring {
	t.Helper()
	key, path := filepath.Join(t.TempDir(), "key"), filepath.Join(t.TempDir(), "documents.key")
	if err := keybox.NewKeyFile(key); err != nil {
		t.Fatal(err)
	}
	if err := verification.CreateKeyring(path, s, keybox.KeyFile(key)); err != nil {
		t.Fatal(err)
	}
	r, err := verification.OpenKeyring(path, s, keybox.KeyFile(key))
	if err != nil {
		t.Fatal(err)
	}
	if err := r.AddOrgan(court, fengcun.NewDate(2026, 11, 1)); err != nil {
		t.Fatal(err)
	}
	again, err := verification.OpenKeyring(path, s, keybox.KeyFile(key)) // what is used is what the file holds
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func sign(t testing.TB, r *verification.Keyring, who verification.Subject, number string, salt verification.Salt) verification.Code {
	t.Helper()
	c, err := r.Sign(court, verification.KindCertificate, number, day, who, salt)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func published(t testing.TB, r *verification.Keyring) *verification.Keys {
	t.Helper()
	file, err := r.Publish(day, []verification.PublishedOrgan{{ID: court, Name: "某某区人民法院"}})
	if err != nil {
		t.Fatal(err)
	}
	k, err := verification.ParseKeys(file)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func check(t testing.TB, e verification.Evidence) *verification.Report {
	t.Helper()
	r, err := verification.Check(e)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// finding returns what came out for a part, as state and reason.
func finding(r *verification.Report, part verification.Part) string {
	for _, f := range r.Findings {
		if f.Part == part {
			return strings.TrimSuffix(string(f.State)+" "+f.Reason, " ")
		}
	}
	return "none"
}

// A code that was signed holds, with every name and number that a paper can bear,
// and has one length and one size for all of them.
func TestCode(t *testing.T) {
	for _, s := range suites() {
		r := keyring(t, s)
		keys := published(t, r)
		rapid.Check(t, func(rt *rapid.T) {
			who := verification.Subject{
				Name:     fengcun.Particular(rapid.StringMatching(`[李王𠮷𬍛 a-zA-Z·]{1,40}`).Draw(rt, "name") + "某"),
				Document: fengcun.Particular(rapid.StringMatching(`[0-9A-Z]{0,18}`).Draw(rt, "document")),
			}
			number := rapid.SampledFrom([]string{"东公证〔2026〕1号", "（2026）沪0101刑初1234号", "某某公（派）证字〔2026〕123456号"}).Draw(rt, "number")
			salt := verification.NewSalt()
			c := sign(t, r, who, number, salt)
			text := c.Text()
			if len(text) != verification.Length {
				rt.Errorf("%d characters, not %d", len(text), verification.Length)
			}
			if qr, err := barcode.QR(text); err != nil || qr.Columns != 57 {
				rt.Errorf("%d modules, %v", qr.Columns, err)
			}
			for _, typed := range []string{text, strings.ToLower(text), " " + text[:50] + "\n" + text[50:] + " "} {
				got := check(t, verification.Evidence{Code: typed, Keys: keys, Subject: who, Salt: salt.String()})
				if got.Verdict() != verification.Holds || got.Organ != "某某区人民法院" || *got.Code != c {
					rt.Errorf("%v", got.Findings)
				}
			}
		})
	}
}

// What is changed does not hold: any character of the code, of the name, the number
// or the salt.
func TestChangesAreFound(t *testing.T) {
	for _, s := range suites() {
		r := keyring(t, s)
		keys, salt := published(t, r), verification.NewSalt()
		c := sign(t, r, subject, "东公证〔2026〕12号", salt)
		text := c.Text()
		with := func(code string, who verification.Subject, salt string) verification.State {
			return check(t, verification.Evidence{Code: code, Keys: keys, Subject: who, Salt: salt}).Verdict()
		}
		if with(text, subject, salt.String()) != verification.Holds {
			t.Fatal("the code does not hold to begin with")
		}
		for at := range text {
			for _, c := range "0123456789ABCDEFGHJKMNPQRSTVWXYZ:" {
				if changed := text[:at] + string(c) + text[at+1:]; changed != text && with(changed, subject, salt.String()) != verification.Fails {
					t.Fatalf("%s: character %d changed to %c still holds", s.Name(), at, c)
				}
			}
		}
		printed := salt.String()
		for at, old := range printed {
			if old != '-' && with(text, subject, printed[:at]+map[bool]string{true: "1", false: "0"}[old == '0']+printed[at+1:]) != verification.Fails {
				t.Fatalf("salt character %d", at)
			}
		}
		for _, who := range []verification.Subject{
			{Name: "李𬍛某", Document: subject.Document}, {Name: "李", Document: subject.Document}, {Name: subject.Name},
			{Name: subject.Name, Document: "310101200903140011"}, {Name: "李𬍛3", Document: "1010120090314001X"},
		} {
			if with(text, who, printed) != verification.Fails {
				t.Errorf("%q holds", who.Name.Reveal())
			}
		}
		for _, code := range []string{"", "GW1:", text[:len(text)-1], text + "0", "GW2:" + text[4:], text[4:], strings.Repeat("A", len(text))} {
			if with(code, subject, printed) == verification.Holds {
				t.Errorf("%q holds", code)
			}
		}
	}
}

// People type what is printed with other blanks, dots, widths and cases.
func TestTypedOtherwise(t *testing.T) {
	for printed, typed := range map[string][]string{
		"买买提·吐尔逊":            {"买买提•吐尔逊", "买买提・吐尔逊", " 买买提 · 吐尔逊 ", "买买提‧吐尔逊"},
		"31010120090314001X": {"31010120090314001x", "３１０１０１２００９０３１４００１Ｘ", "310101 20090314 001X"},
		"Ali Veli":           {"ALI VELI", "aliveli", "Ali\u3000Veli"},
		"⼀二":                 {"一二"},
	} {
		for _, text := range typed {
			if verification.Canonical(text) != verification.Canonical(printed) {
				t.Errorf("%q is not taken for %q", text, printed)
			}
		}
	}
	for _, pair := range [][2]string{{"王某", "汪某"}, {"李玮", "李𬍛"}, {"1", "I"}, {"甲乙", "甲·乙"}} {
		if verification.Canonical(pair[0]) == verification.Canonical(pair[1]) {
			t.Errorf("%q is taken for %q", pair[0], pair[1])
		}
	}
	salt := verification.NewSalt()
	for _, text := range []string{salt.String(), strings.ToLower(salt.String()), strings.ReplaceAll(salt.String(), "-", " "), strings.ReplaceAll(salt.String(), "0", "o"), strings.ReplaceAll(salt.String(), "1", "l")} {
		if got, err := verification.ParseSalt(text); err != nil || got != salt {
			t.Errorf("%q: %v", text, err)
		}
	}
	for _, text := range []string{"", salt.String()[1:], salt.String() + "A", "U" + salt.String()[1:], "某"} {
		if _, err := verification.ParseSalt(text); fengcun.CodeOf(err) != "verification.salt" {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestSignRefusals(t *testing.T) {
	r := keyring(t, suite.Intl())
	for code, sign := range map[string]func() error{
		"verification.number": func() error { return signErr(r, court, "", day, subject) },
		"verification.number 2": func() error {
			return signErr(r, court, strings.Repeat("号", 17), day, subject)
		},
		"verification.number 3": func() error { return signErr(r, court, "1\x00", day, subject) },
		"verification.organ":    func() error { return signErr(r, "", "1", day, subject) },
		"verification.organ 2":  func() error { return signErr(r, fengcun.OrganID(strings.Repeat("x", 33)), "1", day, subject) },
		"verification.date":     func() error { return signErr(r, court, "1", fengcun.Date{}, subject) },
		"verification.subject":  func() error { return signErr(r, court, "1", day, verification.Subject{Document: "1"}) },
		"verification.no_key":   func() error { return signErr(r, "court-990102", "1", day, subject) },
		"verification.no_key 2": func() error { return signErr(r, court, "1", fengcun.NewDate(2026, 10, 31), subject) },
		"verification.organ 3": func() error {
			return r.AddOrgan(fengcun.OrganID(strings.Repeat("x", 33)), day)
		},
		"verification.no_key 3": func() error { return r.Renew("court-990102", day) },
		"verification.kind":     func() error { _, err := verification.KindOf("letter"); return err },
	} {
		code, _, _ = strings.Cut(code, " ")
		if err := sign(); fengcun.CodeOf(err) != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
	for _, form := range []string{"no_record_certificate", "certificate_refusal", "inquiry_refusal", "sealing_notice"} {
		if k, err := verification.KindOf(form); err != nil || k.Form() != form {
			t.Errorf("%s: %v", form, err)
		}
	}
}

func signErr(r *verification.Keyring, organ fengcun.OrganID, number string, on fengcun.Date, who verification.Subject) error {
	_, err := r.Sign(organ, verification.KindCertificate, number, on, who, verification.NewSalt())
	return err
}

// A renewed key signs from its day on; what the old one signed until then holds.
func TestRenew(t *testing.T) {
	for _, s := range suites() {
		r := keyring(t, s)
		salt := verification.NewSalt()
		old := sign(t, r, subject, "甲1", salt)
		if err := r.Renew(court, day); err != nil {
			t.Fatal(err)
		}
		newer := sign(t, r, subject, "甲2", salt)
		if old.Key == newer.Key {
			t.Error("the key is the old one")
		}
		keys := published(t, r)
		for _, c := range []verification.Code{old, newer} {
			if got := finding(check(t, verification.Evidence{Code: c.Text(), Keys: keys}), verification.PartCode); got != "holds" {
				t.Error(got)
			}
		}
		if got := finding(check(t, verification.Evidence{Code: newer.Text(), Keys: published(t, keyring(t, s))}), verification.PartCode); got != "fails key_unknown" {
			t.Error(got)
		}
		if got := finding(check(t, verification.Evidence{Code: newer.Text()}), verification.PartCode); got != "unchecked no_keys" {
			t.Error(got)
		}
	}
}
