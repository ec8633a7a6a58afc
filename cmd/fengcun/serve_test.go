package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"fengcun"
	"fengcun/client"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
)

// certificateFiles writes a certificate for loopback and its key.
func certificateFiles(t *testing.T) (certFile, keyFile string, roots *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots = x509.NewCertPool()
	roots.AddCert(leaf)
	dir := t.TempDir()
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for file, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: der}, keyFile: {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return certFile, keyFile, roots
}

// servedEnvironment is an environment whose output can be read while it runs.
func servedEnvironment(d *district.District, out, errs io.Writer) environment {
	variables := map[string]string{"FENGCUN_DATA": d.Dir, "FENGCUN_KEY_FILE": d.Key}
	return environment{
		stdin: strings.NewReader(""), stdout: out, stderr: errs, clock: d.Clock.Now,
		lookup:   func(name string) (string, bool) { v, ok := variables[name]; return v, ok },
		terminal: func(io.Writer) bool { return false },
	}
}

// TestServe: the command, with its settings from the file, answers a registered case
// system, and stops with everything closed when it is told to.
func TestServe(t *testing.T) {
	d := district.Open(t)
	password, err := sample.OpenAccounts(t.Context(), d.Registry)
	if err != nil {
		t.Fatal(err)
	}
	d.Shut()
	certFile, keyFile, roots := certificateFiles(t)
	settings := "[server]\nlisten = \"127.0.0.1:0\"\nmetrics = \"127.0.0.1:0\"\ncertificate_file = \"" + certFile + "\"\nkey_file = \"" + keyFile + "\"\n"
	if err := os.WriteFile(filepath.Join(d.Dir, "fengcun.toml"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	as := func(role fengcun.Role) string {
		m := sample.Member(sample.Court, role)
		return string(m.Staff) + "@" + string(m.Organ) + "/" + string(m.Role)
	}
	one := func(args ...string) (answer map[string]any) {
		t.Helper()
		var out, errs bytes.Buffer
		if status := run(context.Background(), servedEnvironment(d, &out, &errs), append([]string{"--json"}, args...)); status != 0 {
			t.Fatalf("%v: %d %s", args, status, errs.String())
		}
		if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
			t.Fatal(err)
		}
		return answer
	}
	proposed := one("client", "propose", "--as", as(fengcun.RoleSystemAdmin), "--account", as(fengcun.RoleHandler), "--kind", "key",
		"--handle", hex.EncodeToString(public), "--until", fengcun.DateOf(d.Clock.Now()).AddDays(10).String())
	id := proposed["client"].(string)
	one("client", "approve", "--as", as(fengcun.RoleSecurityAdmin), id)
	if list := one("client", "list", "--as", as(fengcun.RoleSystemAdmin))["clients"].([]any); len(list) != 1 {
		t.Errorf("%d clients are listed", len(list))
	}

	ctx, stop := context.WithCancel(context.Background())
	outRead, outWrite := io.Pipe()
	var errs bytes.Buffer
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, servedEnvironment(d, outWrite, &errs), []string{"--json", "serve"})
		outWrite.Close()
	}()
	var at addresses
	if err := json.NewDecoder(outRead).Decode(&at); err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	c, err := client.New(client.Options{Address: at.URL, SigningKey: private, RootCAs: roots, Clock: d.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.Work(context.Background()); err != nil {
		t.Errorf("a registered case system: %v", err)
	}
	web := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	for url, want := range map[string]int{at.URL + "/healthz": 200, at.URL + "/readyz": 200, at.Metrics: 200, at.API + "/work": 401, at.API + "/openapi.json": 200} {
		if r, err := web.Get(url); err != nil || r.StatusCode != want {
			t.Errorf("%s: %v, %v", url, r, err)
		} else {
			r.Body.Close()
		}
	}
	signIn(t, web, at.URL, string(sample.Member(sample.Court, fengcun.RoleHandler).Staff), password.Reveal())
	c.Close()
	web.CloseIdleConnections()
	stop()
	if s := <-status; s != 0 {
		t.Errorf("stopped with %d: %s", s, errs.String())
	}
	one("client", "revoke", "--as", as(fengcun.RoleSecurityAdmin), id) // the installation is closed, or this could not open it
}

// signIn signs somebody in on the pages and looks at the workbench.
func signIn(t *testing.T, web *http.Client, address, account, password string) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Transport: web.Transport, Jar: jar}
	form := url.Values{"account": {account}, "password": {password}}
	r, err := browser.PostForm(address+"/sign-in", form)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	page, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK || r.Request.URL.Path == "/sign-in" || !strings.Contains(string(page), "/sign-out") {
		t.Errorf("%s cannot sign in: %v, %s\n%s", account, err, r.Request.URL, page)
	}
}

// TestDemoServes: the demo ends with pages on which a sample account can sign in
// with the password that was printed, until it is told to stop.
func TestDemoServes(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, outWrite := io.Pipe()
	var errs bytes.Buffer
	env := environment{
		stdin: strings.NewReader(""), stdout: outWrite, stderr: &errs, clock: time.Now,
		lookup: func(string) (string, bool) { return "", false }, terminal: func(io.Writer) bool { return false },
	}
	status := make(chan int, 1)
	data := t.TempDir()
	go func() {
		status <- run(ctx, env, []string{"--lang", "en", "demo", "--data", data, "--listen", "127.0.0.1:0"})
		outWrite.Close()
	}()
	var address, password string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		word, value, _ := strings.Cut(strings.TrimSpace(lines.Text()), ": ")
		switch word {
		case "address":
			address = value
		case "password of the sample accounts":
			password = value
		case "Ctrl+C stops":
			web := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
			signIn(t, web, address, string(sample.Member(sample.Police, fengcun.RoleWindow).Staff), password)
			web.CloseIdleConnections()
			stop()
		}
	}
	if s := <-status; s != 0 || password == "" {
		t.Errorf("ended with %d: %s", s, errs.String())
	}
	documentsOpen(t, filepath.Join(data, "documents"))
}

// documentsOpen looks at the documents of the demonstration's cases: of every kind one,
// each a file that another program reads.
func documentsOpen(t *testing.T, dir string) {
	t.Helper()
	for _, kind := range []string{"*公证*", "*未封*person", "*未封*police*", "*查*", "explanation_letter*", "explanation_record*", "service_receipt*", "sealing_inventory*", "unsealing_notice*"} {
		files, err := filepath.Glob(filepath.Join(dir, kind+".pdf"))
		if err != nil || len(files) == 0 {
			t.Errorf("no %s among the documents: %v", kind, err)
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationStrict
	for _, file := range files {
		if err := api.ValidateFile(file, conf); err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
		}
		if _, err := zip.OpenReader(strings.TrimSuffix(file, ".pdf") + ".docx"); err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
		}
	}
}

// TestServeRefuses: without a certificate, with a key that others can read, with an
// address that is none, with a setting that is none.
func TestServeRefuses(t *testing.T) {
	d := district.Open(t)
	d.Shut()
	certFile, keyFile, _ := certificateFiles(t)
	open := filepath.Join(t.TempDir(), "open.pem")
	text, err := os.ReadFile(keyFile)
	if err == nil {
		err = os.WriteFile(open, text, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"server.certificate":         {"serve"},
		"server.key_permissions":     {"serve", "--certificate", certFile, "--certificate-key", open},
		"server.listen":              {"serve", "--certificate", certFile, "--certificate-key", keyFile, "--listen", "nowhere"},
		"server.metrics":             {"serve", "--certificate", certFile, "--certificate-key", keyFile, "--listen", "127.0.0.1:0", "--metrics", "0.0.0.0:0"},
		"server.client_certificates": {"serve", "--certificate", certFile, "--certificate-key", keyFile, "--client-certificates", "perhaps"},
	} {
		var out, errs bytes.Buffer
		status := run(context.Background(), servedEnvironment(d, &out, &errs), append([]string{"--json"}, args...))
		if status == 0 || !strings.Contains(errs.String(), `"code":"`+want+`"`) {
			t.Errorf("%v: %d %s", args, status, errs.String())
		}
	}
}
