package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/exchange"
	"fengcun/internal/keybox"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// benchExchangeCmd measures notices between two installations on this machine, from
// the issuing of the first to the last confirmation that came back.
type benchExchangeCmd struct {
	Notices  int    `default:"10000" help:"${help_bench_notices}"`
	Holdings int    `default:"5" help:"${help_bench_holdings}"`
	Clients  int    `default:"64" help:"${help_bench_clients}"`
	Suite    string `enum:"intl,gm" default:"intl" help:"${help_demo_suite}"`
	Dir      string `placeholder:"DIR" help:"${help_bench_dir}"`
}

// exchangeFigures are the figures of one measurement, in seconds.
type exchangeFigures struct {
	Notices     int                `json:"notices"`
	Sealed      int                `json:"sealed"`
	Seconds     float64            `json:"seconds"`
	NoticesPerS float64            `json:"notices_per_second"`
	Phases      map[string]float64 `json:"seconds_per_phase"`
	CarriedPerS float64            `json:"carried_per_second"` // there and back, without the acts at either end
	BareSeconds float64            `json:"bare_post_seconds"`
	Ratio       float64            `json:"ratio_to_bare_post"`       // of the whole
	CarryRatio  float64            `json:"carry_ratio_to_bare_post"` // of carrying alone
	HeapMB      []float64          `json:"heap_mb"`                  // after each tenth of the notices
	Clients     int                `json:"clients"`
	Suite       string             `json:"suite"`
}

func (f exchangeFigures) text(v voice) []string {
	return []string{
		v.field("bench.sealed_notices", fmt.Sprintf("%d / %d", f.Sealed, f.Notices)),
		v.field("bench.speed", fmt.Sprintf("%.1f s, %.0f/s", f.Seconds, f.NoticesPerS)),
		v.field("bench.carried", fmt.Sprintf("%.0f/s", f.CarriedPerS)),
		v.field("bench.bare_post", fmt.Sprintf("%.2f (%.2f)", f.Ratio, f.CarryRatio)),
		v.field("bench.heap", fmt.Sprintf("%.0f", f.HeapMB)),
	}
}

// Run measures and prints the figures.
func (c benchExchangeCmd) Run(p *program) error {
	if c.Notices < 10 || c.Holdings < 1 || c.Clients < 1 {
		return fengcun.Invalid("cli.value", "--notices, --holdings, --clients")
	}
	dir, err := os.MkdirTemp(c.Dir, "fengcun-bench-")
	if err != nil {
		return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "node.directory", Field: "--dir", Err: err}
	}
	defer os.RemoveAll(dir)
	b := &exchangeBench{benchExchangeCmd: c, program: p, figures: exchangeFigures{Notices: c.Notices, Clients: c.Clients, Suite: c.Suite, Phases: map[string]float64{}}}
	defer b.close()
	if err := b.open(dir); err != nil {
		return err
	}
	if err := b.prepare(); err != nil {
		return err
	}
	if err := b.measure(); err != nil {
		return err
	}
	if b.figures.BareSeconds, err = barePosts(p.ctx, filepath.Join(dir, "bare"), c.Notices, c.Clients); err != nil {
		return err
	}
	f := &b.figures
	carrying := f.Phases["deliver"] + f.Phases["return"]
	f.NoticesPerS, f.CarriedPerS = float64(c.Notices)/f.Seconds, float64(c.Notices)/carrying
	f.Ratio, f.CarryRatio = f.Seconds/f.BareSeconds, carrying/f.BareSeconds
	return p.show(*f)
}

type exchangeBench struct {
	benchExchangeCmd
	*program
	a, b    *node.Node
	carrier *exchange.Carrier
	stop    func() error
	records []fengcun.RecordID
	notices []fengcun.NoticeID
	figures exchangeFigures
}

func (b *exchangeBench) open(dir string) error {
	key := filepath.Join(dir, "key")
	if err := keybox.NewKeyFile(key); err != nil {
		return err
	}
	made := func(name string, organs []fengcun.OrganID) (*node.Node, error) {
		o := node.Options{Dir: filepath.Join(dir, name), Unlock: keybox.KeyFile(key), Clock: b.clock}
		if err := node.Init(o.Dir, b.Suite, o.Unlock); err != nil {
			return nil, err
		}
		n, err := node.Open(b.ctx, o)
		if err != nil {
			return nil, err
		}
		return n, sample.SettleAs(b.ctx, n.Registry, fengcun.DateOf(b.clock()), func(id fengcun.OrganID) fengcun.Connection {
			if slices.Contains(organs, id) {
				return fengcun.ConnectedHere
			}
			return fengcun.ConnectedByNode
		})
	}
	var err error
	if b.a, err = made("a", sample.OnFirst); err != nil {
		return err
	}
	if b.b, err = made("b", sample.OnSecond); err != nil {
		return err
	}
	log := slog.New(slog.DiscardHandler)
	there, err := exchange.New(exchange.Options{Registry: b.b.Registry, Clock: b.clock, Log: log})
	if err != nil {
		return err
	}
	s, err := there.Listen("127.0.0.1:0")
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(b.ctx)
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	b.stop = func() error { cancel(); return <-ended }
	if b.carrier, err = exchange.New(exchange.Options{Registry: b.a.Registry, Clock: b.clock, Log: log}); err != nil {
		return err
	}
	return sample.Introduce(b.ctx, b.a.Registry, b.b.Registry, "", s.Addr().String())
}

func (b *exchangeBench) close() {
	if b.stop != nil {
		b.stop()
	}
	for _, n := range []*node.Node{b.a, b.b} {
		if n != nil {
			n.Close(b.ctx)
		}
	}
}

// facts are of a plain case of the procuratorate's, which is told to the police alone
// (Article 12): every notice has one recipient.
func (b *exchangeBench) facts() law.Facts {
	decided := fengcun.NewDate(2019, time.June, 3)
	return law.Facts{
		Birth: law.Birth{Date: fengcun.NewDate(2002, time.January, 1)}, Acts: []law.Act{{ID: "1", Date: fengcun.NewDate(2018, time.October, 1)}},
		Outcome: law.Outcome{Disposition: fengcun.NonProsecutionDiscretionary, Decided: decided, Effective: decided, Concluded: decided},
	}
}

// prepare takes every case as far as a drafted notice. It is not measured.
func (b *exchangeBench) prepare() error {
	handler, approver := sample.Member(sample.Procuratorate, fengcun.RoleHandler), sample.Member(sample.Procuratorate, fengcun.RoleApprover)
	people := sample.NewPeople(12)
	b.records, b.notices = make([]fengcun.RecordID, b.Notices), make([]fengcun.NoticeID, b.Notices)
	filings := make([]registry.Filing, b.Notices)
	for i := range filings {
		s := people.Next()
		s.Person.Birth = b.facts().Birth.Date
		filings[i] = registry.Filing{
			Numbers: []fengcun.Particular{s.CaseNumber}, Persons: []registry.FiledPerson{{Person: s.Person, Facts: b.facts()}},
			History:  []store.HistoryEntry{{Organ: sample.Police, Function: fengcun.Investigated}, {Organ: sample.Procuratorate, Function: fengcun.Prosecuted}},
			Holdings: []registry.NewHolding{{Kind: fengcun.HoldingSystemRow}},
		}
	}
	if err := b.atOnce(func(i int) error {
		filed, err := b.a.Registry.File(b.ctx, handler, filings[i])
		if err == nil {
			b.records[i] = filed.Records[0]
		}
		return err
	}); err != nil {
		return err
	}
	decisions := make([]fengcun.ID, b.Notices)
	for _, act := range []func(context.Context, *registry.Registry, int) error{
		func(ctx context.Context, r *registry.Registry, i int) error {
			return r.Conclude(ctx, handler, registry.Conclusion{
				Record: b.records[i], Facts: b.facts(), Effect: &calendar.Confirmation{NoAppealKnown: fengcun.DateOf(b.clock()), Reason: calendar.FileStatesDay},
			})
		},
		func(ctx context.Context, r *registry.Registry, i int) error {
			proposed, err := r.ProposeDecision(ctx, handler, b.records[i], nil)
			decisions[i] = proposed.ID
			return err
		},
		func(ctx context.Context, r *registry.Registry, i int) error {
			_, err := r.ApproveDecision(ctx, approver, decisions[i])
			return err
		},
		func(ctx context.Context, r *registry.Registry, i int) (err error) {
			b.notices[i], err = r.DraftNotice(ctx, handler, b.records[i])
			return err
		},
	} {
		if err := b.a.Registry.Bulk(b.ctx, b.records, act); err != nil {
			return err
		}
	}
	return nil
}

// atOnce does something for every notice, by so many clients.
func (b *exchangeBench) atOnce(do func(i int) error) error {
	return atOnce(b.ctx, b.Notices, b.Clients, do)
}

func atOnce(ctx context.Context, n, clients int, do func(i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	work := make(chan int)
	var wait sync.WaitGroup
	for range clients {
		wait.Go(func() {
			for i := range work {
				if err := do(i); err != nil {
					cancel(err)
				}
			}
		})
	}
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		work <- i
	}
	close(work)
	wait.Wait()
	return context.Cause(ctx)
}

// measure issues, delivers, receives with an inventory, confirms and brings the
// confirmations back, a tenth at a time.
func (b *exchangeBench) measure() error {
	begun := time.Now()
	tenth := (b.Notices + 9) / 10
	for from := 0; from < b.Notices; from += tenth {
		records, notices := b.records[from:min(from+tenth, b.Notices)], b.notices[from:min(from+tenth, b.Notices)]
		for _, phase := range []struct {
			name string
			do   func() error
		}{
			{"issue", func() error {
				return b.a.Registry.Bulk(b.ctx, records, func(ctx context.Context, r *registry.Registry, i int) error {
					return r.IssueNotice(ctx, sample.Member(sample.Procuratorate, fengcun.RoleApprover), notices[i])
				})
			}},
			{"deliver", b.carry},
			{"receive", func() error { return b.receive(records, notices) }},
			{"confirm", func() error { return b.confirm(b.b, sample.Police, records) }},
			{"return", b.carry},
			{"seal", func() error { return b.confirm(b.a, sample.Procuratorate, records) }},
		} {
			started := time.Now()
			if err := phase.do(); err != nil {
				return err
			}
			b.figures.Phases[phase.name] += time.Since(started).Seconds()
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.figures.HeapMB = append(b.figures.HeapMB, float64(m.HeapAlloc)/1e6)
	}
	b.figures.Seconds = time.Since(begun).Seconds()
	return b.a.Store.Reader().QueryRowContext(b.ctx, `SELECT COUNT(*) FROM record WHERE state = 'sealed'`).Scan(&b.figures.Sealed)
}

func (b *exchangeBench) carry() error {
	_, err := b.carrier.Round(b.ctx)
	return err
}

func (b *exchangeBench) receive(records []fengcun.RecordID, notices []fengcun.NoticeID) error {
	var holdings []registry.NewHolding
	for range b.Holdings {
		holdings = append(holdings, registry.NewHolding{Kind: fengcun.HoldingSystemRow})
	}
	return b.b.Registry.Bulk(b.ctx, records, func(ctx context.Context, r *registry.Registry, i int) error {
		_, err := r.Receive(ctx, sample.Member(sample.Police, fengcun.RoleHandler), registry.Receipt{Notice: notices[i], At: b.clock(), Holdings: holdings})
		return err
	})
}

func (b *exchangeBench) confirm(n *node.Node, organ fengcun.OrganID, records []fengcun.RecordID) error {
	return n.Registry.Bulk(b.ctx, records, func(ctx context.Context, r *registry.Registry, i int) error {
		copies, err := store.CopiesOfRecord(ctx, r.Rows(), records[i])
		if err != nil {
			return err
		}
		k := slices.IndexFunc(copies, func(c store.Copy) bool { return c.Organ == organ })
		held, err := store.HoldingsOfCopy(ctx, r.Rows(), copies[k].ID)
		if err != nil {
			return err
		}
		q := registry.Confirmation{Copy: copies[k].ID}
		for _, h := range held {
			q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.ID, Marked: true, AccessCut: true})
		}
		_, err = r.Confirm(ctx, sample.Member(organ, fengcun.RoleCustodian), q)
		return err
	})
}
