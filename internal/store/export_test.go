package store

import "context"

// SetTestOnlyFault makes fault be called at every point of every transaction. It
// must be set before the store is used.
func (s *Store) SetTestOnlyFault(fault func(point string) error) { s.testOnlyFault = fault }

// Handover is Commit in two halves: the change is queued when Handover returns,
// and the returned function waits for the outcome.
func (s *Store) Handover(ctx context.Context, change Change) func() Outcome {
	r := newRequest(ctx)
	var err error
	if r.change, err = change.prepared(); err == nil {
		err = s.submit(r)
	}
	if err != nil {
		return func() Outcome { return Outcome{Err: err} }
	}
	return r.wait
}
