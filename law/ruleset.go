package law

import "fengcun"

// RuleSet is one version of the rules with the days on which it is in force. A
// decision names the version it was made under, so that a later change of the
// law never changes the reading of an old decision.
type RuleSet struct {
	Version string       `json:"version"`
	Title   string       `json:"title"`
	From    fengcun.Date `json:"from"`        // first day in force
	To      fengcun.Date `json:"to,omitzero"` // last day in force; zero while in force
}

// Measures2022 is the version of the rules of the 2022 Measures (Article 26).
const Measures2022 = "measures-2022.1"

// RuleSets lists every version, oldest first.
func RuleSets() []RuleSet { return []RuleSet{measures2022} }

var measures2022 = RuleSet{
	Version: Measures2022,
	Title:   "关于未成年人犯罪记录封存的实施办法",
	From:    fengcun.Date{Year: 2022, Month: 5, Day: 30},
}

// RuleSetAt returns the rules in force on a day, and false if this package holds
// none for it.
func RuleSetAt(d fengcun.Date) (RuleSet, bool) {
	for _, r := range [...]RuleSet{measures2022} {
		if d.Valid() && !d.Before(r.From) && (r.To.IsZero() || !d.After(r.To)) {
			return r, true
		}
	}
	return RuleSet{}, false
}

// The turning days of Article 23 and of the neighbouring laws.
var (
	lastDayBeforeCPL   = fengcun.Date{Year: 2012, Month: 12, Day: 31} // Article 23 reaches cases closed up to this day
	publicSecurityFrom = fengcun.Date{Year: 2026, Month: 1, Day: 1}   // Public Security Administration Penalties Law 136
)
