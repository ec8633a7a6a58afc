package document_test

import (
	"crypto/sha256"
	"encoding/pem"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/document/specimen"
	"fengcun/internal/fengcuntest/tool"
	"fengcun/internal/keybox"
	"fengcun/internal/suite"
	"fengcun/internal/verification"
)

// issuing is a press whose organs sign codes of a suite; all of them sign their PDF
// files with one key.
type issuing struct {
	*document.Press
	keyring *verification.Keyring
	keys    *verification.Keys
}

var organs = []fengcun.OrganKind{fengcun.Court, fengcun.Procuratorate, fengcun.Police}

func openIssuing(t testing.TB, s suite.Suite) issuing {
	t.Helper()
	dir, u := t.TempDir(), unlock(t)
	path := filepath.Join(t.TempDir(), "papers.key")
	if err := verification.CreateKeyring(path, s, u); err != nil {
		t.Fatal(err)
	}
	keyring, err := verification.OpenKeyring(path, s, u)
	if err != nil {
		t.Fatal(err)
	}
	chain, key := identity(t, fengcun.NewDate(2026, 1, 1).LastInstant(), fengcun.NewDate(2027, 1, 1).LastInstant())
	block, _ := pem.Decode(chain)
	var published []verification.PublishedOrgan
	for _, kind := range organs {
		o := specimen.Organ(kind)
		if err := keyring.AddOrgan(o.ID, fengcun.NewDate(2026, 1, 1)); err != nil {
			t.Fatal(err)
		}
		if err := opened(t, dir, u, nil).Install(o.ID, chain, key); err != nil {
			t.Fatal(err)
		}
		published = append(published, verification.PublishedOrgan{ID: o.ID, Name: o.Name, Certificates: [][32]byte{sha256.Sum256(block.Bytes)}})
	}
	file, err := keyring.Publish(issuedOn, published)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := verification.ParseKeys(file)
	if err != nil {
		t.Fatal(err)
	}
	return issuing{opened(t, dir, u, keyring), keyring, keys}
}

func opened(t testing.TB, dir string, u keybox.Unlock, papers *verification.Keyring) *document.Press {
	t.Helper()
	p, err := document.OpenPress(dir, suite.Intl(), u, papers)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var issuedOn = fengcun.NewDate(2026, 11, 23)

func (p issuing) print(t testing.TB, f document.Form, fields document.Fields) document.Printed {
	t.Helper()
	paper, err := p.Set(specimen.Issuer(f), f, document.Chinese, fields)
	if err != nil {
		t.Fatalf("%s: %v", f, err)
	}
	at := issuedOn.LastInstant()
	if err := p.Check(paper, at); err != nil {
		t.Fatalf("%s: %v", f, err)
	}
	out, err := p.Print(paper, at)
	if err != nil {
		t.Fatalf("%s: %v", f, err)
	}
	return out
}

// signedForms are the forms with a place for a code.
func signedForms(t testing.TB) (forms []document.Form) {
	l := builtin(t)
	for _, f := range l.Forms() {
		paper := set(t, l, f, document.Chinese, specimen.Fields(l, f))
		if slices.Contains(paper.Blocks, document.Block(document.Place{})) {
			forms = append(forms, f)
		}
	}
	if len(forms) < 17 {
		t.Fatalf("only %d forms carry a code", len(forms))
	}
	return forms
}

// TestEveryIssuedPaperCanBeChecked: whoever holds the file knows from the published
// keys alone that the organ signed it, and that the code belongs to it. What a phone
// reads from the sheet is that code.
func TestEveryIssuedPaperCanBeChecked(t *testing.T) {
	l := builtin(t)
	press := openIssuing(t, suite.Intl())
	for _, f := range signedForms(t) {
		t.Run(string(f), func(t *testing.T) {
			out := press.print(t, f, specimen.Fields(l, f))
			report, err := verification.Check(verification.Evidence{File: out.PDF, Keys: press.keys})
			if err != nil || report.Verdict() != verification.Holds {
				t.Fatalf("%v %+v", err, report)
			}
			if report.Code.Kind.Form() != string(f) {
				t.Errorf("the code is that of a %s", report.Code.Kind.Form())
			}
			var read []string
			for _, page := range tool.Pages(t, out.PDF, 200) {
				read = append(read, tool.Zbar(t, page)...)
			}
			if !slices.Contains(read, "QR-Code:"+report.Code.Text()) {
				t.Errorf("on the sheet is read: %q", read)
			}
			if !strings.Contains(docxText(t, out.Docx), "核验码：") {
				t.Error("the text document lacks the lines beside the code")
			}
		})
	}
}

// With the commercial algorithms the code is as large and holds as well, and the
// signature of the file is the same kind.
func TestCodesUnderTheOtherSuite(t *testing.T) {
	l := builtin(t)
	press := openIssuing(t, suite.GM())
	out := press.print(t, document.NoRecordCertificate, specimen.Fields(l, document.NoRecordCertificate))
	report, err := verification.Check(verification.Evidence{File: out.PDF, Keys: press.keys})
	if err != nil || report.Verdict() != verification.Holds || report.Code.Algorithms != verification.GM {
		t.Fatalf("%v %+v", err, report)
	}
	if got := len(report.Code.Text()); got != verification.Length {
		t.Errorf("%d characters", got)
	}
}

// Any byte that is changed is told.
func TestChangedByteIsTold(t *testing.T) {
	l := builtin(t)
	press := openIssuing(t, suite.Intl())
	file := press.print(t, document.NoRecordCertificate, specimen.Fields(l, document.NoRecordCertificate)).PDF
	for at := 0; at < len(file); at += len(file)/97 + 1 {
		changed := slices.Clone(file)
		changed[at] ^= 1
		report, err := verification.Check(verification.Evidence{File: changed, Keys: press.keys})
		if err == nil && report.Verdict() == verification.Holds {
			t.Errorf("byte %d of %d may be changed", at, len(file))
		}
	}
}
