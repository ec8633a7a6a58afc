package server

import (
	"log"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// meters are the figures of the server. No label names a person, a member of
// staff, an organ or a route: "one seal in this county after Tuesday's hearing"
// is what a count by route tells.
type meters struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	limited  prometheus.Counter
	panics   prometheus.Counter
	broken   prometheus.Counter
}

func newMeters() *meters {
	m := &meters{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "fengcun_http_requests_total", Help: "Answered requests by surface and class of status.",
		}, []string{"surface", "class"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "fengcun_http_request_seconds", Help: "Time from request to answer by surface.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"surface"}),
		limited: counter("fengcun_http_limited_total", "Requests refused because a client sent too many."),
		panics:  counter("fengcun_http_panics_total", "Requests that ended in a fault of the program."),
		broken:  counter("fengcun_http_connections_broken_total", "Connections that failed before a request: handshakes, malformed requests."),
	}
	m.registry.MustRegister(m.requests, m.seconds, m.limited, m.panics, m.broken,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func counter(name, help string) prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
}

func (m *meters) answered(surface string, status int, took time.Duration) {
	m.requests.WithLabelValues(surface, string(rune('0'+status/100))+"xx").Inc()
	m.seconds.WithLabelValues(surface).Observe(took.Seconds())
}

// handler serves the figures, on the loopback listener alone.
func (m *meters) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	return mux
}

// faults counts what net/http complains of and drops its text, which holds
// addresses and parts of requests.
func (m *meters) faults() *log.Logger { return log.New(faults{m.broken}, "", 0) }

type faults struct{ count prometheus.Counter }

func (f faults) Write(p []byte) (int, error) {
	f.count.Inc()
	return len(p), nil
}
