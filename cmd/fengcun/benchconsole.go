package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"fengcun"
	"fengcun/internal/cohort"
	"fengcun/internal/console"
	"fengcun/internal/egress"
	"fengcun/internal/identity"
	"fengcun/internal/node"
	"fengcun/internal/sample"
	"fengcun/internal/server"
)

// benchConsoleCmd lets people look at every page of the console at once, over TLS on
// loopback, on an installation that has worked for years.
type benchConsoleCmd struct {
	Matters  int           `default:"100000" help:"${help_bench_matters}"`
	Open     int           `default:"300" help:"${help_bench_open}"`
	Users    int           `default:"20" help:"${help_bench_users}"`
	Requests int           `default:"500" help:"${help_bench_requests}"`
	Think    time.Duration `default:"0s" help:"${help_bench_think}"`
	Gate     time.Duration `default:"50ms" help:"${help_bench_gate}"`
	Dir      string        `placeholder:"DIR" help:"${help_bench_dir}"`
	Keep     string        `placeholder:"DIR" help:"${help_bench_keep}"`
}

// Run fills an installation, measures and prints the figures. A page that is slower
// than the gate makes the command fail, after the figures.
func (c benchConsoleCmd) Run(p *program) error {
	if c.Matters < 1 || c.Open < 0 || c.Open > c.Matters || c.Users < 1 || c.Requests < 1 {
		return fengcun.Invalid("cli.value", "--matters, --open, --users, --requests")
	}
	n, password, done, err := c.filled(p)
	if err != nil {
		return err
	}
	defer done()
	f, err := c.measure(p, n, password)
	if err != nil {
		return err
	}
	if err := p.show(f); err != nil {
		return err
	}
	if len(f.Missed) > 0 {
		return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "bench.gate"}
	}
	return nil
}

// measure serves the console and lets the visitors look at it: each signs in, follows
// the links, and then goes to pages in an order of its own.
func (c benchConsoleCmd) measure(p *program, n *node.Node, password identity.Password) (consoleFigures, error) {
	ctx, stop := context.WithCancel(p.ctx)
	serving, ctx := errgroup.WithContext(ctx)
	s, roots, err := c.listen(p, n)
	if err != nil {
		stop()
		return consoleFigures{}, err
	}
	serving.Go(func() error { return s.Serve(ctx) })
	defer func() {
		stop()
		serving.Wait() // that it was stopped is no fault
	}()
	visitors := make([]*visitor, c.Users)
	together := func(do func(v *visitor) error) error {
		all, _ := errgroup.WithContext(ctx)
		for _, v := range visitors {
			all.Go(func() error { return do(v) })
		}
		return all.Wait()
	}
	for i := range visitors {
		destination, err := egress.Organ(s.Addr().String())
		if err != nil {
			return consoleFigures{}, err
		}
		// A client for each: one connection, as a browser keeps it.
		client := egress.Allow(destination).Client(&tls.Config{RootCAs: roots, ServerName: "127.0.0.1"}, time.Minute)
		defer client.Close()
		visitors[i] = newVisitor(client, "https://"+s.Addr().String(), visiting(i), i)
	}
	for _, v := range visitors { // one after the other: signing in is slow on purpose, and bounded
		if err := v.signIn(ctx, password); err != nil {
			return consoleFigures{}, err
		}
	}
	if err := together(func(v *visitor) error { return v.explore(ctx) }); err != nil {
		return consoleFigures{}, err
	}
	begun, cpu := time.Now(), cohort.CPUSeconds()
	if err := together(func(v *visitor) error { return v.look(ctx, c.Requests, c.Think) }); err != nil {
		return consoleFigures{}, err
	}
	f := consoleFigures{
		Matters: c.Matters, Open: c.Open, Users: c.Users, ThinkMS: milliseconds(c.Think), GateMS: milliseconds(c.Gate),
		Seconds: time.Since(begun).Seconds(), Cores: runtime.NumCPU(), Missed: []string{},
	}
	f.add(visitors)
	f.CPUMS = 1000 * (cohort.CPUSeconds() - cpu) / float64(f.Requests)
	return f, nil
}

// listen serves the console without a bound on one client's requests: here all
// visitors share an address.
func (c benchConsoleCmd) listen(p *program, n *node.Node) (*server.Server, *x509.CertPool, error) {
	certificate, err := server.SelfSigned(p.clock())
	if err != nil {
		return nil, nil, err
	}
	log := server.NewLog(io.Discard)
	pages, err := console.New(console.Parts{Registry: n.Registry, Clock: p.clock, Log: log, RequestMAC: n.RequestMAC, Synthetic: true})
	if err != nil {
		return nil, nil, err
	}
	s, err := server.Listen(server.Options{
		Listen: "127.0.0.1:0", Certificate: certificate, Surfaces: []server.Surface{pages.Surface()},
		Ready: func(context.Context) error { return nil }, Clock: p.clock, Log: log, Limits: server.Limits{Burst: 1 << 30},
	})
	roots := x509.NewCertPool()
	roots.AddCert(certificate.Leaf)
	return s, roots, err
}

// visiting is who the visitor of a number is: everybody at the court, the supervisor,
// then the police and the procuratorate, and again from the beginning.
func visiting(i int) fengcun.Actor {
	staff := sample.Staff()
	rank := map[fengcun.OrganID]int{sample.Court: 0, sample.Police: 2, sample.Procuratorate: 3}
	place := func(a fengcun.Actor) int {
		if a.Role == fengcun.RoleSupervisor {
			return 1
		}
		if r, ok := rank[a.Organ]; ok {
			return r
		}
		return len(rank) + 1
	}
	slices.SortStableFunc(staff, func(a, b fengcun.Actor) int { return cmp.Compare(place(a), place(b)) })
	return staff[i%len(staff)]
}

// consoleFigures are the figures of one measurement.
type consoleFigures struct {
	Matters  int           `json:"matters"`
	Open     int           `json:"open"`
	Users    int           `json:"users"`
	ThinkMS  float64       `json:"think_ms"`
	Requests int           `json:"requests"`
	Seconds  float64       `json:"seconds"`
	PerS     float64       `json:"requests_per_second"`
	P50MS    float64       `json:"p50_ms"`
	P99MS    float64       `json:"p99_ms"`
	CPUMS    float64       `json:"cpu_ms_per_request"` // of both sides of the connection
	GateMS   float64       `json:"gate_ms"`
	Missed   []string      `json:"missed"` // pages whose 99th percentile is beyond the gate
	Cores    int           `json:"cores"`
	Pages    []pageFigures `json:"pages"` // the slowest first
}

type pageFigures struct {
	Page     string  `json:"page"`
	Requests int     `json:"requests"`
	P50MS    float64 `json:"p50_ms"`
	P99MS    float64 `json:"p99_ms"`
}

func (f *consoleFigures) add(visitors []*visitor) {
	pages := map[string][]time.Duration{}
	var all []time.Duration
	for _, v := range visitors {
		for page, took := range v.took {
			pages[page] = append(pages[page], took...)
			all = append(all, took...)
		}
	}
	f.Requests, f.PerS = len(all), float64(len(all))/f.Seconds
	f.P50MS, f.P99MS = percentile(all, 50), percentile(all, 99)
	for page, took := range pages {
		f.Pages = append(f.Pages, pageFigures{page, len(took), percentile(took, 50), percentile(took, 99)})
	}
	slices.SortFunc(f.Pages, func(a, b pageFigures) int { return cmp.Or(cmp.Compare(b.P99MS, a.P99MS), cmp.Compare(a.Page, b.Page)) })
	for _, p := range f.Pages {
		if p.P99MS > f.GateMS {
			f.Missed = append(f.Missed, p.Page)
		}
	}
}

func percentile(took []time.Duration, p int) float64 {
	slices.Sort(took)
	return milliseconds(took[(len(took)-1)*p/100])
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func (f consoleFigures) text(v voice) []string {
	lines := []string{
		v.field("bench.requests", fmt.Sprintf("%d, %.0f/s", f.Requests, f.PerS)),
		v.field("bench.times", fmt.Sprintf("%.1f / %.1f ms", f.P50MS, f.P99MS)),
	}
	for _, p := range f.Pages {
		lines = append(lines, fmt.Sprintf("%8.1f %8.1f %6d  %s", p.P50MS, p.P99MS, p.Requests, p.Page))
	}
	return lines
}
