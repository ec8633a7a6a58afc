package calendar

import (
	"maps"
	"strconv"
	"strings"

	"fengcun"
)

// Override adds days to the calendar: the notice of a new year, an extra day off
// that the State Council declared, the holiday of an ethnic region. Whoever
// applies one needs a second person; that is not the business of this package.
type Override struct {
	Source string        `json:"source"` // the document relied on, with its number; required
	Days   []OverrideDay `json:"days"`

	// Notice is the year whose notice the override carries completely, or 0. From
	// then on the other days of that year are certain.
	Notice int `json:"notice,omitempty"`
}

// OverrideDay is one day decided by the source of the override.
type OverrideDay struct {
	Date    fengcun.Date `json:"date"`
	Working bool         `json:"working"`
	Name    string       `json:"name"` // the holiday concerned; required
}

// With returns a calendar in which the days of the override stand; a later
// override wins over an earlier one and over the embedded table. The errors are
// of kind KindInvalid: calendar.source_missing, calendar.day_missing,
// calendar.day_invalid and calendar.day_twice with the day as field, and
// calendar.notice_incomplete if a whole notice lacks a holiday with a fixed date.
func (c *Calendar) With(o Override) (*Calendar, error) {
	if strings.TrimSpace(o.Source) == "" {
		return nil, fengcun.Invalid("calendar.source_missing", "source")
	}
	if len(o.Days) == 0 {
		return nil, fengcun.Invalid("calendar.day_missing", "days")
	}
	changed := &Calendar{days: maps.Clone(c.days), noticed: maps.Clone(c.noticed)}
	seen := map[fengcun.Date]bool{}
	for i, day := range o.Days {
		at := "days[" + strconv.Itoa(i) + "]"
		if !day.Date.Valid() || strings.TrimSpace(day.Name) == "" {
			return nil, fengcun.Invalid("calendar.day_invalid", at)
		}
		if seen[day.Date] {
			return nil, fengcun.Invalid("calendar.day_twice", at)
		}
		seen[day.Date] = true
		changed.days[day.Date] = noticeDay{working: day.Working, name: day.Name, source: o.Source}
	}
	if o.Notice != 0 {
		if !changed.plausible(o.Notice) {
			return nil, fengcun.Invalid("calendar.notice_incomplete", "notice")
		}
		changed.noticed[o.Notice] = true
	}
	return changed, nil
}
