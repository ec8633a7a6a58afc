package law

import "fengcun"

// Screening is what a row of a list of convictions is good for: whether somebody may
// be refused a certificate on it (Articles 4, 15).
type Screening string

// The screenings.
const (
	Disclosable Screening = "disclosable" // 应不予封存: the facts prove that it is not to be sealed
	Incomplete  Screening = "incomplete"  // 数据不完整: not proven, but whatever is known says adult
	Withheld    Screening = "withheld"    // 应封存或者待认定: to be sealed, or not known
)

// longestLimitation is the longest limitation of prosecution in years (Criminal Law
// 87). Who was judged later than that after the eighteenth birthday was, as far as is
// known, an adult at the act.
const longestLimitation = 20

// Screen says what a row is good for, and returns the decision that it rests on. Only
// a decision that the record is not to be sealed makes a conviction disclosable. Faulty
// data never do; where nothing that is known speaks for a minor they do not make a clean
// certificate either.
func Screen(f Facts, asOf fengcun.Date) (Screening, Decision) {
	d := Decide(f, asOf)
	switch {
	case !f.Outcome.Disposition.Conviction():
		return Withheld, d
	case d.Verdict == NotSeal:
		return Disclosable, d
	case d.Verdict == Undecided && f.saysAdult():
		return Incomplete, d
	}
	return Withheld, d
}

// saysAdult reports whether every known fact says that the person was an adult at
// every act. It proves nothing, and decides nothing but that a person has to look.
func (f *Facts) saysAdult() bool {
	born := f.Birth.Date
	if !f.Birth.NotAfter.IsZero() {
		born = f.Birth.NotAfter // the youngest that the person can be
	}
	if !born.Valid() || f.MainActBefore18.Answer == Yes {
		return false
	}
	majority, known := birthdayOf(born, ageOfMajority), 0
	for i := range f.Acts {
		a := &f.Acts[i]
		if s := a.AgeFinding.Stage; s == StageMinor || s == StageStraddling {
			return false
		}
		start := a.start()
		if start.first.IsZero() {
			if !start.last.IsZero() && !start.last.After(majority.last) {
				return false
			}
			continue
		}
		if !start.first.After(majority.last) {
			return false
		}
		known++
	}
	if known > 0 && known == len(f.Acts) {
		return true
	}
	judged := f.Outcome.Decided
	if judged.IsZero() {
		judged = f.Outcome.Effective
	}
	return judged.Valid() && judged.After(birthdayOf(born, ageOfMajority+longestLimitation).last)
}
