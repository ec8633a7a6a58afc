package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/keybox"
	"fengcun/internal/pdf"
	"fengcun/internal/sample"
	"fengcun/internal/suite"
	"fengcun/internal/verification"
)

// paperFiles are a signed paper of the sample court with what is published for it.
type paperFiles struct {
	paper, keys, revoked, code string
	fingerprint                string
	salt                       verification.Salt
}

func makePaper(t *testing.T, who verification.Subject) paperFiles {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	dir, day := t.TempDir(), fengcun.NewDate(2026, 11, 25)
	in := func(name string) string { return filepath.Join(dir, name) }
	must(keybox.NewKeyFile(in("secret")))
	must(verification.CreateKeyring(in("ring"), suite.Intl(), keybox.KeyFile(in("secret"))))
	ring, err := verification.OpenKeyring(in("ring"), suite.Intl(), keybox.KeyFile(in("secret")))
	must(err)
	must(ring.AddOrgan(sample.Court, day))

	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	at := time.Date(2026, 11, 25, 2, 0, 0, 0, time.UTC)
	template := &x509.Certificate{SerialNumber: big.NewInt(7), NotBefore: at.Add(-time.Hour), NotAfter: at.Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	must(err)
	certificate, err := x509.ParseCertificate(der)
	must(err)

	f := paperFiles{paper: in("paper.pdf"), keys: in("keys"), revoked: in("revoked"), salt: verification.NewSalt()}
	code, err := ring.Sign(sample.Court, verification.KindCertificate, "东江法证〔2026〕1号", day, who, f.salt)
	must(err)
	f.code = code.Text()
	stamp, err := verification.Stamp{Code: code, Subject: who, Salt: f.salt}.Block()
	must(err)
	file, err := (&pdf.Document{Title: "测试", Created: at, Signature: pdf.SignatureRoom, Body: []pdf.Block{stamp}}).Render()
	must(err)
	cades, err := pdf.CAdES([]*x509.Certificate{certificate}, key)
	must(err)
	signed, err := pdf.Sign(file, cades)
	must(err)
	must(os.WriteFile(f.paper, signed, 0o600))
	sum, ok := certificateSum(der)
	if !ok {
		t.Fatal("the certificate is not read")
	}
	keys, err := ring.Publish(day, []verification.PublishedOrgan{{ID: sample.Court, Name: "东江区人民法院", Certificates: [][32]byte{sum}}})
	must(err)
	must(os.WriteFile(f.keys, keys, 0o600))
	parsed, err := verification.ParseKeys(keys)
	must(err)
	f.fingerprint = parsed.Publisher.Fingerprint()
	list, err := ring.PublishRevocations(day, []verification.Entry{ring.Entry(sample.Court, "东江法证〔2026〕1号")})
	must(err)
	must(os.WriteFile(f.revoked, list, 0o600))
	return f
}

// say runs a command that needs no installation.
func say(stdin string, args ...string) (status int, out, errs string) {
	var stdout, stderr bytes.Buffer
	env := environment{
		stdin: strings.NewReader(stdin), stdout: &stdout, stderr: &stderr, clock: time.Now,
		lookup: func(string) (string, bool) { return "", false }, terminal: func(io.Writer) bool { return false },
	}
	status = run(context.Background(), env, append([]string{"--lang", "zh-CN"}, args...))
	return status, stdout.String(), stderr.String()
}

// A paper checks offline with the published keys, and the exit status alone tells
// what came out.
func TestVerify(t *testing.T) {
	f := makePaper(t, verification.Subject{Name: "李𬍛", Document: "31010120090314001X"})
	scan, err := json.Marshal(map[string]string{"code": f.code, "name": "李𬍛", "document": "31010120090314001x", "salt": f.salt.String()})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		status int
		stdin  string
		args   []string
		says   string
	}{
		"whole":           {0, "", []string{f.paper, "--keys", f.keys, "--publisher", strings.ToUpper(f.fingerprint)}, "核验通过"},
		"code alone":      {0, string(scan), []string{"--request", "-", "--keys", f.keys}, "东江区人民法院"},
		"no keys":         {6, "", []string{f.paper}, "没有出具机关公布的公钥"},
		"other person":    {2, strings.Replace(string(scan), "李𬍛", "李某", 1), []string{"--request", "-", "--keys", f.keys}, "与二维码不符"},
		"revoked":         {2, "", []string{f.paper, "--keys", f.keys, "--revocations", f.revoked}, "该文号已被撤销"},
		"other publisher": {2, "", []string{f.paper, "--keys", f.keys, "--publisher", "0000"}, ""},
		"nothing":         {2, "", []string{"--keys", f.keys}, ""},
		"no paper":        {2, "", []string{f.keys, "--keys", f.keys}, ""},
		"no list":         {2, "", []string{f.paper, "--keys", f.revoked}, ""},
	} {
		status, out, errs := say(c.stdin, append([]string{"verify"}, c.args...)...)
		if status != c.status || !strings.Contains(out, c.says) || c.says == "" && out != "" {
			t.Errorf("%s: status %d\n%s%s", name, status, out, errs)
		}
		if (status == 0) != (errs == "") {
			t.Errorf("%s: %q on standard error", name, errs)
		}
	}
	status, out, _ := say("", "--json", "verify", f.paper, "--keys", f.keys)
	var answer struct {
		Verdict, Organ, Form, Number, Name string
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil || status != 0 || answer.Verdict != "holds" || answer.Form != "no_record_certificate" || answer.Name != "李𬍛" {
		t.Errorf("%d %s", status, out)
	}
	page := filepath.Join(t.TempDir(), "page.html")
	if status, _, errs := say("", "verify", "page", "--keys", f.keys, "-o", page); status != 0 {
		t.Fatal(errs)
	}
	content, err := os.ReadFile(page)
	if err != nil || !bytes.Contains(content, []byte("default-src 'none'")) || !bytes.Contains(content, []byte("document-keys/1")) {
		t.Error("the page has not the keys or not its policy")
	}
}

// What an installation publishes is what its papers are checked with.
func TestPapersCommands(t *testing.T) {
	d := district.Open(t)
	d.Shut()
	keys, list := filepath.Join(t.TempDir(), "keys"), filepath.Join(t.TempDir(), "list")
	security := "security_admin.court-dongjiang@court-dongjiang/security_admin"
	for _, args := range [][]string{
		{"papers", "renew", "--as", security, "--requested", "security_admin2.court-dongjiang"},
		{"papers", "keys", "--as", security, "--requested", "security_admin2.court-dongjiang", "-o", keys},
		{"papers", "revoke", "--as", "approver.court-dongjiang@court-dongjiang/approver", "--requested", "handler.court-dongjiang", "东江法证〔2026〕1号"},
		{"papers", "revoked", "--as", "window.police-dongjiang@police-dongjiang/window", "-o", list},
	} {
		if got := command(d, "en", args); !strings.HasPrefix(got, "0\n") {
			t.Fatalf("%v: %s", args, got)
		}
	}
	read := func(name string) []byte {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	published, err := verification.ParseKeys(read(keys))
	if err != nil || len(published.Organs) != len(sample.Organs()) {
		t.Errorf("%v", err)
	}
	revoked, err := verification.ParseRevocations(read(list))
	if err != nil || !revoked.Has(sample.Court, "东江法证〔2026〕1号") {
		t.Errorf("%v", err)
	}
	if got := command(d, "en", []string{"papers", "revoked", "--as", "custodian.court-dongjiang@court-dongjiang/custodian", "-o", list + "2"}); !strings.HasPrefix(got, "5\n") {
		t.Errorf("a custodian got the list: %s", got)
	}
}

// What is read of a sealed record leaves on marked pages, and a page that turns up
// names its reader; a label opens its holding.
func TestTraceAndLabelCommands(t *testing.T) {
	d := swapWorld(t, swapX)
	d.Reopen()
	var record, label string
	row := d.Store.Reader().QueryRowContext(context.Background(), `SELECT lower(hex(record_id)) FROM record`)
	if err := row.Scan(&record); err != nil {
		t.Fatal(err)
	}
	row = d.Store.Reader().QueryRowContext(context.Background(), `SELECT label FROM holding WHERE organ_id = 'court-dongjiang' LIMIT 1`)
	if err := row.Scan(&label); err != nil {
		t.Fatal(err)
	}
	d.Shut()
	dir := t.TempDir()
	page, labels := filepath.Join(dir, "page.pdf"), filepath.Join(dir, "labels.pdf")
	handler, approver, auditor := "handler.court-dongjiang@court-dongjiang/handler", "approver.court-dongjiang@court-dongjiang/approver", "audit_admin.court-dongjiang@court-dongjiang/audit_admin"
	for _, c := range []struct {
		says string
		args []string
	}{
		{"copy code: ", []string{"sealed", "open", "--as", handler, "--approved-by", approver, "--purpose", "case", "--basis", "16", record, "-o", page}},
		{"reader: handler.court-dongjiang", []string{"trace", "--as", auditor, page}},
		{"label: " + label, []string{"label", "show", "--as", "custodian.court-dongjiang@court-dongjiang/custodian", label}},
		{"written", []string{"label", "print", "--as", "custodian.court-dongjiang@court-dongjiang/custodian", label, "-o", labels}},
	} {
		if got := command(d, "en", c.args); !strings.HasPrefix(got, "0\n") || !strings.Contains(got, c.says) || strings.Contains(got, swapX.name()) {
			t.Errorf("%v: %s", c.args[:2], got)
		}
	}
	for _, args := range [][]string{
		{"trace", "--as", "audit_admin.police-dongjiang@police-dongjiang/audit_admin", page},
		{"label", "show", "--as", "custodian.police-dongjiang@police-dongjiang/custodian", label},
		{"label", "show", "--as", handler, label},
	} {
		if got := command(d, "en", args); !strings.HasPrefix(got, "3\n") {
			t.Errorf("%v: %s", args, got)
		}
	}
}
