package law

import "fengcun"

// AdultOn says whether a person born on a day has completed eighteen years on
// another, counted from the day after the birthday. It is Unknown where the birth
// date is, and on the one day in common years that a birthday on 29 February
// leaves open.
func AdultOn(birth, on fengcun.Date) Truth {
	if !birth.Valid() || !on.Valid() {
		return Unknown
	}
	return birthdayOf(birth, ageOfMajority).notBefore(days{on, on}).Not()
}
