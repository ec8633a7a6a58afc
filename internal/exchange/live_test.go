package exchange_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/exchange"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/keybox"
	"fengcun/internal/message"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/internal/suite"
)

var (
	ctx      = context.Background()
	wang     = district.Person("王槐", "310101200805100019", fengcun.NewDate(2008, 5, 10))
	sentence = district.Sentenced(wang.Birth, fengcun.Term{Years: 3})
)

// wire is the line between two installations. It can be cut, before a request gets
// through or before its answer does.
type wire struct {
	net.Listener
	to      atomic.Pointer[string]
	answers atomic.Int64 // bytes of answers that still get through, negative for all
	calls   atomic.Int64
}

func newWire(t *testing.T) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{Listener: l}
	w.answers.Store(-1)
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			go w.carry(near)
		}
	}()
	return w
}

func (w *wire) carry(near net.Conn) {
	defer near.Close()
	w.calls.Add(1)
	to := w.to.Load()
	if to == nil {
		return
	}
	far, err := net.Dial("tcp", *to)
	if err != nil {
		return
	}
	defer far.Close()
	go io.Copy(far, near)
	if n := w.answers.Load(); n >= 0 {
		io.CopyN(near, far, n)
		return
	}
	io.Copy(near, far)
}

func (w *wire) address() string { return w.Addr().String() }

// line is the sample district on two installations joined by a network.
type line struct {
	*district.Pair
	a, b     *exchange.Carrier
	toA, toB *wire
}

func newCarrier(t *testing.T, d *district.District) *exchange.Carrier {
	t.Helper()
	c, err := exchange.New(exchange.Options{Registry: d.Registry, Clock: d.Clock.Now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// serve has a carrier answer at the far end of a wire.
func serve(t *testing.T, c *exchange.Carrier, w *wire) {
	t.Helper()
	s, err := c.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := s.Addr().String()
	w.to.Store(&address)
	serving, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(serving) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func open(t *testing.T) *line {
	t.Helper()
	l := &line{Pair: district.OpenApart(t, fengcun.ConnectedByNode), toA: newWire(t), toB: newWire(t)}
	l.a, l.b = newCarrier(t, l.A), newCarrier(t, l.B)
	serve(t, l.a, l.toA)
	serve(t, l.b, l.toB)
	l.Introduce(l.toA.address(), l.toB.address())
	return l
}

func (l *line) round(t *testing.T, c *exchange.Carrier) int {
	t.Helper()
	moved, err := c.Round(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return moved
}

func due(d *district.District) district.Case {
	c := d.File(wang, "（2026）沪0101刑初12号", sentence)
	d.Decide(c, sentence)
	d.Notify(&c)
	return c
}

func alarms(t *testing.T, d *district.District, organ fengcun.OrganID) []string {
	t.Helper()
	open, err := store.Alarms(ctx, d.Store.Reader(), organ)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, a := range open {
		codes = append(codes, a.Code)
	}
	return codes
}

// TestLive is Article 11 over a network that is cut in the middle: before a parcel
// gets through, and after it took effect but before the answer comes back. One side
// alone calls.
func TestLive(t *testing.T) {
	t.Parallel()
	l := open(t)
	c := due(l.A)
	address := l.toB.to.Swap(nil)
	if moved := l.round(t, l.a); moved != 0 {
		t.Errorf("%d messages over a cut line", moved)
	}
	calls := l.toB.calls.Load()
	if l.round(t, l.a); l.toB.calls.Load() != calls {
		t.Error("a route that failed did not rest")
	}
	l.toB.to.Store(address)
	l.toB.answers.Store(2500) // the handshake, not the answer
	l.A.Clock.Advance(time.Hour)
	if moved := l.round(t, l.a); moved != 0 {
		t.Errorf("%d messages confirmed without an answer", moved)
	}
	l.toB.answers.Store(-1)
	l.A.Clock.Advance(time.Hour)
	if moved := l.round(t, l.a); moved == 0 {
		t.Fatal("nothing moved over a whole line")
	}
	if copies, err := store.CopiesOfRecord(ctx, l.B.Store.Reader(), c.Record); err != nil || len(copies) != 1 {
		t.Fatalf("%d copies at the recipient, %v", len(copies), err)
	}
	copyID := l.B.Receive(c, sample.Police)
	l.A.Confirm(sample.Procuratorate, l.A.Receive(c, sample.Procuratorate))
	l.A.Confirm(sample.Court, c.Copy)
	l.B.Confirm(sample.Police, copyID)
	l.round(t, l.a)
	if state := l.A.State(c.Record); state != fengcun.RecordSealed {
		t.Errorf("state %s although everybody has sealed", state)
	}
	if moved := l.round(t, l.a) + l.round(t, l.b); moved != 0 {
		t.Errorf("%d messages although nothing is left to be said", moved)
	}
	if got := append(alarms(t, l.A, sample.Court), alarms(t, l.B, sample.Police)...); len(got) != 0 {
		t.Errorf("alarms in the ordinary course: %v", got)
	}
}

// TestAnotherKeyAtThePeersAddress: somebody sits on the line. Nothing is sent, and
// the alarm is raised.
func TestAnotherKeyAtThePeersAddress(t *testing.T) {
	t.Parallel()
	l := open(t)
	due(l.A)
	serve(t, newCarrier(t, district.Open(t)), l.toB)
	if moved := l.round(t, l.a); moved != 0 {
		t.Errorf("%d messages to a stranger", moved)
	}
	if got := alarms(t, l.A, sample.Court); len(got) != len(sample.OnSecond) || got[0] != "exchange.unknown_certificate" {
		t.Errorf("alarms %v", got)
	}
}

// TestExpiredCertificate: an old certificate is worth nothing, whichever side it is on.
func TestExpiredCertificate(t *testing.T) {
	t.Parallel()
	l := open(t)
	due(l.A)
	l.A.Days(3 * 365)
	if moved := l.round(t, l.a); moved != 0 {
		t.Errorf("%d messages under an expired certificate", moved)
	}
	if got := alarms(t, l.A, sample.Court); len(got) != len(sample.OnSecond) || got[0] != "exchange.certificate_expired" {
		t.Errorf("alarms %v", got)
	}
}

// TestStrangerCalls: without a certificate of the peer list the listener answers
// nothing but a refusal, and a parcel beyond measure is not read.
func TestStrangerCalls(t *testing.T) {
	t.Parallel()
	l := open(t)
	own, err := l.A.Registry.ExchangeCertificate()
	if err != nil {
		t.Fatal(err)
	}
	stranger := strangersCertificate(t, l.A.Clock.Now())
	packed, err := l.A.Registry.PackParcel(ctx, sample.Court, sample.Police, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name        string
		method      string
		certificate *tls.Certificate
		body        io.Reader
		status      int
		code        string
	}{
		{"no certificate", "POST", nil, bytes.NewReader(packed.Bytes), 403, "exchange.unknown_certificate"},
		{"a forged certificate", "POST", &stranger, bytes.NewReader(packed.Bytes), 403, "exchange.unknown_certificate"},
		{"no parcel", "GET", &own, nil, 403, "exchange.unknown_certificate"},
		{"something else", "POST", &own, bytes.NewReader([]byte("{}")), 422, "exchange.format"},
		{"half a parcel", "POST", &own, bytes.NewReader(packed.Bytes[:200]), 422, "exchange.truncated"},
		{"a gigabyte that says so", "POST", &own, sized{1 << 30}, 413, "server.too_large"},
		{"a gigabyte that does not", "POST", &own, io.LimitReader(zeros{}, 1<<30), 422, "exchange.size"},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := &tls.Config{InsecureSkipVerify: true}
			if c.certificate != nil {
				config.Certificates = []tls.Certificate{*c.certificate}
			}
			client := http.Client{Transport: &http.Transport{TLSClientConfig: config, ExpectContinueTimeout: time.Minute}}
			defer client.CloseIdleConnections()
			request, err := http.NewRequest(c.method, "https://"+*l.toB.to.Load()+exchange.Path, c.body)
			if err != nil {
				t.Fatal(err)
			}
			if s, ok := c.body.(sized); ok {
				request.ContentLength = s.n
				request.Header.Set("Expect", "100-continue")
			}
			response, err := client.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			text, err := io.ReadAll(response.Body)
			if want := `{"code":"` + c.code + "\"}\n"; err != nil || response.StatusCode != c.status || string(text) != want {
				t.Errorf("%d %s, %v; want %d %s", response.StatusCode, text, err, c.status, want)
			}
		})
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// sized is a body that is announced.
type sized struct{ n int64 }

func (s sized) Read(p []byte) (int, error) { return len(p), nil }

// strangersCertificate is of a key that nobody entered in a peer list.
func strangersCertificate(t *testing.T, now time.Time) tls.Certificate {
	t.Helper()
	dir := t.TempDir()
	key := filepath.Join(dir, "key")
	if err := keybox.NewKeyFile(key); err != nil {
		t.Fatal(err)
	}
	unlock := keybox.KeyFile(key)
	if err := message.CreateKeyring(filepath.Join(dir, "exchange.key"), suite.Intl(), unlock); err != nil {
		t.Fatal(err)
	}
	ring, err := message.OpenKeyring(filepath.Join(dir, "exchange.key"), suite.Intl(), unlock)
	if err != nil {
		t.Fatal(err)
	}
	c, err := ring.Certificate(now)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
