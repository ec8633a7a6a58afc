package fengcun

import (
	"fmt"
	"time"
)

// Date is a civil date in China (Asia/Shanghai). It carries no time of day and
// no zone, because the law counts days, never instants. The zero Date is
// "unknown" and is never a valid day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// Shanghai is the one time zone of the law. China has kept UTC+8 without summer
// time since 1992, so the fixed zone needs no zone database on the machine.
var Shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// NewDate returns the date of the given year, month and day without checking
// it; use Valid or ParseDate where the numbers come from outside.
func NewDate(year int, month time.Month, day int) Date {
	return Date{Year: year, Month: month, Day: day}
}

// DateOf returns the civil date in Shanghai at instant t.
func DateOf(t time.Time) Date {
	y, m, d := t.In(Shanghai).Date()
	return Date{y, m, d}
}

// ParseDate reads a date in the form 2006-01-02. The error is of kind
// KindInvalid and never repeats the text, which may be a particular.
func ParseDate(s string) (Date, error) {
	digits := func(t string) (n int, ok bool) {
		for _, c := range []byte(t) {
			if c < '0' || c > '9' {
				return 0, false
			}
			n = n*10 + int(c-'0')
		}
		return n, true
	}
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		y, ok1 := digits(s[:4])
		m, ok2 := digits(s[5:7])
		d, ok3 := digits(s[8:])
		if date := (Date{y, time.Month(m), d}); ok1 && ok2 && ok3 && date.Valid() {
			return date, nil
		}
	}
	return Date{}, &Error{Kind: KindInvalid, Code: "date.form"}
}

// IsZero reports whether the date is unknown.
func (d Date) IsZero() bool { return d == Date{} }

// Valid reports whether the date stands in the Gregorian calendar, years 1800
// to 2199: outside that no person of these files was born or will be sealed.
func (d Date) Valid() bool {
	return d.Year >= 1800 && d.Year <= 2199 &&
		d.Month >= 1 && d.Month <= 12 &&
		d.Day >= 1 && d.Day <= DaysIn(d.Year, d.Month)
}

// DaysIn returns the number of days of a month.
func DaysIn(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

func (d Date) utc() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// AddDays returns the date n days later; n may be negative.
func (d Date) AddDays(n int) Date {
	y, m, day := d.utc().AddDate(0, 0, n).Date()
	return Date{y, m, day}
}

// DaysUntil returns the number of days from d to e, negative if e is earlier.
func (d Date) DaysUntil(e Date) int {
	return int(e.utc().Sub(d.utc()) / (24 * time.Hour))
}

// Compare returns -1, 0 or +1 as d is before, on or after e.
func (d Date) Compare(e Date) int {
	switch {
	case d.Year != e.Year:
		return sign(d.Year - e.Year)
	case d.Month != e.Month:
		return sign(int(d.Month - e.Month))
	}
	return sign(d.Day - e.Day)
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// String returns the date as 2006-01-02, or the empty string if unknown.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes the date as 2006-01-02, or nothing if unknown.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads 2006-01-02; the empty text is the unknown date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// LastInstant returns the end of the day in Shanghai, exclusive: a term that is
// due on a day is kept by any act before this instant.
func (d Date) LastInstant() time.Time {
	return time.Date(d.Year, d.Month, d.Day+1, 0, 0, 0, 0, Shanghai)
}
