package calendar

import (
	"slices"

	"fengcun"
)

// gaps lists what is missing or contradictory, before any rule is asked.
func (f EffectFacts) gaps() []Gap {
	var gaps []Gap
	add := func(code string, party int) { gaps = append(gaps, Gap{code, party}) }

	if f.Instance != FirstInstance && f.Instance != SecondInstance {
		add(GapInstance, 0)
	}
	if f.Paper != Judgment && f.Paper != Ruling {
		add(GapPaper, 0)
	}
	if !f.Pronounced.IsZero() && !f.Pronounced.Valid() {
		add(GapDates, 0)
	}
	if f.Instance == SecondInstance {
		if f.Pronounced.IsZero() {
			add(GapPronounced, 0)
		}
		for _, p := range f.Parties {
			if p.Filing != (Filing{}) {
				add(GapSecondInstance, p.No)
			}
		}
		return gaps
	}

	if !f.has(Defendant) {
		add(GapDefendant, 0)
	}
	if !f.PrivateProsecution && !f.has(ProtestingOrgan) {
		add(GapProcuratorate, 0)
	}
	if f.PrivateProsecution && !f.has(PrivateProsecutor) {
		add(GapPrivateProsecutor, 0)
	}
	seen := map[int]bool{}
	for _, p := range f.Parties {
		if p.No < 1 || seen[p.No] {
			add(GapPartyNumber, p.No)
		}
		seen[p.No] = true
		for _, gap := range f.partyGaps(p) {
			add(gap, p.No)
		}
	}
	return gaps
}

func (f EffectFacts) has(role PartyRole) bool {
	return slices.ContainsFunc(f.Parties, func(p Party) bool { return p.Role == role })
}

func (f EffectFacts) partyGaps(p Party) []string {
	var gaps []string
	switch p.Role {
	case Defendant:
	case PrivateProsecutor:
		if !f.PrivateProsecution {
			gaps = append(gaps, GapRole)
		}
	case ProtestingOrgan:
		if f.PrivateProsecution {
			gaps = append(gaps, GapRole)
		}
	case LegalRepresentative:
		if !slices.ContainsFunc(f.Parties, func(q Party) bool { return q.No == p.For && q.Role != LegalRepresentative }) {
			gaps = append(gaps, GapPartyNumber)
		}
	case CivilParty:
	default:
		gaps = append(gaps, GapRole)
	}

	minor := (p.Role == Defendant || p.Role == PrivateProsecutor) && !p.Adult
	represented := slices.ContainsFunc(f.Parties, func(q Party) bool {
		return q.Role == LegalRepresentative && q.For == p.No
	})
	if minor && !represented && !p.NoRepresentative {
		gaps = append(gaps, GapRepresentative)
	}
	if p.Served.IsZero() {
		gaps = append(gaps, GapServed)
	}
	if !f.ordered(p) {
		gaps = append(gaps, GapDates)
	}
	return gaps
}

// ordered reports whether the known dates of a party can stand together. An
// appeal may precede service: it can be made at the pronouncement.
func (f EffectFacts) ordered(p Party) bool {
	x := p.Filing
	for _, d := range []fengcun.Date{p.Served, x.On, x.WithdrawnOn, x.LeaveServed} {
		if !d.IsZero() && !d.Valid() {
			return false
		}
	}
	precedes := func(a, b fengcun.Date) bool { return b.IsZero() || !a.IsZero() && !b.Before(a) }
	pronounced := f.Pronounced.IsZero() || precedes(f.Pronounced, p.Served) && precedes(f.Pronounced, x.On)
	onlyCivil := x.CivilPartOnly && (x.On.IsZero() || p.Role == ProtestingOrgan)
	return pronounced && !onlyCivil && precedes(x.On, x.WithdrawnOn) && precedes(x.WithdrawnOn, x.LeaveServed)
}
