package exchange

import (
	"context"
	"crypto/tls"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"fengcun"
	"fengcun/internal/registry"
)

// Options say how to carry. All but Every are required.
type Options struct {
	Registry *registry.Registry
	Clock    func() time.Time
	Log      *slog.Logger
	Every    time.Duration // between two rounds; zero means DefaultEvery
}

// DefaultEvery is the beat of the carrier: short beside three days, long beside the
// cost of an empty parcel.
const DefaultEvery = 30 * time.Second

// Carrier carries parcels for every organ that works here. It is safe for concurrent
// use.
type Carrier struct {
	registry    *registry.Registry
	clock       func() time.Time
	log         *slog.Logger
	every       time.Duration
	certificate tls.Certificate

	mu    sync.Mutex // guards rests
	rests map[pair]rest
}

type pair struct{ organ, peer fengcun.OrganID }

// rest is how long a route that failed is left alone.
type rest struct {
	failures int
	until    time.Time
}

// New makes a carrier.
func New(o Options) (*Carrier, error) {
	certificate, err := o.Registry.ExchangeCertificate()
	if err != nil {
		return nil, err
	}
	if o.Every <= 0 {
		o.Every = DefaultEvery
	}
	return &Carrier{registry: o.Registry, clock: o.Clock, log: o.Log, every: o.Every, certificate: certificate, rests: map[pair]rest{}}, nil
}

// Run carries, a round at each beat, until ctx ends.
func (c *Carrier) Run(ctx context.Context) error {
	beat := time.NewTicker(c.every)
	defer beat.Stop()
	for {
		if _, err := c.Round(ctx); err != nil && ctx.Err() == nil {
			c.log.Error("exchange", slog.String("code", fengcun.CodeOf(err)))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-beat.C:
		}
	}
}

// Round uses every route once that does not rest after a failure. What arrives is
// answered at once. It returns how many messages went either way, and fails only if
// this installation does: a peer that cannot be reached is tried again later.
func (c *Carrier) Round(ctx context.Context) (moved int, err error) {
	routes, err := c.registry.Routes(ctx)
	if err != nil {
		return 0, err
	}
	byAddress := map[string][]registry.Route{}
	for _, route := range routes {
		if route.Address != "" && !c.resting(route) {
			byAddress[route.Address] = append(byAddress[route.Address], route)
		}
	}
	var mu sync.Mutex
	var all sync.WaitGroup
	for _, routes := range byAddress {
		all.Go(func() {
			for _, route := range routes {
				n, err := c.use(ctx, route)
				c.note(route, err)
				mu.Lock()
				moved += n
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return moved, nil
}

func (c *Carrier) resting(route registry.Route) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.clock().Before(c.rests[pair{route.Organ, route.Peer}].until)
}

// The rest after a failure doubles from first to longest.
const (
	firstRest   = 2 * time.Second
	longestRest = 10 * time.Minute
)

// note remembers how a route did.
func (c *Carrier) note(route registry.Route, err error) {
	at := pair{route.Organ, route.Peer}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil {
		delete(c.rests, at)
		return
	}
	r := c.rests[at]
	wait := min(firstRest<<min(r.failures, 16), longestRest)
	// A tenth more or less, so that routes that failed together do not return together.
	wait += time.Duration(rand.Int64N(int64(wait)/5)) - wait/10
	c.rests[at] = rest{r.failures + 1, c.clock().Add(wait)}
	c.log.Warn("exchange", slog.String("organ", string(route.Organ)), slog.String("peer", string(route.Peer)), slog.String("code", fengcun.CodeOf(err)))
}
