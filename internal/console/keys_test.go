package console

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/webauthn"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/server"
)

// Chromium makes a passkey with an authenticator of its own and signs in with it,
// twice, without a word of an account or a password.
func TestPasskeyInBrowser(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0") // the address has to be known before the installation opens
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	origin := "https://localhost:" + port
	s := houseIn(t, district.OpenAt(t, origin)).serveAt(t, address)
	s.origin = origin
	b := s.tab(t, "passkey", 1280, 900, true)
	call(b, webauthn.Enable, webauthn.EnableParams{})

	call(b, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
		Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
		HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
	}})
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	b.signIn(handler)
	b.open("/account/passkey")
	b.accessible()
	b.picture("make")
	b.typeIn("password", string(s.password))
	b.click("form button.main")
	if b.at() != "/account" {
		t.Fatalf("at %s: %s", b.at(), b.text())
	}
	b.accessible()
	b.picture("account")
	for range 2 {
		b.click(`form[action="/sign-out"] button`)
		b.accessible()
		b.picture("sign-in")
		b.click(`form[data-passkey] button`)
		if b.at() != "/work" {
			t.Fatalf("at %s: %s", b.at(), b.text())
		}
	}
	sessions, err := s.Registry.Sessions(t.Context(), handler)
	if err != nil || !slices.ContainsFunc(sessions, func(s registry.Session) bool { return s.Method == "passkey" }) {
		t.Errorf("%v, %v", sessions, err)
	}
	b.silent()
}

// A browser with a USB key signs in by showing its certificate, once the account
// was bound to it; another certificate is refused.
func TestCertificateInBrowser(t *testing.T) {
	h := newHouse(t)
	own, err := server.SelfSigned(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.Listen(server.Options{
		Listen: "127.0.0.1:0", Certificate: own, ClientCertificates: true, Clock: time.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Ready:    func(context.Context) error { return nil },
		Surfaces: []server.Surface{{Name: "console", Prefix: "/", Handler: h.console, Refuse: h.console.Refuse}},
	})
	if err != nil {
		t.Fatal(err)
	}
	go s.Serve(t.Context())
	origin := "https://" + s.Addr().String()
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	mine, another := h.usbKey(t), h.usbKey(t)

	web := browserWith(t, mine)
	if page := send(t, web, origin+"/sign-in", "account", string(handler.Staff), "password", string(h.password)); !strings.Contains(page, "/sign-out") {
		t.Fatal("cannot sign in")
	}
	send(t, web, origin+"/account/certificate", "password", string(h.password))
	for _, c := range []struct {
		key tls.Certificate
		in  bool
	}{{mine, true}, {another, false}, {tls.Certificate{}, false}} {
		page := send(t, browserWith(t, c.key), origin+"/sign-in/certificate")
		if strings.Contains(page, "/sign-out") != c.in {
			t.Errorf("signed in: %v, want %v", !c.in, c.in)
		}
	}
}

// usbKey makes a key with its certificate, as it lies on a USB key.
func (h *house) usbKey(t *testing.T) tls.Certificate {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: h.Clock.Now().Add(-time.Hour), NotAfter: h.Clock.Now().AddDate(1, 0, 0)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: private}
}

func browserWith(t *testing.T, key tls.Certificate) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	config := &tls.Config{InsecureSkipVerify: true}
	if key.PrivateKey != nil {
		config.Certificates = []tls.Certificate{key}
	}
	return &http.Client{Jar: jar, Transport: &http.Transport{TLSClientConfig: config}}
}

func send(t *testing.T, web *http.Client, to string, pairs ...string) string {
	t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	r, err := web.PostForm(to, form)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	page, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}
