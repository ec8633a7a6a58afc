package law

import "fengcun"

// Decide says what the Measures demand for the record of one person in one
// matter on the day asOf. It is pure and total: facts that contradict each other,
// a day without rules in force, an unknown outcome give Undecided.
func Decide(f Facts, asOf fengcun.Date) Decision {
	var c inquiry
	c.f, c.asOf = &f, asOf
	c.organ = decidingOrgan(f.Outcome.Disposition)
	c.verdict(CodeUndecided, Article1)

	d := Decision{Disclosure: Withhold, IdentityProtected: true}
	if asOf.Valid() {
		d.AsOf = asOf
	}
	rules, ok := RuleSetAt(asOf)
	if ok {
		d.RuleSet, d.InForce = rules.Version, rules.From
	}
	switch err := f.Validate(); {
	case err != nil:
		c.contradictory(err)
		d.Verdict = Undecided
	case !ok:
		c.add(1, CodeRulesInForce, Article26, No, dateFact(FactAsOf, d.AsOf))
		d.Verdict = Undecided
	default:
		c.add(1, CodeRulesInForce, Article26, Yes, codeFact(FactRuleSet, rules.Version), dateFact(FactAsOf, asOf))
		c.majority = f.Birth.birthday(ageOfMajority)
		c.ages = agesAt(f.Acts, c.majority)
		d.IdentityProtected = c.ages.proven() != StageAdult
		d.Verdict = c.decide()
		c.consequences(&d)
	}
	if d.Verdict == NotSeal {
		d.Disclosure = Ordinary
	}
	if d.Verdict == Undecided {
		c.add(1, CodeDoubtProtects, Article1, Yes)
	}
	c.nodes.at(0).code = verdictCode(d.Verdict)
	d.Reason = c.root()
	return d
}

// inquiry is one decision in the making.
type inquiry struct {
	tree
	f        *Facts
	asOf     fengcun.Date
	majority days
	ages     ages
}

// verdict puts the root. Its code and basis are settled when the verdict is.
func (t *tree) verdict(code Code, basis Basis) { t.add(0, code, basis, Yes) }

// restsOn settles the provision that the verdict rests on.
func (t *tree) restsOn(basis Basis) { t.nodes.at(0).basis = basis }

func verdictCode(v Verdict) Code {
	switch v {
	case Seal:
		return CodeSeal
	case NotSeal:
		return CodeNotSeal
	case NotYet:
		return CodeNotYet
	case OtherLaw:
		return CodeOtherLaw
	}
	return CodeUndecided
}

// contradictory reports a fault of the facts by the path of the field.
func (t *tree) contradictory(err error) {
	t.add(1, CodeFactsContradictory, Article1, Unknown)
	if e, ok := err.(*fengcun.Error); ok {
		name, index := splitPath(e.Field)
		t.lacks(name, int(index))
	}
}

// decidingOrgan returns the kind of organ whose decision the outcome is, and
// which therefore has to find what is missing.
func decidingOrgan(d fengcun.Disposition) fengcun.OrganKind {
	switch {
	case d.NonProsecution(), d == fengcun.NonProsecutionConditional, d == fengcun.ProsecutionWithdrawn:
		return fengcun.Procuratorate
	case d.Conviction(), d == fengcun.AcquittedInsufficient, d == fengcun.AcquittedInnocent:
		return fengcun.Court
	}
	return fengcun.Police
}

// decide takes the verdict. The order is that of the Measures: what is no record
// of theirs, what has not ended, what has.
func (c *inquiry) decide() Verdict {
	f := c.f
	disposition := f.Outcome.Disposition
	switch disposition {
	case "":
		c.restsOn(Article2)
		c.add(1, CodeOutcomeMissing, Article2, Unknown)
		c.lacks(FactDisposition, 0)
		return Undecided
	case fengcun.AdminPenalty, fengcun.SpecialEducation:
		return c.otherLaw()
	}
	if v := c.notYet(); v != "" {
		return v
	}
	c.findOutcome()
	c.findEarlier()
	c.findAges()
	var v Verdict
	switch {
	case disposition.Conviction():
		v = c.article4()
	case disposition == fengcun.AcquittedInsufficient:
		v = c.article7()
	default:
		v = verdictOf(c.article3())
	}
	return c.takenEffect(v)
}

// otherLaw answers for records that are no criminal records and that the
// Prevention Law closes all the same.
func (c *inquiry) otherLaw() Verdict {
	c.restsOn(PreventionLaw59p2)
	disposition := codeFact(FactDisposition, string(c.f.Outcome.Disposition))
	if c.f.Outcome.Disposition == fengcun.SpecialEducation {
		c.add(1, CodeSpecialEducation, PreventionLaw59p2, Yes, disposition)
		return OtherLaw
	}
	c.add(1, CodeAdminPenalty, PreventionLaw59p2, Yes, disposition)
	if !c.asOf.Before(publicSecurityFrom) {
		c.add(2, CodePublicSecurity, PublicSecurity136, Yes)
	}
	return OtherLaw
}

// notYet returns NotYet while proceedings run or the outcome has provably not
// taken effect, and "" otherwise. The materials are confidential meanwhile.
func (c *inquiry) notYet() Verdict {
	o := &c.f.Outcome
	disposition := codeFact(FactDisposition, string(o.Disposition))
	switch {
	case c.f.Reopened:
		c.restsOn(Article22)
		c.add(1, CodeReopened, Article22, Yes, truthFact(FactReopened, Yes))
	case o.Disposition == fengcun.NonProsecutionConditional:
		c.restsOn(Article12)
		c.add(1, CodeConditional, Article12, Yes, disposition)
	case o.Disposition == fengcun.ProsecutionWithdrawn:
		c.restsOn(Article12)
		c.add(1, CodeProsecutionWithdraw, ProcuratorateRule424, Yes, disposition)
	case o.Disposition.Running():
		c.restsOn(Article2)
		c.add(1, CodeProceedingsRunning, ProcuratorateRule481, Yes, disposition)
	case o.inEffect(c.asOf) == No:
		c.restsOn(Article2)
		c.add(1, CodeOutcomeEffective, Article2, No, dateFact(FactDecided, o.Decided), dateFact(FactEffective, o.Effective),
			dateFact(FactConcluded, o.Concluded), dateFact(FactAsOf, c.asOf))
	default:
		return ""
	}
	return NotYet
}

// inEffect says whether the outcome has taken effect by a day. Only the day of
// effect proves that it has; any later day of the case proves that it has not.
func (o *Outcome) inEffect(asOf fengcun.Date) Truth {
	switch {
	case !o.Effective.IsZero():
		return TruthOf(!o.Effective.After(asOf))
	case later(o.Decided, asOf), later(o.Concluded, asOf):
		return No
	}
	return Unknown
}

// takenEffect lets a record be handled as usual only if its outcome has provably
// taken effect. The other verdicts withhold it in any case, so that a missing day
// does not hold up the sealing of an old file.
func (c *inquiry) takenEffect(v Verdict) Verdict {
	effect := c.f.Outcome.inEffect(c.asOf)
	if effect == Unknown && v != NotSeal {
		return v
	}
	c.add(1, CodeOutcomeEffective, Article2, effect, dateFact(FactEffective, c.f.Outcome.Effective))
	if effect == Unknown {
		c.lacks(FactEffective, 0)
		return Undecided
	}
	return v
}

// findOutcome names the kind of outcome and its article.
func (c *inquiry) findOutcome() {
	code, basis := CodeNotConvicted, Article3
	switch d := c.f.Outcome.Disposition; {
	case d == fengcun.ExemptFromPunishment:
		code, basis = CodeExempt, Article4p1
	case d.Conviction():
		code, basis = CodeConviction, Article4p1
	case d.NonProsecution():
		code = CodeNonProsecution
	case d == fengcun.AcquittedInsufficient:
		code, basis = CodeAcquittedInsufficient, Article7
	case d == fengcun.AcquittedInnocent:
		code = CodeAcquittedInnocent
	}
	c.add(1, code, basis, Yes, codeFact(FactDisposition, string(c.f.Outcome.Disposition)))
	for i := range c.f.Acts {
		if c.f.Acts[i].Crime != "" {
			c.add(2, CodeCrimeKind, Article4, Yes, codeFact(FactActCrime, c.f.Acts[i].Crime).at(i))
			break // one is enough to say that none counts
		}
	}
}

// findEarlier records that the outcome replaced another, which does not count.
func (c *inquiry) findEarlier() {
	for i := range c.f.Earlier {
		e := &c.f.Earlier[i]
		c.add(1, CodeEarlierReplaced, Article4, Yes,
			codeFact(FactEarlierDisposition, string(e.Disposition)).at(i), termFact(FactEarlierTerm, e.Term).at(i))
	}
}

// consequences adds what follows from the verdict: who seals, which covers are
// labelled, what stays secret in any case.
func (c *inquiry) consequences(d *Decision) {
	switch d.Verdict {
	case Seal:
		c.closing()
		d.Services = c.services()
		d.Labels = c.labels()
		d.StateInJudgment = c.laterCrime() == Yes
		if d.StateInJudgment {
			d.Labels = appendLabel(d.Labels, LabelUsingFile)
		}
	case NotSeal:
		if d.IdentityProtected {
			c.add(1, CodeIdentity, ProtectionLaw103, Yes)
		}
	}
}

// closing says under which rule an old case comes to be sealed. The verdict does
// not depend on it: Article 23 only removes the objection that the case is old.
func (c *inquiry) closing() {
	closed, name := c.f.Outcome.closed()
	switch {
	case closed.IsZero() || !closed.Before(measures2022.From):
	case closed.After(lastDayBeforeCPL):
		c.add(1, CodeClosedUnderCPL, ProcedureLaw286, Yes, dateFact(name, closed))
	default:
		c.add(1, CodeClosedBefore2013, Article23, Yes, dateFact(name, closed))
	}
}

// closed returns the day the case was closed and the fact that says so; where it
// is not stated, the day of effect stands for it.
func (o *Outcome) closed() (fengcun.Date, FactName) {
	if !o.Concluded.IsZero() {
		return o.Concluded, FactConcluded
	}
	return o.Effective, FactEffective
}

// servedByCourt reports whether Article 11 applies.
func (o *Outcome) servedByCourt() bool {
	return o.Disposition.Conviction() || o.Disposition == fengcun.AcquittedInsufficient
}

func (c *inquiry) services() []Service {
	o := &c.f.Outcome
	closed, _ := o.closed()
	var list [3]Service
	n := 0
	put := func(s Service) { list[n] = s; n++ }
	switch d := o.Disposition; {
	case !closed.IsZero() && !closed.After(lastDayBeforeCPL):
		put(SealExOfficio)
	case o.servedByCourt():
		put(ServeCourt)
	case d.NonProsecution():
		put(ServeProcuratorate)
	default:
		put(SealInternal)
	}
	if list[0] == ServeProcuratorate {
		for i := range c.f.Earlier {
			if c.f.Earlier[i].Disposition == fengcun.ProsecutionWithdrawn {
				put(SealInternal) // the court too holds a file, and Article 12 does not serve it
				break
			}
		}
	}
	if o.Suspended || o.Parole || o.Outside || o.Disposition == fengcun.ConvictedControl || !o.Accompanying.Control.IsZero() {
		put(SealCorrections)
	}
	out := make([]Service, n)
	copy(out, list[:n])
	return out
}

// labels finds the covers of Articles 5 and 6.
func (c *inquiry) labels() []Label {
	var labels []Label
	if j := &c.f.JointCrime; j.WithAdults == Yes {
		c.add(1, CodeJointSeparate, Article5, j.Separate, truthFact(FactWithAdults, Yes), truthFact(FactSeparate, j.Separate))
		switch j.Separate {
		case Yes:
			labels = appendLabel(labels, LabelAdultFile)
		case No:
			labels = appendLabel(labels, LabelWholeFile)
		default:
			c.lacks(FactSeparate, 0)
		}
	}
	if c.f.UsedInOtherCase == Yes {
		c.add(1, CodeUsedElsewhere, Article6, Yes, truthFact(FactUsedInOtherCase, Yes))
		labels = appendLabel(labels, LabelUsingFile)
	}
	return labels
}

func appendLabel(labels []Label, l Label) []Label {
	for _, have := range labels {
		if have == l {
			return labels
		}
	}
	return append(labels, l)
}

// laterCrime says whether a judgment on a crime as an adult must state the
// record. The seal itself stays.
func (c *inquiry) laterCrime() Truth {
	l := &c.f.LaterAdultCrime
	if l.Committed != Yes && l.Intentional == Unknown {
		return No
	}
	c.add(1, CodeLaterCrime, Article18end, l.Intentional, truthFact(FactLaterIntentional, l.Intentional))
	if l.Intentional == Unknown {
		c.lacks(FactLaterIntentional, 0)
	}
	return l.Intentional
}
