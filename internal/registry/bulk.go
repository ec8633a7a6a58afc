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
// permission, row versions, outcome and entry in the log; what they share is the
// reading, 256 records at a time, and the sync to disk.
//
// act is called once for each record, from several goroutines, with the record's
// index and a registry that has read ahead; it carries out one act on that record
// through it. An act that was overtaken (store.conflict), because another one
// changed a row after it was read, is called once more and then reads afresh: what
// conflicted has had no effect.
//
// Bulk returns the first error of an act, or why ctx ended. Acts that were under
// way then are finished, further ones are not begun. A caller who wants all of them
// carried out whatever becomes of one keeps the errors and returns nil.
func (r *Registry) Bulk(ctx context.Context, records []fengcun.RecordID, act func(ctx context.Context, r *Registry, i int) error) error {
	type task struct {
		ahead *Registry
		i     int
	}
	tasks := make(chan task)
	stopped, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var hands sync.WaitGroup
	for range min(len(records), bulkLists*bulkRecords) {
		hands.Go(func() {
			for t := range tasks {
				t.ahead.turn.take()
				err := act(ctx, t.ahead, t.i)
				t.ahead.turn.give()
				if fengcun.CodeOf(err) == "store.conflict" {
					err = act(ctx, r, t.i)
				}
				if err != nil {
					stop(err)
				}
			}
		})
	}
	turn := newTurns()
	i := 0
	for list := range slices.Chunk(records, bulkRecords) {
		ahead := r.ahead(list, turn)
		for range list {
			if stopped.Err() != nil {
				break
			}
			select {
			case tasks <- task{ahead, i}:
			case <-stopped.Done():
			}
			i++
		}
	}
	close(tasks)
	hands.Wait()
	return context.Cause(stopped)
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
