package registry

import (
	"fengcun"
	"fengcun/law"
)

// adultOn reports whether a person born on birth has completed eighteen years on
// a day. The age rule itself stands in package law.
func adultOn(birth, on fengcun.Date) bool { return law.AdultOn(birth, on) }
