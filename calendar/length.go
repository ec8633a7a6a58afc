package calendar

import "fengcun"

// NaturalDays is a length in days of the calendar, working or not (日).
type NaturalDays int

// WorkingDays is a length in working days (工作日).
type WorkingDays int

// Unit says in which days a length counts.
type Unit string

// The units.
const (
	Natural Unit = "natural"
	Working Unit = "working"
)

// Length is the length of a term: NaturalDays or WorkingDays, and nothing else.
type Length interface {
	days() int
	unit() Unit
	// end returns the last day of the term that runs from the day after start,
	// and the days passed over on the way.
	end(c *Calendar, start fengcun.Date, pauses []Pause) (due fengcun.Date, skipped []SkippedDay, err error)
}

func (n NaturalDays) days() int  { return int(n) }
func (n NaturalDays) unit() Unit { return Natural }

// end rolls forward from the plain last day to the first working day (Criminal
// Procedure Law, Article 105). A make-up working Saturday is a working day.
func (n NaturalDays) end(c *Calendar, start fengcun.Date, _ []Pause) (fengcun.Date, []SkippedDay, error) {
	var skipped []SkippedDay
	for d := start.AddDays(int(n)); d.Valid(); d = d.AddDays(1) {
		info := c.Day(d)
		if info.Working {
			return d, skipped, nil
		}
		skipped = append(skipped, skip(d, info))
	}
	return fengcun.Date{}, nil, outOfRange()
}

func (n WorkingDays) days() int  { return int(n) }
func (n WorkingDays) unit() Unit { return Working }

// end counts working days from the day after start, leaving out days off and the
// days during which the clock stood still.
func (n WorkingDays) end(c *Calendar, start fengcun.Date, pauses []Pause) (fengcun.Date, []SkippedDay, error) {
	var skipped []SkippedDay
	left := int(n)
	for d := start.AddDays(1); d.Valid(); d = d.AddDays(1) {
		info := c.Day(d)
		switch {
		case paused(d, pauses):
			skipped = append(skipped, SkippedDay{Date: d, Reason: SkippedPause})
		case !info.Working:
			skipped = append(skipped, skip(d, info))
		default:
			if left--; left == 0 {
				return d, skipped, nil
			}
		}
	}
	return fengcun.Date{}, nil, outOfRange()
}

func outOfRange() error { return fengcun.Invalid("deadline.range", "start") }
