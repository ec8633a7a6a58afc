package registry

import (
	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/store"
)

// startClock starts an organ's term. The deadline is a row of its own, computed
// once from the day the law names; a later change of the calendar makes a new
// row, so that nobody's term moves silently.
func (r *Registry) startClock(organ fengcun.OrganID, duty calendar.TermCode, subject fengcun.ID, start fengcun.Date) (store.Statement, error) {
	d, err := r.due(duty, start)
	if err != nil {
		return store.Statement{}, err
	}
	return store.InsertDeadline(store.Deadline{
		ID: fengcun.NewID(), Organ: organ, Duty: string(duty), Subject: subject,
		Start: d.Start, Plain: d.Plain, Due: d.Due, Provisional: d.Provisional, Statutory: d.Standing == calendar.Statutory,
	}), nil
}

// due computes a term of the law that starts on a day.
func (r *Registry) due(duty calendar.TermCode, start fengcun.Date) (calendar.Deadline, error) {
	term, err := calendar.TermOf(duty)
	if err != nil {
		return calendar.Deadline{}, err
	}
	return r.calendar.Deadline(term, start)
}
