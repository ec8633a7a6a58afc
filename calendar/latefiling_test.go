package calendar_test

import (
	"testing"
	"time"

	"fengcun"
	"fengcun/calendar"
)

// TestLateFiling: which appeal holds a judgment whose effective day was confirmed.
func TestLateFiling(t *testing.T) {
	effective, today := fengcun.NewDate(2026, time.November, 13), fengcun.NewDate(2026, time.December, 1)
	for _, x := range []struct {
		name string
		f    calendar.LateFiling
		code string
	}{
		{"posted on the last day of the term", calendar.LateFiling{On: effective.AddDays(-1), Way: calendar.FiledByPost}, ""},
		{"said in custody", calendar.LateFiling{On: effective.AddDays(-8), Way: calendar.FiledInCustody}, ""},
		{"posted on the effective day", calendar.LateFiling{On: effective, Way: calendar.FiledByPost}, "late_filing.out_of_time"},
		{"after the term, which the court restored", calendar.LateFiling{On: effective.AddDays(3), Way: calendar.FiledByRestored}, ""},
		{"in the future", calendar.LateFiling{On: today.AddDays(1), Way: calendar.FiledByRestored}, "late_filing.day"},
		{"no day", calendar.LateFiling{Way: calendar.FiledByPost}, "late_filing.day"},
		{"no way", calendar.LateFiling{On: effective.AddDays(-1)}, "late_filing.way"},
		{"a way that is none", calendar.LateFiling{On: effective.AddDays(-1), Way: "rumour"}, "late_filing.way"},
	} {
		if err := x.f.Check(effective, today); fengcun.CodeOf(err) != x.code {
			t.Errorf("%s: %v, want %q", x.name, err, x.code)
		}
	}
}
