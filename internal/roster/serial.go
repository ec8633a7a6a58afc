package roster

import (
	"math"

	"fengcun"
)

// serialDate turns the serial number of a spreadsheet into a date. The 1900
// system counts 1900-01-01 as day 1 and believes in a 29 February 1900, day 60,
// which is refused; the 1904 system counts 1904-01-01 as day 0. A time of day is
// dropped.
func serialDate(serial float64, system1904 bool) (fengcun.Date, bool) {
	if math.IsNaN(serial) || serial < 0 || serial >= 200_000 {
		return fengcun.Date{}, false
	}
	days := int(math.Floor(serial))
	var date fengcun.Date
	switch {
	case system1904:
		date = fengcun.NewDate(1904, 1, 1).AddDays(days)
	case days == 0 || days == 60:
		return fengcun.Date{}, false
	case days < 60:
		date = fengcun.NewDate(1899, 12, 31).AddDays(days)
	default:
		date = fengcun.NewDate(1899, 12, 30).AddDays(days)
	}
	return date, date.Valid()
}

// dateSerial is the inverse of serialDate in the 1900 system, for dates from
// March 1900.
func dateSerial(d fengcun.Date) int { return fengcun.NewDate(1899, 12, 30).DaysUntil(d) }
