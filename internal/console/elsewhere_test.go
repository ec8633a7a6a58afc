package console

import (
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"

	"fengcun"
	"fengcun/internal/egress"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/identity"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// provider is a real OpenID Connect provider on loopback, and a browser before it.
type provider struct {
	*httptest.Server
	t       testing.TB
	browser *http.Client
}

func newProvider(t testing.TB) *provider {
	t.Helper()
	var handler http.Handler
	p := &provider{Server: httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) })), t: t}
	t.Cleanup(p.Close)
	storage.RegisterClients(storage.WebClient("fengcun", "secret", district.Origin+identity.BackPath))
	handler = exampleop.SetupServer(p.URL, storage.NewStorage(storage.NewUserStore(p.URL)), slog.New(slog.NewTextHandler(io.Discard, nil)), false)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	p.browser = &http.Client{Transport: p.Client().Transport, Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), district.Origin) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	return p
}

// known is how an installation knows the provider.
func (p *provider) known(t testing.TB) *identity.Provider {
	t.Helper()
	roots := x509.NewCertPool()
	roots.AddCert(p.Certificate())
	client, err := egress.Provider(p.URL, roots)
	if err != nil {
		t.Fatal(err)
	}
	return &identity.Provider{Issuer: p.URL, ClientID: "fengcun", ClientSecret: "secret", Client: client}
}

// visit signs somebody in there and returns the path that the browser is sent back
// to.
func (p *provider) visit(address, user string) string {
	p.t.Helper()
	page, err := p.browser.Get(address)
	if err != nil {
		p.t.Fatal(err)
	}
	page.Body.Close()
	if strings.HasPrefix(page.Header.Get("Location"), district.Origin) {
		return strings.TrimPrefix(page.Header.Get("Location"), district.Origin)
	}
	back, err := p.browser.PostForm(p.URL+"/login/username", url.Values{
		"username": {user}, "password": {"verysecure"}, "id": {page.Request.URL.Query().Get("authRequestID")},
	})
	if err != nil {
		p.t.Fatal(err)
	}
	back.Body.Close()
	to, ok := strings.CutPrefix(back.Header.Get("Location"), district.Origin)
	if !ok {
		p.t.Fatalf("the provider answers %d at %s", back.StatusCode, back.Request.URL)
	}
	return to
}

// An account at the organ's own provider signs in the account here that its owner
// bound to it, and nobody else.
func TestElsewhere(t *testing.T) {
	p := newProvider(t)
	h := houseIn(t, district.WithProvider(t, p.known(t)))
	h.Clock.Set(time.Now()) // the provider's tokens are of today
	handler := sample.Member(sample.Court, fengcun.RoleHandler)

	stranger := h.caller(t, "zh-CN")
	stranger.get(stranger.away(p, "/sign-in/elsewhere", "test-user2")).page(t, http.StatusUnprocessableEntity) // bound to nobody

	c := h.as(t, handler, "zh-CN")
	form := c.get(c.away(p, "/account/elsewhere", "test-user2")).page(t, http.StatusOK)
	other := h.as(t, sample.Second(sample.Court), "zh-CN")
	other.post("/account/elsewhere", filled(t, form, "/account/elsewhere", "password", string(h.password))...).page(t, http.StatusConflict)
	if to := c.post("/account/elsewhere", filled(t, form, "/account/elsewhere", "password", string(h.password))...).goesTo(t); to != "/account" {
		t.Fatal(to)
	}

	in := h.caller(t, "en")
	back := in.away(p, "/sign-in/elsewhere", "test-user2")
	cookies := in.cookies[cookieElsewhere]
	in.get(strings.Replace(back, "state=", "state=x", 1)).page(t, http.StatusUnprocessableEntity)
	in.cookies[cookieElsewhere] = cookies
	in.get(back).page(t, http.StatusOK)
	if to := in.get("/").goesTo(t); to != "/work" {
		t.Errorf("signed in and sent to %s", to)
	}
	in.cookies[cookieElsewhere] = cookies
	in.get(back).page(t, http.StatusUnprocessableEntity) // a second time
	other = h.caller(t, "en")
	other.get(other.away(p, "/sign-in/elsewhere", "test-user@127.0.0.1")).page(t, http.StatusUnprocessableEntity)
	sessions, err := h.Registry.Sessions(t.Context(), handler)
	if err != nil || !slices.ContainsFunc(sessions, func(s registry.Session) bool { return s.Method == "elsewhere" }) {
		t.Errorf("%v, %v", sessions, err)
	}
}

// away goes from a page to the provider, signs in there and comes back.
func (c *caller) away(p *provider, from, user string) string {
	c.t.Helper()
	return p.visit(c.get(from).goesTo(c.t), user)
}

// The client of the provider reaches the provider alone.
func TestProviderAlone(t *testing.T) {
	p, other := newProvider(t), newProvider(t)
	client := p.known(t).Client
	if _, err := client.Get(other.URL); fengcun.CodeOf(errors.Unwrap(err)) != "egress.refused" {
		t.Errorf("another server: %v", err)
	}
	for _, address := range []string{"", "http://127.0.0.1", "https://", "ftp://a", "https://user@host"} {
		if _, err := egress.Provider(address, nil); fengcun.CodeOf(err) != "config.issuer" {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// A provider that is down is said to be down, and the password still signs in.
func TestProviderDown(t *testing.T) {
	p := newProvider(t)
	h := houseIn(t, district.WithProvider(t, p.known(t)))
	p.Close()
	h.caller(t, "zh-CN").get("/sign-in/elsewhere").page(t, http.StatusServiceUnavailable)
	h.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
}
