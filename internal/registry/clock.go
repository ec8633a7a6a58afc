package registry

import (
	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/store"
)

// startClock starts an organ's term. The deadline is a row of its own, computed
// once from the day the law names; a later change of the calendar makes a new
// row, so that nobody's term moves silently.
func (r *Registry) startClock(organ fengcun.OrganID, duty calendar.Duty, subject fengcun.ID, start fengcun.Date) (store.Statement, error) {
	d, err := r.calendar.Deadline(duty, start)
	if err != nil {
		return store.Statement{}, err
	}
	return store.InsertDeadline(store.Deadline{
		ID: fengcun.NewID(), Organ: organ, Duty: string(duty), Subject: subject,
		Start: d.Start, Plain: d.Plain, Due: d.Due, Provisional: d.Provisional, Statutory: !d.Internal,
	}), nil
}
