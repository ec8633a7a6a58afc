package calendar

import (
	"slices"

	"fengcun"
)

// Deadline is the answer to "by when": the last day of a term, with all that is
// needed to explain it later. It holds codes and dates only and can be stored.
type Deadline struct {
	Term     TermCode     `json:"term"`
	Standing Standing     `json:"standing"`
	Days     int          `json:"days"`
	Unit     Unit         `json:"unit"`
	Starts   StartEvent   `json:"starts"`
	Start    fengcun.Date `json:"start"` // day of the event, not counted

	// Plain is the last day if every day counted: the third day for three days.
	// It is the day to aim at; only Due is binding.
	Plain fengcun.Date `json:"plain"`

	// Due is the last day on which the act is in time, until midnight in Shanghai.
	Due fengcun.Date `json:"due"`

	// Provisional is true if Due may change with the notices of the years in
	// AwaitsNotices, which are not in the table.
	Provisional   bool  `json:"provisional,omitempty"`
	AwaitsNotices []int `json:"awaits_notices,omitempty"`

	// Skipped are the days passed over: after Plain for natural days, on the way
	// for working days.
	Skipped []SkippedDay `json:"skipped,omitempty"`

	Basis []string `json:"basis"` // article codes, as in Term
}

// SkippedDay is a day that did not count, and why.
type SkippedDay struct {
	Date   fengcun.Date `json:"date"`
	Reason DayReason    `json:"reason"` // Weekend, Holiday or SkippedPause
	Name   string       `json:"name,omitempty"`
}

// SkippedPause is the reason of a day on which the clock stood still.
const SkippedPause DayReason = "pause"

func skip(d fengcun.Date, info DayInfo) SkippedDay {
	return SkippedDay{Date: d, Reason: info.Reason, Name: info.Name}
}

// Pause is a time that does not count, both days included: the verification that
// the head of a county-level bureau approved (核查时间不计入).
type Pause struct {
	From fengcun.Date `json:"from"`
	To   fengcun.Date `json:"to"`
}

func paused(d fengcun.Date, pauses []Pause) bool {
	return slices.ContainsFunc(pauses, func(p Pause) bool { return !d.Before(p.From) && !d.After(p.To) })
}

// Deadline computes the end of term t for an event on day start. The errors are
// of kind KindInvalid: deadline.start (unknown or impossible day),
// deadline.history (the term was replaced), deadline.pause (the term knows no
// pause, or a pause is open, reversed or before the start: while it is open there
// is no due day), deadline.range (beyond the calendar), term.length.
func (c *Calendar) Deadline(t Term, start fengcun.Date, pauses ...Pause) (Deadline, error) {
	if !start.Valid() {
		return Deadline{}, fengcun.Invalid("deadline.start", "start")
	}
	if t.Standing == History {
		return Deadline{}, fengcun.Invalid("deadline.history", "term")
	}
	if t.Length == nil || t.Length.days() < 1 {
		return Deadline{}, fengcun.Invalid("term.length", "length")
	}
	for _, p := range pauses {
		if !t.MayPause || !p.From.Valid() || !p.To.Valid() || p.To.Before(p.From) || p.From.Before(start) {
			return Deadline{}, fengcun.Invalid("deadline.pause", "pauses")
		}
	}
	due, skipped, err := t.Length.end(c, start, pauses)
	if err != nil {
		return Deadline{}, err
	}
	d := Deadline{
		Term:     t.Code,
		Standing: t.Standing,
		Days:     t.Length.days(),
		Unit:     t.Length.unit(),
		Starts:   t.Starts,
		Start:    start,
		Plain:    start.AddDays(t.Length.days()),
		Due:      due,
		Skipped:  skipped,
		Basis:    slices.Clone(t.Basis),
	}
	// In natural days only the end asks the calendar; in working days every day.
	first := d.Plain
	if d.Unit == Working {
		first = start.AddDays(1)
	}
	for day := first; !day.After(due); day = day.AddDays(1) {
		year := c.Day(day).AwaitsNotice
		if year != 0 && !paused(day, pauses) && !slices.Contains(d.AwaitsNotices, year) {
			d.AwaitsNotices = append(d.AwaitsNotices, year)
		}
	}
	d.Provisional = len(d.AwaitsNotices) > 0
	return d, nil
}

// Overdue reports whether an act on the given day comes too late.
func (d Deadline) Overdue(on fengcun.Date) bool { return on.After(d.Due) }

// DaysLeft returns the calendar days from the given day to the due day, negative
// once the term is over.
func (d Deadline) DaysLeft(on fengcun.Date) int { return on.DaysUntil(d.Due) }
