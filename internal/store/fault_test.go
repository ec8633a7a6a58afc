package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/store"
)

// points are the places at which a transaction can be hurt, with how many times
// each is passed by a batch of three acts of two statements.
var points = []struct {
	name  string
	times int
}{
	{"begin", 1}, {"statement", 6}, {"leaf", 3}, {"head", 1}, {"commit", 1}, {"committed", 1},
}

// holdUp keeps the committer busy with one act until release is called, so that
// what is handed over meanwhile shares the next batch.
type holdUp struct {
	entered, leave chan struct{}
	once           sync.Once
}

func newHoldUp() *holdUp {
	return &holdUp{entered: make(chan struct{}), leave: make(chan struct{})}
}

func (h *holdUp) at(point string) {
	if point == "begin" {
		h.once.Do(func() {
			close(h.entered)
			<-h.leave
		})
	}
}

// hurt commits three acts in one batch on a fresh database and calls harm when
// the n-th passing of point is reached. victim is the act whose context harm may
// cancel. It returns what the callers were told.
func hurt(t *testing.T, open fengcuntest.OpenStore, point string, n int, harm func(cancel func()) error) (s *store.Store, ids [3]fengcun.ID, errs [3]error) {
	t.Helper()
	s = open()
	h := newHoldUp()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	first, passed, harmed := true, 0, false
	s.SetTestOnlyFault(func(p string) error {
		h.at(p)
		if p == "committed" && first { // the act that holds the committer up
			first = false
			return nil
		}
		if first || p != point || harmed {
			return nil
		}
		if passed++; passed < n {
			return nil
		}
		harmed = true
		return harm(cancel)
	})
	sealer := newSealer(t)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		mustCommit(t, s, fileMatter(t, sealer, fengcun.NewID()))
	}()
	<-h.entered
	changes := make([]store.Change, 3)
	for i := range changes {
		ids[i] = fengcun.NewID()
		changes[i] = fileMatter(t, sealer, ids[i])
	}
	pending := make([]func() store.Outcome, 3)
	for i, c := range changes {
		act := context.Background()
		if i == 1 {
			act = ctx
		}
		pending[i] = s.Handover(act, c)
	}
	close(h.leave)
	for i, wait := range pending {
		errs[i] = wait().Err
	}
	wg.Wait()
	if !harmed {
		t.Fatalf("the batch never passed %s for the %d. time", point, n)
	}
	return s, ids, errs
}

// whole checks that each act is in the database entirely or not at all, as many
// leaves as acts, and that the log verifies. It returns which acts are there.
func whole(t *testing.T, s *store.Store, key *store.Options, ids [3]fengcun.ID) (there [3]bool) {
	t.Helper()
	// Maintenance runs after everything that was queued before it.
	if _, err := s.Checkpoint(context.Background()); err != nil {
		t.Fatalf("checkpoint: %v", err)
	}
	for i, id := range ids {
		matters := rowCount(t, s.Reader(), `SELECT count(*) FROM matter WHERE matter_id = $1`, id)
		history := rowCount(t, s.Reader(), `SELECT count(*) FROM matter_organ WHERE matter_id = $1`, id)
		if matters != history {
			t.Errorf("act %d is half there: %d matters, %d histories", i, matters, history)
		}
		there[i] = matters == 1
	}
	acts := rowCount(t, s.Reader(), `SELECT count(*) FROM matter`)
	if leaves := rowCount(t, s.Reader(), `SELECT count(*) FROM audit_leaf`); leaves != acts {
		t.Errorf("%d acts, %d leaves", acts, leaves)
	}
	if err := audit.Verify(context.Background(), s, key.Verifier, nil, nil); err != nil {
		t.Errorf("verify: %v", err)
	}
	return there
}

// A caller who gives up, at whatever point, takes nobody along.
func TestCancelAtEveryPoint(t *testing.T) {
	fengcuntest.EachEngine(t, func(t *testing.T, open fengcuntest.OpenStore) {
		var key store.Options
		remember := func(o *store.Options) { key = *o }
		for _, point := range points {
			for n := 1; n <= point.times; n++ {
				s, ids, errs := hurt(t, func(...func(*store.Options)) *store.Store { return open(remember) },
					point.name, n, func(cancel func()) error { cancel(); return nil })
				there := whole(t, s, &key, ids)
				for i, err := range errs {
					switch {
					case err == nil && !there[i]:
						t.Errorf("%s %d: act %d was acknowledged and is not there", point.name, n, i)
					case i != 1 && err != nil:
						t.Errorf("%s %d: neighbour %d was told %v", point.name, n, i, err)
					case err != nil && fengcun.CodeOf(err) != "store.outcome_unknown":
						t.Errorf("%s %d: cancelled act was told %v", point.name, n, err)
					case err != nil && !errors.Is(err, context.Canceled):
						t.Errorf("%s %d: %v does not wrap the context's error", point.name, n, err)
					}
				}
				if err := s.Close(context.Background()); err != nil {
					t.Errorf("%s %d: close: %v", point.name, n, err)
				}
			}
		}
	})
}

// A fault at whatever point loses no act: the batch is discarded and each act
// run alone, or, where COMMIT had gone through, recognised as committed.
func TestFaultAtEveryPoint(t *testing.T) {
	fengcuntest.EachEngine(t, func(t *testing.T, open fengcuntest.OpenStore) {
		var key store.Options
		remember := func(o *store.Options) { key = *o }
		for _, point := range points {
			for n := 1; n <= point.times; n++ {
				s, ids, errs := hurt(t, func(...func(*store.Options)) *store.Store { return open(remember) },
					point.name, n, func(func()) error { return errors.New("injected") })
				there := whole(t, s, &key, ids)
				for i, err := range errs {
					if err != nil || !there[i] {
						t.Errorf("%s %d: act %d: told %v, there %v", point.name, n, i, err, there[i])
					}
				}
				if err := s.Close(context.Background()); err != nil {
					t.Errorf("%s %d: close: %v", point.name, n, err)
				}
			}
		}
	})
}

// A change whose caller has gone before it is picked up is dropped.
func TestCancelBeforePickUp(t *testing.T) {
	fengcuntest.EachEngine(t, func(t *testing.T, open fengcuntest.OpenStore) {
		var key store.Options
		s := open(func(o *store.Options) { key = *o })
		h := newHoldUp()
		s.SetTestOnlyFault(func(p string) error { h.at(p); return nil })
		sealer := newSealer(t)
		held := s.Handover(context.Background(), fileMatter(t, sealer, fengcun.NewID()))
		<-h.entered
		ids := [3]fengcun.ID{fengcun.NewID(), fengcun.NewID(), fengcun.NewID()}
		ctx, cancel := context.WithCancel(context.Background())
		before := s.Handover(context.Background(), fileMatter(t, sealer, ids[0]))
		gone := s.Handover(ctx, fileMatter(t, sealer, ids[1]))
		after := s.Handover(context.Background(), fileMatter(t, sealer, ids[2]))
		cancel()
		if o := gone(); fengcun.CodeOf(o.Err) != "store.cancelled" {
			t.Errorf("caller who gave up was told %v, want store.cancelled", o.Err)
		}
		close(h.leave)
		for _, wait := range []func() store.Outcome{held, before, after} {
			if o := wait(); o.Err != nil {
				t.Errorf("neighbour was told %v", o.Err)
			}
		}
		if there := whole(t, s, &key, ids); there != [3]bool{true, false, true} {
			t.Errorf("acts there: %v, want all but the second", there)
		}
	})
}

// One stale act in a batch conflicts alone.
func TestStaleActConflictsAlone(t *testing.T) {
	fengcuntest.EachEngine(t, func(t *testing.T, open fengcuntest.OpenStore) {
		s := open()
		sealer := newSealer(t)
		id := fengcun.NewID()
		mustCommit(t, s, fileMatter(t, sealer, id))
		var changes []store.Change
		for i := range 20 {
			if i%5 == 4 {
				changes = append(changes, touch(t, sealer, id, 99))
			} else {
				changes = append(changes, fileMatter(t, sealer, fengcun.NewID()))
			}
		}
		for i, o := range s.CommitAll(context.Background(), changes) {
			if stale := fengcun.CodeOf(o.Err) == "store.conflict"; stale != (i%5 == 4) || !stale && !o.Receipt.Valid() {
				t.Errorf("act %d: %v", i, o.Err)
			}
		}
		if n := rowCount(t, s.Reader(), `SELECT count(*) FROM audit_leaf`); n != 17 {
			t.Errorf("%d leaves, want 17", n)
		}
	})
}
