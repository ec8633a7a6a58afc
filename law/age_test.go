package law

import (
	"testing"

	"fengcun"
)

// The age of a person on a day, counted from the day after the birthday
// (法释〔2006〕1号, Article 2).
func TestAdultOn(t *testing.T) {
	for _, c := range []struct {
		birth, on fengcun.Date
		want      Truth
	}{
		{day(2008, 5, 10), day(2026, 5, 10), No},
		{day(2008, 5, 10), day(2026, 5, 11), Yes},
		{day(2008, 2, 29), day(2026, 2, 28), No},
		{day(2008, 2, 29), day(2026, 3, 1), Unknown},
		{day(2008, 2, 29), day(2026, 3, 2), Yes},
		{fengcun.Date{}, day(2026, 3, 2), Unknown},
		{day(2008, 5, 10), fengcun.Date{}, Unknown},
	} {
		if got := AdultOn(c.birth, c.on); got != c.want {
			t.Errorf("born %s, on %s: %d, want %d", c.birth, c.on, got, c.want)
		}
	}
}

// The ages of responsibility fall on leap days too.
func TestBirthday(t *testing.T) {
	for _, c := range []struct {
		birth       fengcun.Date
		n           int
		first, last fengcun.Date
	}{
		{day(2008, 2, 29), 12, day(2020, 2, 29), day(2020, 2, 29)},
		{day(2008, 2, 29), 14, day(2022, 2, 28), day(2022, 3, 1)},
		{day(2008, 2, 29), 16, day(2024, 2, 29), day(2024, 2, 29)},
		{day(2084, 2, 29), 16, day(2100, 2, 28), day(2100, 3, 1)},
		{day(2008, 12, 31), 18, day(2026, 12, 31), day(2026, 12, 31)},
	} {
		if got := (Birth{Date: c.birth}).birthday(c.n); got != (days{c.first, c.last}) {
			t.Errorf("born %s, %d: %v", c.birth, c.n, got)
		}
	}
}

// Kleene's tables, whole.
func TestTruth(t *testing.T) {
	all := []Truth{No, Unknown, Yes} // in order: And is the lesser, Or the greater
	for i, a := range all {
		for j, b := range all {
			if got := a.And(b); got != all[min(i, j)] {
				t.Errorf("%s and %s is %s", a.answer(), b.answer(), got.answer())
			}
			if got := a.Or(b); got != all[max(i, j)] {
				t.Errorf("%s or %s is %s", a.answer(), b.answer(), got.answer())
			}
		}
		if got := a.Not(); got != all[2-i] {
			t.Errorf("not %s is %s", a.answer(), got.answer())
		}
	}
}
