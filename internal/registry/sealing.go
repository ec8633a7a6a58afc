package registry

import (
	"context"
	"sync"

	"fengcun"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// runItems is how many items one sealing run takes at most: an encapsulation
// costs as much as a hundred wraps, so acts that come together share one, but the
// run's secret is in memory while it lasts.
const runItems = 256

// sealingRuns keeps the current sealing run of each organ. A run lasts while some
// act is using it: acts at the same time share it, and the last one to leave ends
// it.
type sealingRuns struct {
	vault  *vault.Vault // by which the acts of this registry read
	organs *organRuns
}

func newSealingRuns(v *vault.Vault) *sealingRuns {
	return &sealingRuns{vault: v, organs: &organRuns{all: map[fengcun.OrganID]*organRun{}}}
}

// reading returns the same runs for acts that read by another vault.
func (s *sealingRuns) reading(v *vault.Vault) *sealingRuns {
	return &sealingRuns{vault: v, organs: s.organs}
}

// organRuns are the runs of all organs.
type organRuns struct {
	mu  sync.Mutex // guards all
	all map[fengcun.OrganID]*organRun
}

// organRun is one organ's current run.
type organRun struct {
	organ fengcun.OrganID

	mu    sync.Mutex // guards the rest; a run is used by one goroutine at a time
	run   *vault.Run // nil between runs
	items int
	users int
}

// sealingRun is an act's part in its organ's run.
type sealingRun struct {
	vault *vault.Vault
	*organRun
}

// join lets an act seal under its organ's run until it calls leave.
func (s *sealingRuns) join(organ fengcun.OrganID) *sealingRun {
	s.organs.mu.Lock()
	r := s.organs.all[organ]
	if r == nil {
		r = &organRun{organ: organ}
		s.organs.all[organ] = r
	}
	s.organs.mu.Unlock()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.users++
	return &sealingRun{vault: s.vault, organRun: r}
}

// leave ends the act's part in the run, and the run with the last act.
func (r *sealingRun) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.users--; r.users == 0 {
		r.end()
	}
}

// seal returns the statements that seal an item.
func (r *sealingRun) seal(ctx context.Context, item fengcun.ItemID) ([]store.Statement, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.run == nil {
		run, err := r.vault.NewRun(r.organ)
		if err != nil {
			return nil, err
		}
		r.run, r.items = run, 0
	}
	statements, err := r.vault.Seal(ctx, r.run, item)
	if r.items++; r.items == runItems {
		r.end()
	}
	return statements, err
}

// end forgets the run's secret. The caller holds mu.
func (r *organRun) end() {
	if r.run != nil {
		r.run.End()
		r.run = nil
	}
}
