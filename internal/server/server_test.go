package server

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest"
)

// running is a server on loopback with what a test needs to ask it.
type running struct {
	*Server
	client *http.Client
	url    string
	log    *lockedBuffer
	clock  *fengcuntest.Clock
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

func serve(t *testing.T, change func(*Options)) *running {
	t.Helper()
	certificate, err := SelfSigned(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	r := &running{log: &lockedBuffer{}, clock: fengcuntest.NewClock(fengcuntest.Epoch)}
	o := Options{
		Listen: "127.0.0.1:0", Metrics: "127.0.0.1:0", Certificate: certificate,
		Ready: func(context.Context) error { return nil }, Clock: r.clock.Now, Log: NewLog(r.log),
	}
	if change != nil {
		change(&o)
	}
	if r.Server, err = Listen(o); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- r.Serve(ctx) }()
	t.Cleanup(func() {
		r.client.CloseIdleConnections()
		stop()
		if err := <-done; err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	pool := x509.NewCertPool()
	pool.AddCert(certificate.Leaf)
	r.client = &http.Client{
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, ExpectContinueTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	r.url = "https://" + r.Addr().String()
	return r
}

// observed is everything that whoever asks sees of an answer, but for the number
// of the request and the date.
func (r *running) observed(t *testing.T, q *http.Request) string {
	t.Helper()
	a, err := r.client.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	a.Header.Del("X-Request-Id")
	a.Header.Del("Date")
	var text strings.Builder
	fmt.Fprintf(&text, "%d %d\n", a.StatusCode, a.ContentLength)
	a.Header.Write(&text)
	text.Write(body)
	return text.String()
}

func (r *running) get(t *testing.T, path string) string {
	t.Helper()
	return r.observed(t, request(t, "GET", r.url+path, nil))
}

func request(t *testing.T, method, url string, body io.Reader) *http.Request {
	t.Helper()
	q, err := http.NewRequest(method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func surface(do func(w http.ResponseWriter, r *http.Request)) []Surface {
	return []Surface{{Name: "test", Prefix: "/", Handler: http.HandlerFunc(do)}}
}

// TestFailuresAreAlike: a panic before and after something was written, a failure
// that a surface reports and a full server give the same answer, byte for byte.
func TestFailuresAreAlike(t *testing.T) {
	r := serve(t, func(o *Options) {
		o.Surfaces = surface(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/panic":
				panic("王试甲 310115200503140019")
			case "/late":
				w.Header().Set("Set-Cookie", "a=b")
				w.Header().Set("Content-Type", "text/html")
				fmt.Fprint(w, strings.Repeat("x", 100_000))
				panic(errors.New("the database is gone"))
			case "/reported":
				refusePlainly(w, r, &fengcun.Error{Kind: fengcun.KindInternal, Code: "store.row"})
			case "/unknown":
				refusePlainly(w, r, errors.New("no kind"))
			}
		})
	})
	want := r.get(t, "/panic")
	if !strings.HasPrefix(want, "503 ") {
		t.Fatalf("a panic is answered with %s", want)
	}
	for _, path := range []string{"/late", "/reported", "/unknown"} {
		if got := r.get(t, path); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", path, got, want)
		}
	}
	if log := r.log.String(); strings.Contains(log, "王") || strings.Contains(log, "3101152005") || strings.Contains(log, "/late") || !strings.Contains(log, `"fault":"string`) {
		t.Errorf("the log says %s", log)
	}
}

func TestFullServerRefuses(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	r := serve(t, func(o *Options) {
		o.Limits.Requests = 1
		o.Surfaces = surface(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/wait" {
				close(entered)
				<-leave
			}
		})
	})
	done := make(chan string)
	go func() { done <- r.get(t, "/wait") }()
	<-entered
	if got := r.get(t, "/"); !strings.HasPrefix(got, "503 ") {
		t.Errorf("a full server answers %s", got)
	}
	close(leave)
	if got := <-done; !strings.HasPrefix(got, "200 ") {
		t.Errorf("the one that was there first got %s", got)
	}
}

func TestHeadersAreOnEveryAnswer(t *testing.T) {
	r := serve(t, func(o *Options) {
		o.Surfaces = surface(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"1"`)
			http.NotFound(w, r)
		})
	})
	for _, path := range []string{"/healthz", "/readyz", "/nothing", "//x"} {
		got := r.get(t, path)
		for _, header := range []string{
			"Content-Security-Policy: default-src 'none'", "Strict-Transport-Security", "X-Content-Type-Options: nosniff",
			"Referrer-Policy: no-referrer", "Cache-Control: no-store", "X-Frame-Options: DENY",
		} {
			if !strings.Contains(got, header) {
				t.Errorf("%s lacks %s", path, header)
			}
		}
		if strings.Contains(got, "Etag") {
			t.Errorf("%s has an entity tag", path)
		}
	}
}

// endless is a body without end.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return copy(p, "0123456789"), nil }

func TestBodies(t *testing.T) {
	var read int64
	var failed error
	r := serve(t, func(o *Options) {
		o.Surfaces = surface(func(w http.ResponseWriter, r *http.Request) {
			read, failed = io.Copy(io.Discard, r.Body)
		})
		o.Surfaces[0].MaxBody = 1000
	})
	announced := request(t, "POST", r.url+"/", endless{})
	announced.ContentLength = 10 << 30
	announced.Header.Set("Expect", "100-continue")
	if got := r.observed(t, announced); !strings.HasPrefix(got, "413 ") {
		t.Errorf("10 GB announced: %s", got)
	}
	if read != 0 {
		t.Errorf("%d bytes of it were read", read)
	}
	// The same without saying how much: it ends at the limit.
	streamed := request(t, "POST", r.url+"/", io.LimitReader(endless{}, 1<<20))
	if a, err := r.client.Do(streamed); err == nil { // the connection may be cut while the client still sends
		a.Body.Close()
	}
	var tooLarge *http.MaxBytesError
	if read != 1000 || !errors.As(failed, &tooLarge) {
		t.Errorf("%d bytes were read, %v", read, failed)
	}
}

func TestRequestsThatAreNotLookedAt(t *testing.T) {
	asked := false
	r := serve(t, func(o *Options) {
		o.Surfaces = surface(func(http.ResponseWriter, *http.Request) { asked = true })
	})
	cross := request(t, "POST", r.url+"/", strings.NewReader("a=b"))
	cross.Header.Set("Sec-Fetch-Site", "cross-site")
	origin := request(t, "POST", r.url+"/", strings.NewReader("a=b"))
	origin.Header.Set("Origin", "https://evil.example")
	for name, c := range map[string]struct {
		q    *http.Request
		want string
	}{
		"another site":         {cross, "403 "},
		"another origin":       {origin, "403 "},
		"spoiled encoding":     {request(t, "GET", r.url+"/%ff%fe", nil), "422 "},
		"a null character":     {request(t, "GET", r.url+"/a%00b", nil), "422 "},
		"a header without end": {request(t, "GET", r.url+"/?"+strings.Repeat("x", 64<<10), nil), "431 "},
	} {
		if got := r.observed(t, c.q); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s", name, got)
		}
		if asked {
			t.Errorf("%s reached the surface", name)
		}
	}
}

func TestRateIsTheSameForEverybody(t *testing.T) {
	r := serve(t, func(o *Options) {
		o.Limits.Rate, o.Limits.Burst = 1, 3
		o.Surfaces = surface(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/missing" {
				http.NotFound(w, r)
			}
		})
	})
	for _, path := range []string{"/", "/missing"} {
		var statuses []string
		for range 5 {
			statuses = append(statuses, r.get(t, path)[:3])
		}
		first := map[string]string{"/": "200", "/missing": "404"}[path]
		if got, want := strings.Join(statuses, " "), strings.Join([]string{first, first, first, "429", "429"}, " "); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
		r.clock.Advance(time.Minute)
	}
}

// TestTimeIsUp: a request that takes too long is a failure like any other, and the
// handler is told to give up.
func TestTimeIsUp(t *testing.T) {
	r := serve(t, func(o *Options) {
		o.Limits.Time = 20 * time.Millisecond
		o.Surfaces = surface(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/late" {
				<-r.Context().Done()
				refusePlainly(w, r, r.Context().Err())
				return
			}
			panic("fault")
		})
	})
	if got, want := r.get(t, "/late"), r.get(t, "/"); got != want {
		t.Errorf("too late: %s, a fault: %s", got, want)
	}
}

func TestLimiterForgets(t *testing.T) {
	clock := fengcuntest.NewClock(fengcuntest.Epoch)
	l := newLimiter(Limits{Rate: 1, Burst: 2}, clock.Now)
	for i := range clients {
		l.take(client(fmt.Sprintf("10.%d.%d.1:1", i>>8, i&255)))
	}
	stranger := client("[2001:db8::1]:1")
	for i, want := range []bool{true, true, false} { // shares one bucket with all further ones
		if got := l.take(client(fmt.Sprintf("[2001:db8:%d::1]:1", i))); got != want {
			t.Errorf("request %d of the many: %v", i, got)
		}
	}
	clock.Advance(time.Minute)
	if !l.take(stranger) || len(l.buckets) != 1 {
		t.Errorf("%d are still remembered", len(l.buckets))
	}
	if client("[2001:db8::1]:1") != client("[2001:db8::2]:9") || client("10.0.0.1:1") == client("10.0.0.2:1") {
		t.Error("an IPv6 host has one bucket for each of its addresses, or IPv4 hosts share one")
	}
}

func TestReadiness(t *testing.T) {
	var out error
	r := serve(t, func(o *Options) { o.Ready = func(context.Context) error { return out } })
	if got := r.get(t, "/readyz"); !strings.HasSuffix(got, "ready\n") {
		t.Errorf("ready: %s", got)
	}
	out = errors.New("quarantine")
	if got := r.get(t, "/readyz"); !strings.HasPrefix(got, "503 ") || strings.Contains(got, "quarantine") {
		t.Errorf("out of order: %s", got)
	}
	if got := r.get(t, "/healthz"); !strings.HasSuffix(got, "ok\n") {
		t.Errorf("health: %s", got)
	}
}

// TestMetricsTellNothing: apart, on loopback, and with no label beyond surface and
// class of status.
func TestMetricsTellNothing(t *testing.T) {
	r := serve(t, func(o *Options) {
		o.Surfaces = surface(func(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) })
	})
	r.get(t, "/matters/wang")
	if got := r.get(t, "/metrics"); !strings.HasPrefix(got, "404 ") {
		t.Errorf("metrics on the main listener: %s", got)
	}
	got := r.observed(t, request(t, "GET", "http://"+r.MetricsAddr().String()+"/metrics", nil))
	if !strings.Contains(got, `fengcun_http_requests_total{class="4xx",surface="test"} 2`) || strings.Contains(got, "wang") {
		t.Errorf("metrics: %s", got)
	}
	_, err := Listen(Options{Listen: "127.0.0.1:0", Metrics: "0.0.0.0:0", Certificate: tls.Certificate{Certificate: [][]byte{{1}}}})
	if fengcun.CodeOf(err) != "server.metrics" {
		t.Errorf("metrics for everybody: %v", err)
	}
}

// TestStopFinishesRequests: what is under way when the server stops is answered.
func TestStopFinishesRequests(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	certificate, err := SelfSigned(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	s, err := Listen(Options{
		Listen: "127.0.0.1:0", Certificate: certificate, Clock: time.Now, Log: NewLog(io.Discard),
		Ready: func(context.Context) error { return nil },
		Surfaces: surface(func(w http.ResponseWriter, r *http.Request) {
			close(entered)
			<-leave
			fmt.Fprint(w, "done")
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error)
	go func() { served <- s.Serve(ctx) }()
	pool := x509.NewCertPool()
	pool.AddCert(certificate.Leaf)
	r := &running{client: &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}}
	answered := make(chan string)
	go func() { answered <- r.observed(t, request(t, "GET", "https://"+s.Addr().String()+"/", nil)) }()
	<-entered
	stop()
	close(leave)
	if got := <-answered; !strings.HasSuffix(got, "done") {
		t.Errorf("the request under way got %s", got)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}

func TestLogNet(t *testing.T) {
	for text, kept := range map[string]bool{
		"store.conflict": true, "王": false, "310115200503140019": false, "2026-11-25": true, "（2026）沪0101刑初12号": false,
	} {
		var b bytes.Buffer
		NewLog(&b).Info("x", "value", text, "cause", errors.New(text))
		if got := strings.Contains(b.String(), fmt.Sprintf(`"value":%q,"cause":%q`, text, text)); got != kept {
			t.Errorf("%s: %s", text, b.String())
		}
	}
}
