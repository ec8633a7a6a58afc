package api_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/client"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// TestStrangersAreOneAnswer: whoever cannot be told gets the same bytes, whatever is
// wrong and whatever was asked for.
func TestStrangersAreOneAnswer(t *testing.T) {
	w := serve(t)
	body := []byte(`{"id":"310115200503140019","idKind":"resident_id"}`)
	const path = "/api/v1/searches"
	if got := w.ask(handler, "POST", path, "", body); got.status != http.StatusOK {
		t.Fatalf("a registered key: %s", got)
	}
	want := w.send(w.unsigned("POST", path, "", body))
	if want.status != http.StatusUnauthorized || want.problem(t).Code != "client.unknown" || want.header.Get("Www-Authenticate") == "" {
		t.Fatalf("unsigned: %s", want)
	}
	_, stranger, err := ed25519.GenerateKey(rand.Reader)
	w.must(err)
	spoil := func(change func(*signature)) *http.Request {
		r := w.unsigned("POST", path, "", body)
		s := w.signature(handler, r, body)
		change(&s)
		s.put(r)
		return r
	}
	header := func(change func(http.Header)) *http.Request {
		r := w.signed(handler, "POST", path, "", body)
		change(r.Header)
		return r
	}
	revoked := sample.Second(sample.Court)
	w.must(w.Registry.RevokeClient(context.Background(), sample.Member(sample.Court, fengcun.RoleSecurityAdmin),
		w.admitted(revoked, registry.ClientKey, [32]byte(w.unregisteredKey(revoked)))))
	for name, r := range map[string]*http.Request{
		"another operation":       w.unsigned("GET", "/api/v1/work", "", nil),
		"no operation":            w.unsigned("GET", "/api/v1/nothing", "", nil),
		"a key nobody registered": spoil(func(s *signature) { s.key = stranger }),
		"a revoked key":           w.signed(revoked, "POST", path, "", body),
		"another method":          spoil(func(s *signature) { s.method = "GET" }),
		"another address":         spoil(func(s *signature) { s.uri = strings.Replace(s.uri, "searches", "work", 1) }),
		"another body":            spoil(func(s *signature) { s.body = []byte("{}") }),
		"too old":                 spoil(func(s *signature) { s.created -= 61 }),
		"from the future":         spoil(func(s *signature) { s.created += 61 }),
		"a short nonce":           spoil(func(s *signature) { s.nonce = "00" }),
		"another number":          header(func(h http.Header) { h.Set("Idempotency-Key", "0123456789abcdef") }),
		"two signatures":          header(func(h http.Header) { h.Add("Signature", h.Get("Signature")) }),
		"not base64":              header(func(h http.Header) { h.Set("Signature", "sig=:???:") }),
		"no parameters":           header(func(h http.Header) { h.Del("Signature-Input") }),
		"a weaker algorithm": header(func(h http.Header) {
			h.Set("Signature-Input", strings.Replace(h.Get("Signature-Input"), "ed25519", "hmac-sha256", 1))
		}),
		"fewer components": header(func(h http.Header) {
			h.Set("Signature-Input", strings.Replace(h.Get("Signature-Input"), ` "content-digest"`, "", 1))
		}),
	} {
		if got := w.send(r); got.String() != want.String() {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
	once := w.signed(handler, "POST", path, "", body)
	again := once.Clone(context.Background())
	again.Body, _ = once.GetBody()
	if got := w.send(once); got.status != http.StatusOK {
		t.Errorf("once: %s", got)
	}
	if got := w.send(again); got.String() != want.String() {
		t.Errorf("the same signature twice: %s", got)
	}
}

// unregisteredKey is a key of an account before anybody registers it.
func (w *world) unregisteredKey(as fengcun.Actor) ed25519.PublicKey {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	w.must(err)
	w.keys[as] = private
	return public
}

// TestCertificate: a client certificate is known by its fingerprint, not by who
// signed it, and not beyond its own dates.
func TestCertificate(t *testing.T) {
	w := serve(t)
	ctx := context.Background()
	certificate := func(from, to time.Time) tls.Certificate {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		w.must(err)
		template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: from, NotAfter: to, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}
		der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
		w.must(err)
		return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	}
	ask := func(c tls.Certificate) error {
		with, err := client.New(client.Options{Address: w.address, Certificate: &c, RootCAs: w.roots, Clock: w.Clock.Now})
		w.must(err)
		defer with.Close()
		_, _, err = with.Work(ctx)
		return err
	}
	now := w.Clock.Now()
	registered, stranger, over := certificate(now, now.Add(time.Hour)), certificate(now, now.Add(time.Hour)), certificate(now.Add(-2*time.Hour), now.Add(-time.Hour))
	for _, c := range []tls.Certificate{registered, over} {
		w.admitted(handler, registry.ClientCertificate, sha256.Sum256(c.Certificate[0]))
	}
	for name, c := range map[string]struct {
		certificate tls.Certificate
		code        string
	}{
		"registered": {registered, ""}, "not registered": {stranger, "client.unknown"}, "registered and run out": {over, "client.unknown"},
	} {
		if err := ask(c.certificate); client.CodeOf(err) != c.code || (err == nil) != (c.code == "") {
			t.Errorf("%s: %v, want %q", name, err, c.code)
		}
	}
}

// TestClientSignsAnew: each request is signed anew, and no key is
// named in the log.
func TestClientSignsAnew(t *testing.T) {
	w := serve(t)
	c := w.as(handler)
	for range 3 {
		if _, _, err := c.Work(context.Background()); err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(time.Hour)
	}
	if name := hex.EncodeToString(w.key(handler).Public().(ed25519.PublicKey)); strings.Contains(w.log.String(), name) {
		t.Error("the log holds the key's name")
	}
}
