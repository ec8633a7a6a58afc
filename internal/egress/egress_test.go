package egress_test

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"fengcun"
	"fengcun/internal/egress"
)

// listen returns the port of a listener on the loopback that accepts and closes.
func listen(t *testing.T, network, address string) net.Listener {
	t.Helper()
	l, err := net.Listen(network, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			c.Close()
		}
	}()
	return l
}

func TestDial(t *testing.T) {
	port := uint16(listen(t, "tcp", "127.0.0.1:0").Addr().(*net.TCPAddr).Port)
	other := uint16(listen(t, "tcp", "127.0.0.1:0").Addr().(*net.TCPAddr).Port)
	at := func(host string, port uint16) string { return net.JoinHostPort(host, strconv.Itoa(int(port))) }
	dialer := egress.Allow(egress.Database("127.0.0.1", port))
	for _, c := range []struct {
		name             string
		dialer           *egress.Dialer
		network, address string
		code             string
	}{
		{"the own database", dialer, "tcp", at("127.0.0.1", port), ""},
		{"another port of its host", dialer, "tcp", at("127.0.0.1", other), "egress.refused"},
		{"its host by another name", dialer, "tcp", at("localhost", port), "egress.refused"},
		{"another network", dialer, "udp", at("127.0.0.1", port), "egress.refused"},
		{"a platform", dialer, "tcp", "platform.example:443", "egress.refused"},
		{"nothing was allowed", egress.Allow(), "tcp", at("127.0.0.1", port), "egress.refused"},
		{"the zero dialer", &egress.Dialer{}, "tcp", at("127.0.0.1", port), "egress.refused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			conn, err := c.dialer.Dial(context.Background(), c.network, c.address)
			if conn != nil {
				conn.Close()
			}
			if got := fengcun.CodeOf(err); got != c.code || (conn == nil) != (c.code != "") {
				t.Errorf("got %v, want code %q", err, c.code)
			}
		})
	}
}

func TestDialUnixSocket(t *testing.T) {
	dir := t.TempDir()
	listen(t, "unix", filepath.Join(dir, ".s.PGSQL.5432"))
	conn, err := egress.Allow(egress.Database(dir, 5432)).Dial(context.Background(), "unix", filepath.Join(dir, ".s.PGSQL.5432"))
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
}

func TestUnreachable(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	_, err = egress.Allow(egress.Database("127.0.0.1", uint16(port))).Dial(context.Background(), "tcp", l.Addr().String())
	if fengcun.KindOf(err) != fengcun.KindUnavailable || fengcun.CodeOf(err) != "egress.unreachable" {
		t.Errorf("got %v, want unavailable", err)
	}
}

// pgx must come through here with both its functions: names are not resolved
// beside the dialer, and fallback hosts are not reached.
func TestPgxComesThrough(t *testing.T) {
	port := listen(t, "tcp", "127.0.0.1:0").Addr().(*net.TCPAddr).Port
	for _, c := range []struct {
		name, dsnHost, allowed string
		refused                bool
	}{
		{"by name", "localhost", "localhost", false},
		{"by another name", "127.0.0.1", "localhost", true},
		{"a host nobody allowed", "database.example", "localhost", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			config, err := pgx.ParseConfig("postgres://u@" + net.JoinHostPort(c.dsnHost, strconv.Itoa(port)) + "/d?sslmode=disable")
			if err != nil {
				t.Fatal(err)
			}
			dialer := egress.Allow(egress.Database(c.allowed, uint16(port)))
			config.DialFunc, config.LookupFunc = dialer.Dial, dialer.Resolve
			_, err = pgx.ConnectConfig(context.Background(), config)
			if err == nil {
				t.Fatal("the listener speaks no PostgreSQL, yet pgx connected")
			}
			if refused := fengcun.CodeOf(err) == "egress.refused"; refused != c.refused {
				t.Errorf("got %v, refused %v, want %v", err, refused, c.refused)
			}
		})
	}
}

// A client of the dialer speaks TLS, to its destinations and to nobody else.
func TestClient(t *testing.T) {
	server := httptest.NewTLSServer(http.RedirectHandler("https://platform.example/", http.StatusFound))
	defer server.Close()
	clear := httptest.NewServer(http.NotFoundHandler())
	defer clear.Close()
	for _, address := range []string{"", "host", ":443", "host:"} {
		if _, err := egress.Organ(address); fengcun.CodeOf(err) != "exchange.address" {
			t.Errorf("%q: %v", address, err)
		}
	}
	var allowed []egress.Destination
	for _, s := range []*httptest.Server{server, clear} {
		destination, err := egress.Organ(s.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		allowed = append(allowed, destination)
	}
	client := egress.Allow(allowed...).Client(&tls.Config{InsecureSkipVerify: true}, time.Minute)
	defer client.Close()
	get := func(url string) (*http.Response, error) {
		request, err := http.NewRequest(http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		return client.Do(request)
	}
	response, err := get(server.URL)
	if err != nil || response.StatusCode != http.StatusFound {
		t.Fatalf("%v, %v", response, err)
	}
	response.Body.Close()
	for _, url := range []string{clear.URL, "https://platform.example/", "http://platform.example/"} {
		if _, err := get(url); fengcun.CodeOf(err) != "egress.refused" {
			t.Errorf("%s: %v", url, err)
		}
	}
}
