package verification_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"image/jpeg"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fengcun"
	"fengcun/internal/fengcuntest/tool"
	"fengcun/internal/pdf"
	"fengcun/internal/suite"
	"fengcun/internal/verification"
)

var at = time.Date(2026, 11, 25, 2, 0, 0, 0, time.UTC)

// render sets a paper with a stamp.
func render(t testing.TB, c verification.Code, who verification.Subject, salt verification.Salt) []byte {
	t.Helper()
	stamp, err := verification.Stamp{Code: c, Subject: who, Salt: salt}.Block()
	if err != nil {
		t.Fatal(err)
	}
	d := &pdf.Document{
		Title: "无犯罪记录证明", Created: at, Signature: pdf.SignatureRoom,
		Body: []pdf.Block{pdf.Heading("无犯罪记录证明"), pdf.Text("兹证明" + who.Name.Reveal() + "无犯罪记录。"), stamp},
	}
	file, err := d.Render()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// signer is an organ's certificate with its key.
func signer(t testing.TB, notAfter time.Time) ([]*x509.Certificate, *ecdsa.PrivateKey) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "测试"}, NotBefore: at.Add(-time.Hour), NotAfter: notAfter}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return []*x509.Certificate{c}, key
}

func signPDF(t testing.TB, file []byte, chain []*x509.Certificate, key *ecdsa.PrivateKey) []byte {
	t.Helper()
	cades, err := pdf.CAdES(chain, key)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := pdf.Sign(file, cades)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func withCertificate(k *verification.Keys, c *x509.Certificate) *verification.Keys {
	with := *k
	with.Organs = slices.Clone(k.Organs)
	with.Organs[0].Certificates = [][32]byte{sha256.Sum256(c.Raw)}
	return &with
}

// A signed file holds as a whole, from its bytes alone and the published keys.
func TestFile(t *testing.T) {
	for _, s := range suites() {
		r := keyring(t, s)
		salt := verification.NewSalt()
		chain, key := signer(t, at.Add(time.Hour))
		keys := withCertificate(published(t, r), chain[0])
		plain := render(t, sign(t, r, subject, "东公证〔2026〕12号", salt), subject, salt)
		file := signPDF(t, plain, chain, key)

		got := check(t, verification.Evidence{File: file, Keys: keys})
		if got.Verdict() != verification.Holds || got.Subject != subject || got.Code.Number != "东公证〔2026〕12号" {
			t.Fatalf("%+v", got)
		}
		otherChain, otherKey := signer(t, at.Add(time.Hour))
		expiredChain, expiredKey := signer(t, at.Add(-time.Minute))
		expired := signPDF(t, plain, expiredChain, expiredKey)
		unsigned := bytes.Replace(plain, []byte("/AcroForm"), []byte("/AcroForn"), 1)
		for name, c := range map[string]struct {
			e       verification.Evidence
			finding string
			verdict verification.State
		}{
			"no keys":              {verification.Evidence{File: file}, "unchecked signer_unknown", verification.Unchecked},
			"keys without signers": {verification.Evidence{File: file, Keys: published(t, r)}, "unchecked signer_unknown", verification.Unchecked},
			"another signer":       {verification.Evidence{File: signPDF(t, plain, otherChain, otherKey), Keys: keys}, "fails signer_other", verification.Fails},
			"an expired signer":    {verification.Evidence{File: expired, Keys: withCertificate(published(t, r), expiredChain[0])}, "fails signer_date", verification.Fails},
			"a place left empty":   {verification.Evidence{File: unsigned, Keys: keys}, "fails signature_wrong", verification.Fails},
		} {
			got := check(t, c.e)
			if finding(got, verification.PartSignature) != c.finding || got.Verdict() != c.verdict {
				t.Errorf("%s: %+v", name, got.Findings)
			}
		}
	}
}

// Without a signature of the file the code and what stands beside it are checked
// all the same, and the whole does not count as checked.
func TestUnsignedFile(t *testing.T) {
	r := keyring(t, suite.Intl())
	keys := published(t, r)
	rapid.Check(t, func(rt *rapid.T) {
		who := verification.Subject{
			Name:     fengcun.Particular(rapid.StringMatching(`[李王张刘𠮷𬍛·]{1,40}`).Draw(rt, "name")),
			Document: fengcun.Particular(rapid.StringMatching(`[0-9]{0,17}`).Draw(rt, "document")),
		}
		salt := verification.NewSalt()
		stamp, err := verification.Stamp{Code: sign(t, r, who, "甲1", salt), Subject: who, Salt: salt}.Block()
		if err != nil {
			rt.Fatal(err)
		}
		d := &pdf.Document{Title: "测试", Created: at, Body: []pdf.Block{pdf.Text("核验信息"), stamp, pdf.Text("此后的文字")}}
		file, err := d.Render()
		if err != nil {
			rt.Fatal(err)
		}
		got := check(t, verification.Evidence{File: file, Keys: keys})
		if finding(got, verification.PartSignature) != "unchecked unsigned" || finding(got, verification.PartCode) != "holds" ||
			finding(got, verification.PartSubject) != "holds" || got.Verdict() != verification.Unchecked {
			rt.Errorf("%+v", got.Findings)
		}
		if verification.Canonical(got.Subject.Name.Reveal()) != verification.Canonical(who.Name.Reveal()) {
			rt.Error("another name was read")
		}
	})
}

// No byte of a signed file can be changed without a part failing. Every byte is
// turned over once for the signature, which covers them all; the whole check, which
// reads the paper too, takes every seventeenth and random ones.
func TestTamperedFile(t *testing.T) {
	r := keyring(t, suite.Intl())
	salt := verification.NewSalt()
	chain, key := signer(t, at.Add(time.Hour))
	keys := withCertificate(published(t, r), chain[0])
	file := signPDF(t, render(t, sign(t, r, subject, "甲1", salt), subject, salt), chain, key)
	fails := func(at int, change byte) bool {
		changed := bytes.Clone(file)
		changed[at] ^= change
		got, err := verification.Check(verification.Evidence{File: changed, Keys: keys})
		return err != nil || got.Verdict() == verification.Fails
	}
	for at := range file {
		changed := bytes.Clone(file)
		changed[at] ^= 0xFF
		if _, err := pdf.Verify(changed); err == nil {
			t.Fatalf("the signature does not cover byte %d", at)
		}
		if at%17 == 0 && !fails(at, 0xFF) {
			t.Fatalf("byte %d turned over still holds", at)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		at, change := rapid.IntRange(0, len(file)-1).Draw(rt, "at"), byte(rapid.IntRange(1, 255).Draw(rt, "change"))
		if !fails(at, change) {
			rt.Errorf("byte %d changed by %d still holds", at, change)
		}
	})
}

// A paper that was printed and scanned into a PDF: the code is found in the picture,
// and what is printed beside it comes from whoever reads it.
func TestScan(t *testing.T) {
	r := keyring(t, suite.GM())
	keys, salt := published(t, r), verification.NewSalt()
	page := tool.Pages(t, render(t, sign(t, r, subject, "甲1", salt), subject, salt), 150)[0]
	var data bytes.Buffer
	if err := jpeg.Encode(&data, page, &jpeg.Options{Quality: 70}); err != nil {
		t.Fatal(err)
	}
	im, err := pdf.NewImage(data.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	scan, err := (&pdf.Document{Title: "扫描", Created: at, Fixed: []pdf.Fixed{{Art: im, Width: pdf.SheetWidth, Height: pdf.SheetHeight}}}).Render()
	if err != nil {
		t.Fatal(err)
	}
	got := check(t, verification.Evidence{File: scan, Keys: keys, Subject: subject, Salt: salt.String()})
	if finding(got, verification.PartCode) != "holds" || finding(got, verification.PartSubject) != "holds" {
		t.Errorf("%+v", got.Findings)
	}
	if got := check(t, verification.Evidence{File: scan, Keys: keys}); finding(got, verification.PartSubject) != "unchecked no_subject" {
		t.Errorf("%+v", got.Findings)
	}
}

// Papers with no code, two codes, a code of somebody else's form.
func TestOtherPapers(t *testing.T) {
	r := keyring(t, suite.Intl())
	salt := verification.NewSalt()
	one, err := verification.Stamp{Code: sign(t, r, subject, "甲1", salt), Subject: subject, Salt: salt}.Block()
	if err != nil {
		t.Fatal(err)
	}
	two, err := verification.Stamp{Code: sign(t, r, subject, "甲2", salt), Subject: subject, Salt: salt}.Block()
	if err != nil {
		t.Fatal(err)
	}
	for want, body := range map[string][]pdf.Block{
		"unchecked no_code":   {pdf.Text("无码")},
		"fails several_codes": {one, two},
		"holds":               {one, one},
	} {
		file, err := (&pdf.Document{Title: "测试", Created: at, Body: body}).Render()
		if err != nil {
			t.Fatal(err)
		}
		if got := finding(check(t, verification.Evidence{File: file, Keys: published(t, r)}), verification.PartCode); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got := finding(check(t, verification.Evidence{Code: "https://example.cn", Keys: published(t, r)}), verification.PartCode); got != "fails code_form" {
		t.Error(got)
	}
	if _, err := verification.Check(verification.Evidence{File: []byte("text")}); fengcun.CodeOf(err) != "paper.kind" {
		t.Error(err)
	}
}

func TestRevokedPaper(t *testing.T) {
	r := keyring(t, suite.Intl())
	salt := verification.NewSalt()
	list := func(r *verification.Keyring, numbers ...string) *verification.Revocations {
		var entries []verification.Entry
		for _, n := range numbers {
			entries = append(entries, r.Entry(court, n))
		}
		file, err := r.PublishRevocations(day, entries)
		if err != nil {
			t.Fatal(err)
		}
		l, err := verification.ParseRevocations(file)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	e := verification.Evidence{Code: func() string { c := sign(t, r, subject, "甲1", salt); return c.Text() }(), Keys: published(t, r), Subject: subject, Salt: salt.String()}
	for want, l := range map[string]*verification.Revocations{
		"unchecked no_list": nil, "holds": list(r, "甲2"), "fails revoked": list(r, "甲1"), "unchecked list_other": list(keyring(t, suite.Intl()), "甲1"),
	} {
		e.Revocations = l
		got := check(t, e)
		verdict := verification.State(strings.Fields(want)[0])
		if want == "unchecked no_list" {
			verdict = verification.Holds
		}
		if finding(got, verification.PartRevocation) != want || got.Verdict() != verdict {
			t.Errorf("%+v, want %s", got.Findings, want)
		}
	}
}

// The stamp of a paper is read by other people's reader, at the resolution of an
// office scanner, and takes the same room on every paper.
func TestStampIsReadable(t *testing.T) {
	for _, s := range suites() {
		r := keyring(t, s)
		for _, name := range []fengcun.Particular{"李𬍛", fengcun.Particular(strings.Repeat("买", 19) + "·" + strings.Repeat("吐", 20))} {
			salt := verification.NewSalt()
			who := verification.Subject{Name: name, Document: subject.Document}
			c := sign(t, r, who, "东公证〔2026〕12号", salt)
			if got := tool.Zbar(t, tool.Pages(t, render(t, c, who, salt), 200)[0]); !slices.Equal(got, []string{"QR-Code:" + c.Text()}) {
				t.Errorf("zbarimg reads %q", got)
			}
		}
	}
}
