package registry

import (
	"context"
	"encoding/json"
	"sync"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/store"
)

// startClock starts an organ's term. The deadline is a row of its own, computed
// once from the day the law names. Only days that two people enter move it
// (ChangeCalendar), and its row keeps the due day of before.
func (r *Registry) startClock(ctx context.Context, organ fengcun.OrganID, duty calendar.TermCode, subject fengcun.ID, start fengcun.Date) (store.Statement, error) {
	days, position, err := r.days(ctx)
	if err != nil {
		return store.Statement{}, err
	}
	d, err := dueIn(days, duty, start)
	if err != nil {
		return store.Statement{}, err
	}
	return store.InsertDeadline(store.Deadline{
		ID: fengcun.NewID(), Organ: organ, Duty: string(duty), Subject: subject,
		Start: d.Start, Plain: d.Plain, Due: d.Due, Provisional: d.Provisional, Statutory: d.Standing == calendar.Statutory,
	}, position), nil
}

// Due computes a term of the law that starts on a day. It is public, as the calendar is.
func (r *Registry) Due(ctx context.Context, duty calendar.TermCode, start fengcun.Date) (calendar.Deadline, error) {
	days, err := r.Calendar(ctx)
	if err != nil {
		return calendar.Deadline{}, err
	}
	return dueIn(days, duty, start)
}

// dueIn computes a term with a calendar.
func dueIn(days *calendar.Calendar, duty calendar.TermCode, start fengcun.Date, pauses ...calendar.Pause) (calendar.Deadline, error) {
	term, err := calendar.TermOf(duty)
	if err != nil {
		return calendar.Deadline{}, err
	}
	return days.Deadline(term, start, pauses...)
}

// Calendar is the calendar of the installation: the yearly notices, and the days that
// two people entered. It is public: asking for it is no act.
func (r *Registry) Calendar(ctx context.Context) (*calendar.Calendar, error) {
	days, _, err := r.days(ctx)
	return days, err
}

// inForce is the calendar as it was last read. Entries are only ever added, so that
// what comes behind the last is all that has to be read again.
type inForce struct {
	mu       sync.Mutex // guards the rest
	calendar *calendar.Calendar
	position int64 // of the last entry in it
}

// days returns the calendar in force and the position of its last entry.
func (r *Registry) days(ctx context.Context) (*calendar.Calendar, int64, error) {
	r.calendar.mu.Lock()
	defer r.calendar.mu.Unlock()
	more, err := store.OverridesAfter(ctx, r.rows, r.calendar.position)
	if err != nil {
		return nil, 0, err
	}
	for _, entered := range more {
		var o calendar.Override
		if json.Unmarshal([]byte(entered.Content), &o) != nil {
			return nil, 0, &fengcun.Error{Kind: fengcun.KindInternal, Code: "change.content"}
		}
		changed, err := r.calendar.calendar.With(o)
		if err != nil {
			return nil, 0, err
		}
		r.calendar.calendar, r.calendar.position = changed, entered.Position
	}
	return r.calendar.calendar, r.calendar.position, nil
}
