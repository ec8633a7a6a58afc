package law

import (
	"time"

	"fengcun"
)

// days is a range of days on which something provably lies. A zero end is open.
type days struct{ first, last fengcun.Date }

// The ages of the law in completed years (周岁).
const (
	ageOfMajority      = 18
	fullResponsibility = 16 // Criminal Law 17(1)
	seriousCrimes      = 14 // Criminal Law 17(2)
	gravestCrimes      = 12 // Criminal Law 17(3), with approval of the Supreme People's Procuratorate
)

// birthday returns where the n-th birthday lies. A person completes n years on
// the day AFTER it (法释〔2006〕1号, Article 2), so that an act on the birthday
// itself is still an act of the younger age.
//
// Somebody born on 29 February has in a common year no birthday that a rule
// names: it is 28 February on one reading and 1 March on the other, and the range
// holds both.
func (b Birth) birthday(n int) days {
	if b.Certainty == fengcun.Exact && !b.Date.IsZero() {
		return birthdayOf(b.Date, n)
	}
	var r days
	if !b.NotBefore.IsZero() {
		r.first = birthdayOf(b.NotBefore, n).first
	}
	if !b.NotAfter.IsZero() {
		r.last = birthdayOf(b.NotAfter, n).last
	}
	return r
}

func birthdayOf(born fengcun.Date, n int) days {
	d := fengcun.Date{Year: born.Year + n, Month: born.Month, Day: born.Day}
	if d.Month == time.February && d.Day == 29 && fengcun.DaysIn(d.Year, d.Month) == 28 {
		return days{
			fengcun.Date{Year: d.Year, Month: time.February, Day: 28},
			fengcun.Date{Year: d.Year, Month: time.March, Day: 1},
		}
	}
	return days{d, d}
}

// leapDay reports whether an act on day d falls into the gap of a birthday on 29
// February.
func (b Birth) leapDay(n int, d fengcun.Date) bool {
	if b.Certainty != fengcun.Exact || b.Date.IsZero() || d.IsZero() {
		return false
	}
	r := birthdayOf(b.Date, n)
	return r.first != r.last && d == r.last
}

// start and end return where the beginning and the end of the act lie.
func (a *Act) start() days {
	if !a.Date.IsZero() {
		return days{a.Date, a.Date}
	}
	if a.Continuing {
		if a.From.IsZero() {
			return days{last: a.To}
		}
		return days{a.From, a.From}
	}
	return days{a.From, a.To}
}

func (a *Act) end() days {
	if !a.Date.IsZero() {
		return days{a.Date, a.Date}
	}
	if a.Continuing {
		if a.To.IsZero() {
			return days{first: a.From}
		}
		return days{a.To, a.To}
	}
	return days{a.From, a.To}
}

// notBefore says whether d lies on or before the birthday.
func (birthday days) notBefore(d days) Truth {
	switch {
	case !d.last.IsZero() && !birthday.first.IsZero() && !d.last.After(birthday.first):
		return Yes
	case !d.first.IsZero() && !birthday.last.IsZero() && d.first.After(birthday.last):
		return No
	}
	return Unknown
}

// ageAtAct is the age of a person at one act: whether part of it lies on or
// before the eighteenth birthday, and whether part of it lies after.
type ageAtAct struct{ minorPart, adultPart Truth }

func (a *Act) ageByDates(birthday days) ageAtAct {
	return ageAtAct{
		minorPart: birthday.notBefore(a.start()),
		adultPart: birthday.notBefore(a.end()).Not(),
	}
}

// age takes what the dates prove, and only where they prove nothing a person's
// finding.
func (a *Act) age(birthday days) ageAtAct {
	g := a.ageByDates(birthday)
	if g.stage() != "" {
		return g
	}
	switch a.AgeFinding.Stage {
	case StageMinor:
		return ageAtAct{Yes, No}
	case StageAdult:
		return ageAtAct{No, Yes}
	case StageStraddling:
		return ageAtAct{Yes, Yes}
	}
	return g
}

// stage returns the proven stage, or "" if it is not proven.
func (g ageAtAct) stage() Stage {
	switch {
	case g.adultPart == No:
		return StageMinor
	case g.minorPart == No:
		return StageAdult
	case g.minorPart == Yes && g.adultPart == Yes:
		return StageStraddling
	}
	return ""
}

// ages says which of the three situations the facts leave possible. Several may
// be; none is excluded without proof.
type ages struct{ minor, straddling, adult bool }

// proven returns the one situation left, or "".
func (g ages) proven() Stage {
	switch g {
	case ages{minor: true}:
		return StageMinor
	case ages{adult: true}:
		return StageAdult
	case ages{straddling: true}:
		return StageStraddling
	}
	return ""
}

func agesAt(acts []Act, birthday days) ages {
	if len(acts) == 0 {
		return ages{true, true, true}
	}
	g := ages{minor: true, adult: true}
	canMinor, canAdult, onlyMinor, onlyAdult := 0, 0, -1, -1
	oneDay := true
	for i := range acts {
		a := acts[i].age(birthday)
		if a.adultPart == Yes {
			g.minor = false
		}
		if a.minorPart == Yes {
			g.adult = false
		}
		if a.minorPart != No {
			canMinor, onlyMinor = canMinor+1, i
		}
		if a.adultPart != No {
			canAdult, onlyAdult = canAdult+1, i
		}
		if acts[i].Date.IsZero() || acts[i].Date != acts[0].Date || !acts[i].AgeFinding.IsZero() {
			oneDay = false
		}
	}
	switch {
	case canMinor == 0 || canAdult == 0 || oneDay:
	case canMinor == 1 && canAdult == 1 && onlyMinor == onlyAdult:
		// One act alone can lie on both sides only if it lasted.
		a := &acts[onlyMinor]
		g.straddling = (a.Continuing && (a.From.IsZero() || a.From != a.To)) || a.AgeFinding.Stage == StageStraddling
	default:
		g.straddling = true
	}
	return g
}
