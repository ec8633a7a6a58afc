package swap

import (
	"context"

	"fengcun"
	"fengcun/internal/observe"
)

// Probe asks one question about a person. It returns what the asker gets to see.
type Probe struct {
	Name string
	Run  func(w *World, p fengcun.Person) ([]byte, error)
}

// Observation is everything that a probe shows: to the asker, to whoever counts
// and measures rows, and to whoever reads the log's headers.
type Observation struct {
	Answer string // the bytes, random identifiers masked
	Error  string // kind, code, field, arguments and text
	Rows   string // of each table: rows, and the length of each column's content
	Log    string // class, organ, minute and size of each new entry
}

// observe runs a probe.
func (w *World) observe(probe Probe, p fengcun.Person) (Observation, error) {
	ctx := context.Background()
	head, err := w.Store.Head(ctx)
	if err != nil {
		return Observation{}, err
	}
	answer, failure := probe.Run(w, p)
	o := Observation{Answer: observe.Masked(string(answer)), Error: observe.Error(failure)}
	if o.Rows, err = w.rows.Measure(ctx, w.Store.Reader()); err != nil {
		return o, err
	}
	o.Log, err = observe.Entries(ctx, w.Store, head.Size)
	return o, err
}
