package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"fengcun"
)

// Calendar knows the working days. It is immutable and safe for concurrent use;
// With returns a changed copy.
type Calendar struct {
	days    map[fengcun.Date]noticeDay // days that differ from Monday to Friday, or were decided
	noticed map[int]bool               // years whose notice is in the table
}

// Official returns the calendar of the embedded notices. The error, of kind
// KindInternal, means that the table in the binary is damaged; the program must
// not compute a single term then.
func Official() (*Calendar, error) { return read(official) }

// lateDecember is the day of December from which the notice of the next year may
// rearrange days: around New Year it moves days off and working weekends across
// the turn of the year (2022-12-31 stood in the notice for 2023). The last ten
// days of the month (下旬) leave a margin over every notice so far.
const lateDecember = 21

// Day says whether d is a working day and why. A date that does not exist is no
// working day and provisional.
func (c *Calendar) Day(d fengcun.Date) DayInfo {
	if !d.Valid() {
		return DayInfo{Provisional: true}
	}
	info := DayInfo{Reason: Weekday, Working: true}
	if isWeekend(d) {
		info = DayInfo{Reason: Weekend}
	}
	day, listed := c.days[d]
	switch {
	case listed && !day.working:
		info = DayInfo{Reason: Holiday, Name: day.name, Source: day.source}
	case listed && isWeekend(d):
		info = DayInfo{Reason: MakeUpWorkday, Working: true, Name: day.name, Source: day.source}
	case listed: // an override took a holiday back
		info = DayInfo{Reason: Weekday, Working: true, Name: day.name, Source: day.source}
	}
	if !listed {
		info.AwaitsNotice = c.awaits(d)
		info.Provisional = info.AwaitsNotice != 0
	}
	return info
}

// Working reports whether d is a working day as far as is known.
func (c *Calendar) Working(d fengcun.Date) bool { return c.Day(d).Working }

// awaits returns the year of the notice that may still change the day, or 0.
func (c *Calendar) awaits(d fengcun.Date) int {
	switch {
	case !c.noticed[d.Year]:
		return d.Year
	case d.Month == time.December && d.Day >= lateDecember && !c.noticed[d.Year+1]:
		return d.Year + 1
	}
	return 0
}

// Years returns the years whose notice is in the table, ascending.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.noticed)) }

// Version names the content of the calendar: two calendars with the same version
// give the same answers. It is stored beside every date computed.
func (c *Calendar) Version() string {
	var b strings.Builder
	for _, year := range c.Years() {
		fmt.Fprintf(&b, "year %d\n", year)
	}
	for _, d := range slices.SortedFunc(maps.Keys(c.days), fengcun.Date.Compare) {
		day := c.days[d]
		fmt.Fprintf(&b, "%s %t %q %q\n", d, day.working, day.name, day.source)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return "cn-" + hex.EncodeToString(sum[:6])
}
