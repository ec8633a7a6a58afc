package law_test

import (
	"testing"

	"fengcun"
	"fengcun/law"
)

// TestScreen: who was an adult as far as is known is not refused on faulty data, and
// not given a clean certificate on them; whoever may have been a minor is withheld.
func TestScreen(t *testing.T) {
	day := fengcun.NewDate
	adult := law.Facts{
		Birth: law.Birth{Date: day(1970, 5, 4), Certainty: fengcun.Exact},
		Acts:  []law.Act{{Date: day(2014, 3, 1)}},
		Outcome: law.Outcome{
			Disposition: fengcun.ConvictedImprisonment, Term: fengcun.Term{Years: 2},
			Decided: day(2014, 9, 1), Effective: day(2014, 9, 12), Concluded: day(2014, 9, 12),
		},
	}
	for _, c := range []struct {
		name   string
		change func(*law.Facts)
		want   law.Screening
	}{
		{"4: adult at the act", func(*law.Facts) {}, law.Disclosable},
		{"4: minor, two years", func(f *law.Facts) { f.Birth.Date = day(1997, 5, 4) }, law.Withheld},
		{"4: minor, six years", func(f *law.Facts) { f.Birth.Date, f.Outcome.Term = day(1997, 5, 4), fengcun.Term{Years: 6} }, law.Disclosable},
		{"4: on the eighteenth birthday", func(f *law.Facts) { f.Birth.Date = day(1996, 3, 1) }, law.Withheld},
		{"no birth date", func(f *law.Facts) { f.Birth = law.Birth{} }, law.Withheld},
		{"disputed birth date, adult either way", func(f *law.Facts) { f.Birth.Certainty = fengcun.Disputed }, law.Incomplete},
		{"disputed birth date, minor", func(f *law.Facts) { f.Birth.Date, f.Birth.Certainty = day(1997, 5, 4), fengcun.Disputed }, law.Withheld},
		{"no act, judged long after majority", func(f *law.Facts) { f.Acts = nil }, law.Incomplete},
		{"no act, judged at 38", func(f *law.Facts) { f.Acts, f.Birth.Date = nil, day(1976, 9, 1) }, law.Withheld},
		{"two acts, one without a day, judged at 25", func(f *law.Facts) {
			f.Birth.Date, f.Acts = day(1989, 1, 1), append(f.Acts, law.Act{})
		}, law.Withheld},
		{"a person found a minor", func(f *law.Facts) {
			f.Acts = []law.Act{{AgeFinding: law.AgeFinding{Stage: law.StageMinor, Reasons: []law.Reason{law.ReasonEvidence}}}}
		}, law.Withheld},
		{"the sender signs that the person was an adult", func(f *law.Facts) {
			f.Acts = []law.Act{{AgeFinding: law.AgeFinding{Stage: law.StageAdult, Reasons: []law.Reason{law.ReasonEvidence}}}}
		}, law.Disclosable},
		{"no outcome", func(f *law.Facts) { f.Outcome.Disposition = "" }, law.Withheld},
		{"not prosecuted", func(f *law.Facts) { f.Outcome.Disposition = fengcun.NonProsecutionDiscretionary }, law.Withheld},
		{"not in effect yet", func(f *law.Facts) { f.Outcome.Effective = day(2030, 1, 1) }, law.Withheld},
	} {
		f := adult
		f.Acts = append([]law.Act(nil), adult.Acts...)
		c.change(&f)
		if got, d := law.Screen(f, day(2026, 11, 25)); got != c.want || got == law.Disclosable != (d.Verdict == law.NotSeal && f.Outcome.Disposition.Conviction()) {
			t.Errorf("%s: %s (%s), want %s", c.name, got, d.Verdict, c.want)
		}
	}
}
