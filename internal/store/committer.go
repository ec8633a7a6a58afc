package store

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"fengcun"
	"fengcun/internal/audit"
)

// maxBatch is how many Changes share one transaction and one sync to disk.
const maxBatch = 256

// gatherTime is how long the committer waits at most for callers that come back
// together, and never longer than the last transaction took.
const gatherTime = 10 * time.Millisecond

// The state of a request. Whoever moves it out of waiting owns the outcome.
const (
	waiting int32 = iota
	picked        // the committer has it; it may be committed whatever the caller does
	dropped       // the caller gave up first; the committer leaves it alone
)

// request is one Change, or one maintenance task, on its way to the committer.
type request struct {
	ctx    context.Context
	change Change
	task   func(ctx context.Context) error // instead of a change
	state  atomic.Int32
	answer chan Outcome // capacity 1, so that the committer never waits for a caller
}

// Outcome is what became of one Change: a valid Receipt or an error.
type Outcome struct {
	Receipt Receipt
	Err     error
}

func newRequest(ctx context.Context) *request {
	return &request{ctx: ctx, answer: make(chan Outcome, 1)}
}

// Commit carries out one act: all its statements and its leaf, or nothing.
//
// A statement with another row count than stated gives an error of kind
// KindConflict, code store.conflict. A repeated request (same actor, route, key
// and MAC) is not carried out again: its Receipt says Replayed. The same key
// with another MAC gives idempotency.reused.
//
// If ctx ends before the committer picks the change up, nothing is done and the
// code is store.cancelled. If it ends later, the act may be or become committed:
// the code is store.outcome_unknown, and the same request with the same
// idempotency key tells. Both wrap the context's error.
func (s *Store) Commit(ctx context.Context, change Change) (Receipt, error) {
	r := newRequest(ctx)
	var err error
	if r.change, err = change.prepared(); err != nil {
		return Receipt{}, err
	}
	if err := s.submit(r); err != nil {
		return Receipt{}, err
	}
	o := r.wait()
	return o.Receipt, o.Err
}

// CommitAll carries out many acts, each independent of the others, and returns
// what became of each in the same order. It is Commit for imports: the changes
// share transactions without a goroutine for each.
func (s *Store) CommitAll(ctx context.Context, changes []Change) []Outcome {
	outcomes := make([]Outcome, len(changes))
	requests := make([]*request, len(changes))
	for i, change := range changes {
		r := newRequest(ctx)
		var err error
		if r.change, err = change.prepared(); err == nil {
			err = s.submit(r)
		}
		if err != nil {
			outcomes[i].Err = err
			continue
		}
		requests[i] = r
	}
	for i, r := range requests {
		if r != nil {
			outcomes[i] = r.wait()
		}
	}
	return outcomes
}

// maintain runs a task in the committer's goroutine, between two batches.
func (s *Store) maintain(ctx context.Context, task func(ctx context.Context) error) error {
	r := newRequest(ctx)
	r.task = task
	if err := s.submit(r); err != nil {
		return err
	}
	return r.wait().Err
}

func (s *Store) submit(r *request) error {
	s.gate.RLock()
	defer s.gate.RUnlock()
	if s.closed {
		return unavailable("store.closed", nil)
	}
	if err := r.ctx.Err(); err != nil {
		return unavailable("store.cancelled", err)
	}
	select {
	case s.queue <- r:
		return nil
	case <-r.ctx.Done():
		return unavailable("store.cancelled", r.ctx.Err())
	}
}

func (r *request) wait() Outcome {
	select {
	case o := <-r.answer:
		return o
	case <-r.ctx.Done():
	}
	if r.state.CompareAndSwap(waiting, dropped) {
		return Outcome{Err: unavailable("store.cancelled", r.ctx.Err())}
	}
	select {
	case o := <-r.answer: // the answer was there as well: it says more
		return o
	default:
		return Outcome{Err: unavailable("store.outcome_unknown", r.ctx.Err())}
	}
}

// pick takes the request for the committer, unless the caller gave up first.
func (r *request) pick() bool {
	if r.ctx.Err() != nil {
		r.state.CompareAndSwap(waiting, dropped)
	}
	return r.state.CompareAndSwap(waiting, picked)
}

// committer is the one goroutine that writes. It ends when the queue is closed
// and empty. Its context is its own: no caller's cancellation reaches a
// transaction that holds other callers' acts.
func (s *Store) committer() {
	defer close(s.finished)
	ctx := context.Background()
	var held *request // taken from the queue, but for the next round
	expected := 0     // how many changes came together lately
	var took time.Duration
	for {
		first := held
		held = nil
		if first == nil {
			var open bool
			if first, open = <-s.queue; !open {
				return
			}
		}
		if first.task != nil {
			if first.pick() {
				first.answer <- Outcome{Err: first.task(ctx)}
			} else {
				first.answer <- Outcome{Err: unavailable("store.cancelled", first.ctx.Err())}
			}
			continue
		}
		var batch []*request
		batch, held = s.gather(first, expected, min(took, gatherTime))
		begun := time.Now()
		s.commitBatch(ctx, batch)
		took = time.Since(begun)
		expected = max(len(batch), expected*7/8)
	}
}

// requestKey identifies a request across retries.
type requestKey struct{ actor, route, key string }

// gather takes what is waiting, at most maxBatch changes. Two requests with the
// same key never share a batch, so that the second finds the first recorded; it
// is held back together with everything behind it, as a task is.
//
// Callers that were answered together come back together, a moment after the
// first of them: gather waits so long for as many as came together lately, that one
// sync to disk serves them all. A caller who is alone does not wait, once it is some
// time since there were others.
func (s *Store) gather(first *request, expected int, wait time.Duration) (batch []*request, held *request) {
	seen := make(map[requestKey]bool)
	var timeout <-chan time.Time
	r := first
	for {
		if r.task != nil {
			return batch, r
		}
		if k := r.change.Idempotency; k != nil {
			key := requestKey{k.Actor, k.Route, k.Key}
			if seen[key] {
				return batch, r
			}
			seen[key] = true
		}
		if r.pick() {
			batch = append(batch, r)
		} else {
			r.answer <- Outcome{Err: unavailable("store.cancelled", r.ctx.Err())}
		}
		if len(batch) == maxBatch {
			return batch, nil
		}
		select {
		case next, open := <-s.queue:
			if !open {
				return batch, nil
			}
			r = next
			continue
		default:
		}
		if len(batch) >= expected {
			return batch, nil
		}
		if timeout == nil {
			timeout = time.After(wait)
		}
		select {
		case next, open := <-s.queue:
			if !open {
				return batch, nil
			}
			r = next
		case <-timeout:
			return batch, nil
		}
	}
}

// commitBatch answers every request of the batch. If the common transaction
// fails, each change is run in a transaction of its own, so that only those
// which fail by themselves fail.
func (s *Store) commitBatch(ctx context.Context, batch []*request) {
	if len(batch) == 0 {
		return
	}
	outcomes, err := s.persist(ctx, batch)
	if err != nil && len(batch) > 1 && fengcun.CodeOf(err) != "store.outcome_unknown" {
		for _, r := range batch {
			s.commitBatch(ctx, []*request{r})
		}
		return
	}
	for i, r := range batch {
		if err != nil {
			r.answer <- Outcome{Err: err}
		} else {
			r.answer <- outcomes[i]
		}
	}
}

// attempts is how often a transaction that the engine broke off for reasons of
// its own is tried.
const attempts = 8

// persist runs one transaction until the engine accepts or refuses it.
func (s *Store) persist(ctx context.Context, batch []*request) ([]Outcome, error) {
	for i := 0; ; i++ {
		outcomes, err := s.transact(ctx, batch)
		if !errors.Is(err, errAgain) {
			return outcomes, err
		}
		if i == attempts-1 {
			return nil, unavailable("store.unavailable", err)
		}
		time.Sleep(time.Millisecond << i)
	}
}

// transact runs the batch in one transaction. With an error nothing of it is in
// the database, except for store.outcome_unknown.
func (s *Store) transact(ctx context.Context, batch []*request) (outcomes []Outcome, err error) {
	if err := s.testOnlyFault("begin"); err != nil {
		return nil, err
	}
	tx, head, err := s.engine.begin(ctx)
	if err != nil {
		return nil, s.engine.fault(err)
	}
	committing := false
	defer func() {
		if !committing {
			tx.rollback(ctx)
		}
	}()
	if err := s.followHead(ctx, head); err != nil {
		return nil, err
	}
	now := s.clock().Unix()
	outcomes, err = s.replays(ctx, tx, batch, now)
	if err != nil {
		return nil, err
	}

	edge := s.edge.Clone()
	var tiles []audit.Tile
	var statements, leaves []Statement
	var firstSalt []byte
	for i, r := range batch {
		if outcomes[i].Err != nil || outcomes[i].Receipt.ok {
			continue // replayed or refused: no act, no leaf
		}
		index := edge.Size()
		affected := make([]int64, len(r.change.Statements))
		for j, statement := range r.change.Statements {
			if statement.Rows == AnyRows {
				statement.affected = &affected[j]
			} else {
				affected[j] = statement.Rows
			}
			statements = append(statements, statement)
		}
		outcomes[i].Receipt = Receipt{index: index, ok: true, affected: affected}
		if k := r.change.Idempotency; k != nil {
			statements = append(statements, recordRequest(k, index, now))
			outcomes[i].Receipt.resultID = k.ResultID
		}
		row := r.change.Entry.Row()
		if firstSalt == nil {
			firstSalt = row.Salt
		}
		leaves = append(leaves, insertLeaf(index, row))
		edge.Append(row.Leaf(), func(t audit.Tile) { tiles = append(tiles, t) })
	}
	if len(leaves) == 0 {
		return outcomes, nil
	}
	for _, t := range tiles {
		leaves = append(leaves, insertTile(t))
	}
	statements = append(statements, s.sweep(now)...)
	if len(batch) > 1 {
		statements, leaves = merge(statements), merge(leaves)
	}

	acts, log := len(statements), len(statements)+len(leaves)
	statements = append(statements, leaves...)
	statements = append(statements, moveHead(head, edge.Head()))
	err = tx.run(ctx, statements, func(i int) error {
		switch {
		case i < acts:
			return s.testOnlyFault("statement")
		case i < log:
			return s.testOnlyFault("leaf")
		}
		return s.testOnlyFault("head")
	})
	if err != nil {
		return nil, s.engine.fault(err)
	}
	if err := s.testOnlyFault("commit"); err != nil {
		return nil, err
	}
	committing = true
	err = tx.commit(ctx)
	if err == nil {
		err = s.testOnlyFault("committed")
	}
	if err != nil {
		tx.rollback(ctx)
		return s.settle(ctx, outcomes, edge, head.Size, firstSalt, err)
	}
	s.edge = edge
	return outcomes, nil
}

// settle finds out what became of a COMMIT that brought no answer. A leaf's salt
// is random, so the batch was committed if and only if its first leaf stands
// where it would. begin locks the head row and so waits for a transaction that
// is still being committed by a server that lost us.
func (s *Store) settle(ctx context.Context, outcomes []Outcome, edge *audit.Edge, first int64, salt []byte, cause error) ([]Outcome, error) {
	for i := range attempts {
		if i > 0 {
			time.Sleep(10 * time.Millisecond << i)
		}
		tx, _, err := s.engine.begin(ctx)
		if err != nil {
			continue
		}
		found, err := tx.salt(ctx, first)
		tx.rollback(ctx)
		if err != nil {
			continue
		}
		if string(found) != string(salt) {
			return nil, s.engine.fault(cause)
		}
		s.edge = edge
		return outcomes, nil
	}
	return nil, unavailable("store.outcome_unknown", s.engine.fault(cause))
}

// followHead brings the edge up to the head in the database: it lags if another
// replica committed, or if the outcome of our own last commit stayed unknown. A
// head that is not a continuation of what this process knows stops every act.
func (s *Store) followHead(ctx context.Context, head audit.Head) error {
	if s.edge.Head() == head {
		return nil
	}
	edge := s.edge.Clone()
	if err := edge.CatchUp(ctx, s, head.Size); err != nil {
		return internal("store.log", err)
	}
	if edge.Head() != head {
		return internal("store.log", &audit.Fault{Kind: audit.FaultHead, Index: head.Size})
	}
	s.edge = edge
	return nil
}

func insertLeaf(index int64, row audit.Row) Statement {
	return Statement{
		SQL:  `INSERT INTO audit_leaf (leaf_index, salt, header, body) VALUES ($1, $2, $3, $4)`,
		Args: []any{index, row.Salt, row.Header, row.Body},
		Rows: 1,
	}
}

func insertTile(t audit.Tile) Statement {
	return Statement{
		SQL:  `INSERT INTO audit_tile (level, tile, data) VALUES ($1, $2, $3)`,
		Args: []any{int64(t.Level), t.N, t.Data},
		Rows: 1,
	}
}

// moveHead is a compare-and-set: should the row lock ever fail us, the batch
// fails instead of forking the log.
func moveHead(from, to audit.Head) Statement {
	return Statement{
		SQL: `
UPDATE audit_head
SET tree_size = $1, root = $2
WHERE one = 1 AND tree_size = $3 AND root = $4`,
		Args: []any{to.Size, to.Root[:], from.Size, from.Root[:]},
		Rows: 1,
	}
}
