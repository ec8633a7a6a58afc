package law_test

import (
	"testing"
	"time"

	"fengcun"
	"fengcun/law"
)

// What is approved from a list is the case without a question; one more fact that
// has to be read makes it another.
func TestPlain(t *testing.T) {
	facts := func(change func(*law.Facts)) law.Facts {
		f := law.Facts{
			Birth: law.Birth{Date: fengcun.NewDate(2009, time.March, 14)},
			Acts:  []law.Act{{Date: fengcun.NewDate(2026, time.May, 2)}},
			Outcome: law.Outcome{
				Disposition: fengcun.ConvictedImprisonment, Term: fengcun.Term{Years: 1, Months: 6},
				Decided: fengcun.NewDate(2026, time.November, 5), Effective: fengcun.NewDate(2026, time.November, 17),
			},
		}
		change(&f)
		return f
	}
	for name, c := range map[string]struct {
		change func(*law.Facts)
		plain  bool
	}{
		"nothing to ask":     {func(*law.Facts) {}, true},
		"over five years":    {func(f *law.Facts) { f.Outcome.Term = fengcun.Term{Years: 6} }, false},
		"no term":            {func(f *law.Facts) { f.Outcome.Term = fengcun.Term{} }, false},
		"both sides of 18":   {func(f *law.Facts) { f.Acts = append(f.Acts, law.Act{Date: fengcun.NewDate(2027, time.May, 2)}) }, false},
		"with adults":        {func(f *law.Facts) { f.JointCrime = law.JointCrime{WithAdults: law.Yes, Separate: law.Yes} }, false},
		"birth not proven":   {func(f *law.Facts) { f.Birth.Certainty = fengcun.Estimated }, false},
		"used in other case": {func(f *law.Facts) { f.UsedInOtherCase = law.Yes }, false},
		"crime as an adult": {func(f *law.Facts) {
			f.LaterAdultCrime = law.LaterCrime{Committed: law.Yes, Intentional: law.Yes}
		}, false},
	} {
		if got := law.Decide(facts(c.change), fengcun.NewDate(2027, time.December, 1)).Plain(); got != c.plain {
			t.Errorf("%s: plain %v, want %v", name, got, c.plain)
		}
	}
}
