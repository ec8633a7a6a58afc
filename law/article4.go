package law

import "fengcun"

// article4 decides on a conviction.
//
// Paragraph 1: under eighteen at the act, and a penalty of up to five years'
// imprisonment or exemption from punishment. Paragraph 2: acts before and after
// the eighteenth birthday, the main act before, the same limit: the whole case.
//
// The verdict is taken for each situation that the ages leave possible, and
// stands if all agree.
func (c *inquiry) article4() Verdict {
	within := c.withinLimit(1, &c.f.Outcome, c.f.ControlWithinLimit)
	var v agreement
	basis := Article4
	if c.ages.minor {
		v.with(within)
	}
	if c.ages.straddling {
		main := Unknown
		if within != No {
			main = c.mainAct() // beyond the limit the main act is not asked
		}
		v.with(within.And(main))
	}
	if c.ages.adult {
		v.with(No)
	}
	switch c.ages.proven() {
	case StageMinor, StageAdult:
		basis = Article4p1
	case StageStraddling:
		basis = Article4p2
	}
	c.restsOn(basis)
	if v.truth() == No && (c.ages.proven() == "" || within == Unknown) {
		c.add(1, CodeIndependent, Article4, Yes)
	}
	return verdictOf(v.truth())
}

// mainAct adds the finding on acts before and after the birthday and returns
// what a person found on the main criminal act. Nothing is ever inferred.
func (c *inquiry) mainAct() Truth {
	certain := Unknown
	if c.ages.proven() == StageStraddling {
		certain = Yes
	}
	c.add(1, CodeStraddling, Article4p2, certain)
	found := c.f.MainActBefore18.Answer
	c.add(2, CodeMainAct, Article4p2, found, truthFact(FactMainAct, found))
	if found == Unknown && certain == Yes {
		c.lacksFinding(FactMainAct, 0)
	}
	return found
}

// agreement gathers the answers of the situations that are possible.
type agreement struct {
	seen   bool
	answer Truth
}

func (a *agreement) with(t Truth) {
	switch {
	case !a.seen:
		a.seen, a.answer = true, t
	case a.answer != t:
		a.answer = Unknown
	}
}

func (a *agreement) truth() Truth { return a.answer }

func verdictOf(seal Truth) Verdict {
	switch seal {
	case Yes:
		return Seal
	case No:
		return NotSeal
	}
	return Undecided
}

// withinLimit says whether an outcome is a penalty of up to five years'
// imprisonment, five included (Articles 4, 24), with a finding for each thing
// that does or does not count.
func (t *tree) withinLimit(depth int, o *Outcome, control HumanFinding) Truth {
	switch o.Disposition {
	case fengcun.ConvictedLife:
		t.add(depth, CodeWithinLimit, Article4p1, No, codeFact(FactDisposition, string(o.Disposition)))
		t.add(depth+1, CodeLife, Article4p1, Yes)
		return No
	case fengcun.ConvictedImprisonment:
	default:
		t.add(depth, CodeWithinLimit, Article4p1, Yes, codeFact(FactDisposition, string(o.Disposition)))
		t.add(depth+1, CodeNoImprisonment, Article4p1, Yes, termFact(FactTerm, o.Term))
		t.ignored(depth+1, o)
		return Yes
	}
	place := t.add(depth, CodeWithinLimit, Article4p1, Unknown, termFact(FactTerm, o.Term))
	if o.Term.IsZero() {
		t.lacks(FactTerm, 0)
		t.ignored(depth+1, o)
		return Unknown
	}
	answer := TruthOf(!o.Term.Exceeds(fengcun.SealingLimit))
	if o.exactlyFive() {
		t.add(depth+1, CodeExactlyFive, Article24, Yes, termFact(FactTerm, o.Term))
	}
	if answer == Yes && o.controlExceeds() {
		answer = control.Answer
		t.add(depth+1, CodeControlBeside, CriminalLaw69p2, answer,
			termFact(FactTerm, o.Term), termFact(FactControl, o.Accompanying.Control), truthFact(FactControlFinding, answer))
		if answer == Unknown {
			t.lacksFinding(FactControlFinding, 0)
		}
	}
	t.ignored(depth+1, o)
	t.set(place, answer)
	return answer
}

func (o *Outcome) exactlyFive() bool {
	return o.Disposition == fengcun.ConvictedImprisonment && !o.Term.IsZero() &&
		!o.Term.Exceeds(fengcun.SealingLimit) && !fengcun.SealingLimit.Exceeds(o.Term)
}

// controlExceeds reports whether imprisonment and the control still to be served
// after it could together be longer than five years. Days of two terms can make
// up a month of 28 days.
func (o *Outcome) controlExceeds() bool {
	control := o.Accompanying.Control
	if control.IsZero() {
		return false
	}
	sum := fengcun.Term{Months: o.Term.WholeMonths() + control.WholeMonths(), Days: o.Term.Days + control.Days}
	if sum.Days > 28 {
		sum.Months, sum.Days = sum.Months+1, sum.Days-28
	}
	return sum.Exceeds(fengcun.SealingLimit)
}

// ignored names what a judgment says beside the term and what does not lengthen
// or shorten it.
func (t *tree) ignored(depth int, o *Outcome) {
	a := &o.Accompanying
	if o.Combined {
		t.add(depth, CodeDecidedTerm, CriminalLaw69, Yes, truthFact(FactCombined, Yes))
	}
	if !a.Detention.IsZero() {
		t.add(depth, CodeDetentionAbsorbed, CriminalLaw69p2, Yes, termFact(FactDetention, a.Detention))
	}
	if a.supplementary() {
		t.add(depth, CodeSupplementary, Article4p1, Yes, flagFact(FactFine, a.Fine), flagFact(FactDeprivation, a.Deprivation),
			flagFact(FactConfiscation, a.Confiscation), flagFact(FactExpulsion, a.Expulsion))
	}
	if o.Suspended {
		t.add(depth, CodeSuspension, Article4p1, Yes, truthFact(FactSuspended, Yes), termFact(FactProbation, o.Probation))
	}
	if !o.ReducedTo.IsZero() {
		t.add(depth, CodeReduction, Article4p1, Yes, termFact(FactTerm, o.Term), termFact(FactReducedTo, o.ReducedTo))
	}
}

// flagFact is the fact that something was pronounced, or nothing.
func flagFact(name FactName, pronounced bool) Fact {
	if !pronounced {
		return Fact{}
	}
	return truthFact(name, Yes)
}
