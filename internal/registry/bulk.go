package registry

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"fengcun"
	"fengcun/internal/store"
)

// The bounds of a bulk act: how many records are read together and acted on at
// once, and how many such lists are under way, so that one is being thought
// through while another is being committed.
const (
	bulkRecords = 256
	bulkLists   = 3
)

// turns bound how many acts of a bulk act think at the same moment: as many as
// there are processors. Otherwise the committer, whenever it comes back from the
// disk, would wait in line behind hundreds of them. While an act waits for its
// commit another has the turn.
type turns chan struct{}

func newTurns() turns { return make(turns, runtime.GOMAXPROCS(0)) }

// take waits for a turn, give ends it. A nil turns has room for everybody.
func (t turns) take() {
	if t != nil {
		t <- struct{}{}
	}
}

func (t turns) give() {
	if t != nil {
		<-t
	}
}

// Bulk carries out one act for each of many records: an imported roster, the
// files of Article 23 that are sealed of the organ's own motion, a head who
// approves a list of plain cases. Each remains an act of its own, with its own
// permission, versions, transaction outcome and entry in the log; what they share
// is the reading, 256 records at a time, and the sync to disk.
//
// act is called once for each record, from several goroutines, with the record's
// index and a registry that has read ahead; it carries out one act on that record
// through it. An act that was overtaken (store.conflict), because another one
// changed a row after it was read, is called once more and then reads afresh: what
// conflicted has had no effect.
//
// Bulk returns the first error of an act. Acts that were under way then are
// finished, further ones are not begun. A caller who wants all of them carried
// out whatever becomes of one keeps the errors and returns nil.
func (r *Registry) Bulk(ctx context.Context, records []fengcun.RecordID, act func(ctx context.Context, r *Registry, i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var lists sync.WaitGroup
	room := make(chan struct{}, bulkLists)
	turn := newTurns()
	first := 0
	for list := range slices.Chunk(records, bulkRecords) {
		select {
		case room <- struct{}{}:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			break
		}
		from := first
		first += len(list)
		lists.Go(func() {
			defer func() { <-room }()
			if err := r.ahead(list, turn).bulkList(ctx, r, list, func(ctx context.Context, r *Registry, i int) error { return act(ctx, r, from+i) }); err != nil {
				cancel(err)
			}
		})
	}
	lists.Wait()
	return context.Cause(ctx)
}

// bulkList acts on one list of records, on all of them at once. What was overtaken
// is done again by another registry, which has not read ahead.
func (r *Registry) bulkList(ctx context.Context, again *Registry, list []fengcun.RecordID, act func(ctx context.Context, r *Registry, i int) error) error {
	errs := make([]error, len(list))
	var acts sync.WaitGroup
	for i := range list {
		acts.Go(func() {
			r.turn.take()
			err := act(ctx, r, i)
			r.turn.give()
			if fengcun.CodeOf(err) == "store.conflict" {
				err = act(ctx, again, i)
			}
			errs[i] = err
		})
	}
	acts.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Rows is what the registry reads by: in an act of Bulk, what was read ahead.
func (r *Registry) Rows() store.Queryer { return r.rows }

// ahead returns the same registry, reading ahead for records.
func (r *Registry) ahead(records []fengcun.RecordID, turn turns) *Registry {
	rows := store.Prefetch(r.store.Reader(), records)
	a := *r
	a.rows = rows
	a.vault = r.vault.Ahead(rows.Items)
	a.runs = r.runs.reading(a.vault)
	a.turn = turn
	return &a
}
