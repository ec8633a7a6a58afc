package api_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"fengcun"
	"fengcun/client"
	"fengcun/internal/api"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/server"
)

// world is a district whose interface is served on loopback.
type world struct {
	*district.District
	t       testing.TB
	address string
	metrics string
	roots   *x509.CertPool
	http    *http.Client
	log     *lockedBuffer
	keys    map[fengcun.Actor]ed25519.PrivateKey
}

type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// serve serves the sample district. The clock stands still, so that a limit would
// never be lifted; there is none.
func serve(t testing.TB) *world {
	return serveDistrict(t, district.Open(t), server.Limits{Burst: 1 << 20})
}

func serveDistrict(t testing.TB, d *district.District, limits server.Limits) *world {
	t.Helper()
	w := &world{District: d, t: t, log: &lockedBuffer{}, roots: x509.NewCertPool(), keys: map[fengcun.Actor]ed25519.PrivateKey{}}
	a, err := api.New(api.Config{Registry: d.Registry, MAC: d.RequestMAC, Clock: d.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := server.SelfSigned(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	w.roots.AddCert(certificate.Leaf)
	surface := a.Surface()
	surface.Handler = keepingContract(t, surface.Handler)
	s, err := server.Listen(server.Options{
		Listen: "127.0.0.1:0", Metrics: "127.0.0.1:0", Certificate: certificate, ClientCertificates: true, Surfaces: []server.Surface{surface},
		Ready: func(context.Context) error { return nil }, Clock: d.Clock.Now, Log: server.NewLog(w.log),
		Limits: limits,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.address, w.metrics = "https://"+s.Addr().String(), "http://"+s.MetricsAddr().String()+"/metrics"
	w.http = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: w.roots}, ExpectContinueTimeout: time.Minute}}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- s.Serve(ctx) }()
	t.Cleanup(func() {
		w.http.CloseIdleConnections()
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return w
}

// admitted registers a handle for an account, by two people.
func (w *world) admitted(as fengcun.Actor, kind registry.ClientKind, handle [32]byte) fengcun.ID {
	w.t.Helper()
	ctx := context.Background()
	id, err := w.Registry.ProposeClient(ctx, sample.Member(as.Organ, fengcun.RoleSystemAdmin), registry.Client{
		Kind: kind, Handle: handle, As: as, ValidTo: fengcun.DateOf(w.Clock.Now()).AddDays(365),
	})
	w.must(err)
	w.must(w.Registry.ApproveClient(ctx, sample.Member(as.Organ, fengcun.RoleSecurityAdmin), id))
	return id
}

// key is the registered signing key of an account.
func (w *world) key(as fengcun.Actor) ed25519.PrivateKey {
	w.t.Helper()
	if key, ok := w.keys[as]; ok {
		return key
	}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	w.must(err)
	w.admitted(as, registry.ClientKey, [32]byte(public))
	w.keys[as] = private
	return private
}

// as is a client of an account.
func (w *world) as(actor fengcun.Actor) *client.Client {
	w.t.Helper()
	c, err := client.New(client.Options{Address: w.address, SigningKey: w.key(actor), RootCAs: w.roots, Language: "en", Clock: w.Clock.Now})
	w.must(err)
	w.t.Cleanup(c.Close)
	return c
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// answered is an answer as whoever asked sees it, but for what is random by right:
// the request's number.
type answered struct {
	status int
	header http.Header
	body   []byte
}

func (a answered) String() string {
	var text strings.Builder
	fmt.Fprintln(&text, a.status)
	a.header.Write(&text)
	text.Write(a.body)
	return text.String()
}

// problem reads the body of a refusal.
func (a answered) problem(t testing.TB) client.Problem {
	t.Helper()
	var p client.Problem
	if got := a.header.Get("Content-Type"); got != "application/problem+json" {
		t.Fatalf("content type %q: %s", got, a.body)
	}
	if err := json.Unmarshal(a.body, &p); err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
	return p
}

// send sends a request as it is, signed or not.
func (w *world) send(r *http.Request) answered {
	w.t.Helper()
	resp, err := w.http.Do(r)
	w.must(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	w.must(err)
	resp.Header.Del("X-Request-Id")
	resp.Header.Del("Date")
	return answered{resp.StatusCode, resp.Header, body}
}

// ask makes and sends a signed request of an account.
func (w *world) ask(as fengcun.Actor, method, path, key string, body []byte) answered {
	w.t.Helper()
	return w.send(w.signed(as, method, path, key, body))
}

var (
	handler  = sample.Member(sample.Court, fengcun.RoleHandler)
	approver = sample.Member(sample.Court, fengcun.RoleApprover)
	window   = sample.Member(sample.Police, fengcun.RoleWindow)
)

func asProblem(err error, p **client.Problem) bool { return errors.As(err, p) }
