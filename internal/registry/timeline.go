package registry

import (
	"context"
	"strings"
	"time"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Event is an act as the log of the own organ has it.
type Event struct {
	Index   int64 // of the entry in the log, by which it can be proven
	At      time.Time
	Organ   fengcun.OrganID
	Who     fengcun.StaffID // empty if nobody of the organ's books answers to the pseudonym
	Act     policy.Act
	Article string // on which the permission rested
	Denied  bool
}

// timeline lists the acts of an organ on a record.
func (r *Registry) timeline(ctx context.Context, organ fengcun.OrganID, s standing, copies []store.Copy, documents []Document) ([]Event, error) {
	about := map[fengcun.ID]bool{s.record.ID: true, s.record.Matter: true}
	for _, c := range copies {
		if c.Organ == organ {
			about[c.ID] = true
		}
	}
	for _, d := range documents {
		about[d.ID] = true
	}
	where, err := r.places.of(ctx, r.store, r.sealer, about)
	if err != nil {
		return nil, err
	}
	var events []Event
	err = r.eventsOf(ctx, organ, func(fn func(int64, audit.Row) error) error { return r.store.RowsAt(ctx, where, fn) }, func(e Event, body audit.Body) {
		if (about[body.Subject] || about[body.Object]) && !views[e.Act] {
			events = append(events, e)
		}
	})
	return events, err
}

// views are the acts that leave everything as it was and show nothing in full: they
// stand in the log and not in a timeline.
var views = map[policy.Act]bool{
	policy.ViewWork: true, policy.ViewMatters: true, policy.ViewMatter: true, policy.ViewDecision: true,
}

// entries calls fn for an organ's entries with from <= index < to.
func (r *Registry) entries(ctx context.Context, organ fengcun.OrganID, from, to int64, fn func(Event, audit.Body)) error {
	return r.eventsOf(ctx, organ, func(fn func(int64, audit.Row) error) error { return r.store.Rows(ctx, from, to, fn) }, fn)
}

// eventsOf calls fn for those of some rows that are an organ's.
func (r *Registry) eventsOf(ctx context.Context, organ fengcun.OrganID, rows func(func(int64, audit.Row) error) error, fn func(Event, audit.Body)) error {
	members, err := store.Members(ctx, r.rows, organ)
	if err != nil {
		return err
	}
	names := map[[16]byte]fengcun.StaffID{}
	for _, m := range members {
		names[r.sealer.Pseudonym(organ, m.Staff)] = m.Staff
	}
	return rows(func(index int64, row audit.Row) error {
		e, err := row.Entry()
		if err != nil || e.Organ != organ {
			return err
		}
		body, err := r.sealer.Open(&e)
		if err != nil {
			return err
		}
		_, article, _ := strings.Cut(body.Basis, ":")
		fn(Event{
			Index: index, At: time.Unix(e.Minute*60, 0).UTC(), Organ: e.Organ, Who: names[e.Actor],
			Act: policy.Act(e.Class), Article: article, Denied: body.Detail == denied,
		}, body)
		return nil
	})
}
