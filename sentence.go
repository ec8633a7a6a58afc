package fengcun

// Term is a length of imprisonment or control as a judgment pronounces it, in
// whole years, months and days.
type Term struct {
	Years  int `json:"years,omitempty"`
	Months int `json:"months,omitempty"`
	Days   int `json:"days,omitempty"`
}

// SealingLimit is the term that Article 4 names. Article 24: it includes five
// years exactly.
var SealingLimit = Term{Years: 5}

// Valid reports whether no part is negative.
func (t Term) Valid() bool { return t.Years >= 0 && t.Months >= 0 && t.Days >= 0 }

// WholeMonths returns years and months together, without the days.
func (t Term) WholeMonths() int { return t.Years*12 + t.Months }

// Exceeds reports whether t is longer than u. Months are compared first and days
// only between equal months, because a judgment never pronounces more than 30
// days beside months.
func (t Term) Exceeds(u Term) bool {
	if m, n := t.WholeMonths(), u.WholeMonths(); m != n {
		return m > n
	}
	return t.Days > u.Days
}

// IsZero reports whether no term is given.
func (t Term) IsZero() bool { return t == Term{} }
