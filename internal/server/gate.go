package server

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"fengcun"
)

// gate is what every request passes, in this order: number, headers, limits, form,
// origin, surface.
type gate struct {
	mux      *http.ServeMux
	limiter  *limiter
	places   chan struct{} // one for each request at once
	origin   *http.CrossOriginProtection
	limits   Limits
	ready    func(context.Context) error
	stopping atomic.Bool
	clock    func() time.Time
	log      *slog.Logger
	meters   *meters
}

func newGate(o Options, m *meters) *gate {
	g := &gate{
		mux: http.NewServeMux(), limiter: newLimiter(o.Limits, o.Clock), places: make(chan struct{}, o.Limits.Requests),
		origin: http.NewCrossOriginProtection(), limits: o.Limits, ready: o.Ready, clock: o.Clock, log: o.Log, meters: m,
	}
	health := Surface{Name: "health", Refuse: refusePlainly}
	g.mux.Handle("GET /healthz", g.surface(health, http.HandlerFunc(healthy)))
	g.mux.Handle("GET /readyz", g.surface(health, http.HandlerFunc(g.readiness)))
	root := false
	for _, s := range o.Surfaces {
		if s.MaxBody == 0 {
			s.MaxBody = DefaultMaxBody
		}
		if s.Refuse == nil {
			s.Refuse = refusePlainly
		}
		root = root || s.Prefix == "/"
		g.mux.Handle(s.Prefix, g.surface(s, s.Handler))
	}
	if !root {
		g.mux.Handle("/", g.surface(health, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			refusePlainly(w, r, errNotFound)
		})))
	}
	return g
}

// ServeHTTP numbers the request and gives it to its surface.
func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var number [8]byte
	rand.Read(number[:])
	headers(w.Header())
	w.Header().Set("X-Request-Id", hex.EncodeToString(number[:]))
	g.mux.ServeHTTP(w, r)
}

// What the server refuses by itself.
var (
	errNotFound    = &fengcun.Error{Kind: fengcun.KindNotFound, Code: "server.not_found"}
	errFailed      = &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "server.failed"}
	errTooMany     = &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "server.too_many"}
	errTooLarge    = &fengcun.Error{Kind: fengcun.KindInvalid, Code: "server.too_large"}
	errEncoding    = &fengcun.Error{Kind: fengcun.KindInvalid, Code: "server.encoding"}
	errCrossOrigin = &fengcun.Error{Kind: fengcun.KindForbidden, Code: "server.cross_origin"}
)

// surface puts the limits before a surface's handler and the log after it.
func (g *gate) surface(s Surface, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := g.clock()
		a := &answer{to: w, header: w.Header()}
		ctx, cancel := context.WithTimeout(r.Context(), g.limits.Time)
		defer cancel()
		r = r.WithContext(ctx)
		fault := g.pass(a, r, s, next)
		torn := fault != "" && a.begun
		if fault != "" && !torn {
			a.discard()
			s.Refuse(a, r, errFailed)
		}
		a.send()
		g.meters.answered(s.Name, a.status, g.clock().Sub(started))
		level := slog.LevelInfo
		if a.status >= http.StatusInternalServerError {
			level = slog.LevelError
		}
		attributes := []slog.Attr{
			slog.String("request", w.Header().Get("X-Request-Id")), slog.String("surface", s.Name), slog.Int("status", a.status),
		}
		if fault != "" {
			attributes = append(attributes, slog.String("fault", fault))
		}
		g.log.LogAttrs(ctx, level, "request", attributes...)
		if torn {
			panic(http.ErrAbortHandler) // part of it is out: the connection is cut, so that it cannot pass for whole
		}
	})
}

// pass lets a request through the limits to its surface. It returns where a panic
// came from.
func (g *gate) pass(a *answer, r *http.Request, s Surface, next http.Handler) (fault string) {
	defer func() {
		if p := recover(); p != nil {
			g.meters.panics.Inc()
			fault = origin(p)
		}
	}()
	if err := g.admit(r, s.MaxBody); err != nil {
		if fengcun.CodeOf(err) == errTooMany.Code {
			g.meters.limited.Inc()
			a.Header().Set("Retry-After", "1")
		}
		if r.ContentLength != 0 {
			a.Header().Set("Connection", "close") // the rest of the body is not waited for
		}
		s.Refuse(a, r, err)
		return ""
	}
	select {
	case g.places <- struct{}{}:
		defer func() { <-g.places }()
	default:
		s.Refuse(a, r, errFailed)
		return ""
	}
	r.Body = http.MaxBytesReader(a, r.Body, s.MaxBody)
	next.ServeHTTP(a, r)
	return ""
}

// admit says what is wrong with a request before anybody looks at what it asks.
func (g *gate) admit(r *http.Request, maxBody int64) error {
	switch {
	case !g.limiter.take(client(r.RemoteAddr)):
		return errTooMany
	case r.ContentLength > maxBody:
		return errTooLarge
	case !utf8.ValidString(r.URL.Path) || strings.ContainsRune(r.URL.Path, 0):
		return errEncoding
	case g.origin.Check(r) != nil:
		return errCrossOrigin
	}
	return nil
}

// origin says where a panic came from: the kind of value and the functions, never
// the value itself, which may be a text about a person.
func origin(p any) string {
	var pcs [24]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])])
	text := fmt.Sprintf("%T", p)
	for {
		frame, more := frames.Next()
		if !strings.HasPrefix(frame.Function, "runtime.") {
			text += fmt.Sprintf(" < %s:%d", frame.Function, frame.Line)
		}
		if !more {
			return text
		}
	}
}
