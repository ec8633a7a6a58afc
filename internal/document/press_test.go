package document_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"image"
	"image/png"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/document/specimen"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/fengcuntest/tool"
	"fengcun/internal/keybox"
	"fengcun/internal/suite"
)

// identity is a key with its own certificate, in PEM.
func identity(t testing.TB, from, until time.Time) (chain, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "电子印章 样章"}, NotBefore: from, NotAfter: until}
	der, err := x509.CreateCertificate(rand.Reader, c, c, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded})
}

func unlock(t testing.TB) keybox.Unlock {
	t.Helper()
	path := filepath.Join(t.TempDir(), "key")
	if err := keybox.NewKeyFile(path); err != nil {
		t.Fatal(err)
	}
	return keybox.KeyFile(path)
}

func write(t testing.TB, content []byte, path ...string) {
	t.Helper()
	name := filepath.Join(path...)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func openPress(t testing.TB, dir string, u keybox.Unlock) *document.Press {
	t.Helper()
	p, err := document.OpenPress(dir, suite.Intl(), u, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func certificateOf(t testing.TB, p *document.Press) *document.Paper {
	t.Helper()
	paper, err := p.Set(specimen.Organ(fengcun.Police), document.NoRecordCertificate, document.Chinese, specimen.Fields(builtin(t), document.NoRecordCertificate))
	if err != nil {
		t.Fatal(err)
	}
	return paper
}

// An organ with a key signs, with a signature that another program calls valid; one
// without prints, and stamps by hand. Outside the certificate's days nothing is
// printed, which is found beforehand.
func TestPressSigns(t *testing.T) {
	dir, u, now := t.TempDir(), unlock(t), fengcuntest.Epoch
	chain, key := identity(t, now.Add(-time.Hour), now.AddDate(1, 0, 0))
	p := openPress(t, dir, u)
	if err := p.Install("police", chain, key); err != nil {
		t.Fatal(err)
	}
	if err := p.Install("police", chain, key); fengcun.CodeOf(err) != "key.exists" {
		t.Errorf("a second key: %v", err)
	}
	p = openPress(t, dir, u)
	if err := p.CanInstall("police", chain, key); fengcun.CodeOf(err) != "key.exists" {
		t.Errorf("a second key: %v", err)
	}
	out, err := p.Print(certificateOf(t, p), now)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "paper.pdf")
	write(t, out.PDF, path)
	said, _ := exec.Command(tool.Need(t, "pdfsig", "poppler-utils"), "-nocert", path).CombinedOutput()
	if !strings.Contains(string(said), "Signature is Valid") || !strings.Contains(string(said), "ETSI.CAdES.detached") {
		t.Errorf("pdfsig: %s", said)
	}
	if len(out.Docx) == 0 || !bytes.Contains(out.Text, []byte("未发现该人有犯罪记录")) {
		t.Error("text document or plain text is missing")
	}
	for _, at := range []time.Time{now.Add(-2 * time.Hour), now.AddDate(1, 0, 1)} {
		if err := p.Check(certificateOf(t, p), at); fengcun.CodeOf(err) != "document.certificate_expired" {
			t.Errorf("at %v: %v", at, err)
		}
		if _, err := p.Print(certificateOf(t, p), at); fengcun.CodeOf(err) != "document.certificate_expired" {
			t.Errorf("at %v: %v", at, err)
		}
	}
	other := openPress(t, filepath.Join(dir, "absent"), u)
	if out, err := other.Print(certificateOf(t, other), now); err != nil || bytes.Contains(out.PDF, []byte("/ByteRange")) {
		t.Errorf("without a key: %v", err)
	}
	_, foreign := identity(t, now, now.AddDate(1, 0, 0))
	if err := other.CanInstall("police", chain, foreign); fengcun.CodeOf(err) != "pdf.signature_key" {
		t.Errorf("a key of another certificate: %v", err)
	}
	if err := other.CanInstall("police", chain, []byte("x")); fengcun.CodeOf(err) != "document.signing_key" {
		t.Errorf("no key: %v", err)
	}
}

// An organ's forms, typefaces and seal are read when the program starts, and what is
// damaged stops it then.
func TestPressReadsTheOrgansFolder(t *testing.T) {
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewNRGBA(image.Rect(0, 0, 40, 40))); err != nil {
		t.Fatal(err)
	}
	u := unlock(t)
	dir := t.TempDir()
	write(t, picture.Bytes(), dir, "police", "seal.png")
	write(t, []byte("+++\ntitle = \"无犯罪记录证明\"\n+++\n# {organ} {number} {name} {birth} {kind} {document}\n~ {date}\n"), dir, "police", "forms", "zh-CN", "no_record_certificate.form")
	p := openPress(t, dir, u)
	out, err := p.Print(certificateOf(t, p), fengcuntest.Epoch)
	if err != nil || bytes.Contains(out.Text, []byte("兹有")) || strings.Contains(extract(t, document.NoRecordCertificate, out.PDF), "样章") {
		t.Errorf("not the organ's own paper: %v %s", err, out.Text)
	}
	for name, c := range map[string]struct{ path, code string }{
		"seal": {"seal.png", "pdf.image"}, "font": {"fonts/title.ttf", "pdf.font_kind"},
		"form": {"forms/en/no_record_certificate.form", "document.template_header"}, "key": {"signing.key", "key.damaged"},
	} {
		dir := t.TempDir()
		write(t, []byte("damaged"), dir, "police", filepath.FromSlash(c.path))
		if _, err := document.OpenPress(dir, suite.Intl(), u, nil); !strings.HasPrefix(fengcun.CodeOf(err), c.code) {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}
