package server

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/netutil"

	"fengcun"
)

// Options say how to serve. Certificate, Surfaces, Ready, Clock and Log are
// required; a limit of zero means its default.
type Options struct {
	Listen             string // host:port
	Metrics            string // host:port on loopback, empty for none
	Certificate        tls.Certificate
	ClientCertificates bool // ask clients for a certificate; whose it is, the surface finds out
	Surfaces           []Surface
	Ready              func(context.Context) error // nil while the installation can answer
	Clock              func() time.Time
	Log                *slog.Logger
	Limits             Limits
}

// Surface is what answers below a path.
type Surface struct {
	Name    string // label in log and metrics
	Prefix  string // "/api/v1/" or "/"
	Handler http.Handler
	MaxBody int64 // bytes; 0 means DefaultMaxBody

	// Refuse writes what the server itself refuses, in the surface's own form.
	// The status is Status(err). For a failure it must write the same bytes
	// whatever failed.
	Refuse func(w http.ResponseWriter, r *http.Request, err error)
}

// Limits are the same for everybody.
type Limits struct {
	Connections int           // at once
	Requests    int           // at once
	Rate        float64       // requests of one client per second
	Burst       int           // requests of one client at once
	Time        time.Duration // for one request
}

// The defaults: a clerk's page loads some ten files at once, a case system files
// some rows a second, and an office may share one address.
const (
	DefaultMaxBody     = 1 << 20
	defaultConnections = 1024
	defaultRequests    = 256
	defaultRate        = 50
	defaultBurst       = 200
	defaultTime        = 30 * time.Second
	maxHeader          = 16 << 10
	stopWithin         = 20 * time.Second
)

func (l Limits) orDefault() Limits {
	set(&l.Connections, defaultConnections)
	set(&l.Requests, defaultRequests)
	set(&l.Rate, defaultRate)
	set(&l.Burst, defaultBurst)
	set(&l.Time, defaultTime)
	return l
}

func set[N int | float64 | time.Duration](value *N, standard N) {
	if *value <= 0 {
		*value = standard
	}
}

// Server is a server that listens and does not serve yet.
type Server struct {
	main, metrics         *http.Server
	listener, measurement net.Listener
	gate                  *gate
	log                   *slog.Logger
}

// Listen opens the listeners. The codes are server.certificate, server.listen and
// server.metrics (not a loopback address).
func Listen(o Options) (*Server, error) {
	if len(o.Certificate.Certificate) == 0 {
		return nil, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "server.certificate", Field: "server.certificate_file"}
	}
	o.Limits = o.Limits.orDefault()
	if o.Metrics != "" && !loopback(o.Metrics) {
		return nil, fengcun.Invalid("server.metrics", "server.metrics")
	}
	listener, err := net.Listen("tcp", o.Listen)
	if err != nil {
		return nil, errListen("server.listen", err)
	}
	s := &Server{listener: netutil.LimitListener(listener, o.Limits.Connections), log: o.Log}
	meters := newMeters()
	s.gate = newGate(o, meters)
	s.main = &http.Server{
		Handler:           s.gate,
		TLSConfig:         tlsConfig(o),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       o.Limits.Time,
		WriteTimeout:      2 * o.Limits.Time, // counted from the end of the header
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          meters.faults(), // its texts hold addresses
	}
	if o.Metrics == "" {
		return s, nil
	}
	if s.measurement, err = net.Listen("tcp", o.Metrics); err != nil {
		return nil, errors.Join(errListen("server.metrics", err), listener.Close())
	}
	s.metrics = &http.Server{Handler: meters.handler(), ReadHeaderTimeout: 5 * time.Second, ErrorLog: meters.faults()}
	return s, nil
}

func errListen(field string, err error) error {
	return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "server.listen", Field: field, Err: err}
}

// Addr is where the server listens.
func (s *Server) Addr() net.Addr { return s.listener.Addr() }

// MetricsAddr is where the metrics are, nil for nowhere.
func (s *Server) MetricsAddr() net.Addr {
	if s.measurement == nil {
		return nil
	}
	return s.measurement.Addr()
}

// Serve serves until ctx ends. Then no new request is taken, those under way are
// finished, for at most 20 seconds, and Serve returns nil.
func (s *Server) Serve(ctx context.Context) error {
	failed := make(chan error, 2)
	go func() { failed <- s.main.ServeTLS(s.listener, "", "") }()
	if s.metrics != nil {
		go func() { failed <- s.metrics.Serve(s.measurement) }()
	}
	s.log.Info("serving")
	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	s.gate.stopping.Store(true)
	s.log.Info("stopping")
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	if s.metrics != nil {
		err = errors.Join(err, s.metrics.Close())
	}
	if shut := s.main.Shutdown(stop); shut != nil {
		s.log.Error("requests were cut off")
		err = errors.Join(err, s.main.Close())
	}
	if err != nil && !errors.Is(err, http.ErrServerClosed) {
		return errListen("server.listen", err)
	}
	return nil
}

func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
