package law

import "fengcun"

// DecideUnsealing says whether a reported ground lifts the seal of one record.
// There are the three grounds of Article 18 and the request of Article 7, and no
// others: a crime as an adult, a reduction of sentence, a reopened case lift
// nothing. It is pure and total; whatever is contradictory or not proven leaves
// the seal in place.
func DecideUnsealing(f UnsealingFacts, asOf fengcun.Date) UnsealingDecision {
	var c unsealing
	c.f, c.asOf = &f, asOf
	c.organ = fengcun.Court
	c.verdict(CodeUndecided, Article18)

	d := UnsealingDecision{Verdict: UnsealingUndecided, Disclosure: Withhold}
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
	case !ok:
		c.add(1, CodeRulesInForce, Article26, No, dateFact(FactAsOf, d.AsOf))
	default:
		d.Ground = f.Ground
		c.add(1, CodeRulesInForce, Article26, Yes, codeFact(FactRuleSet, rules.Version), dateFact(FactAsOf, asOf))
		c.majority = f.Birth.birthday(ageOfMajority)
		c.conclude(&d, c.ground())
	}
	d.Reason = c.root()
	return d
}

// unsealing is one decision on a ground in the making.
type unsealing struct {
	tree
	f        *UnsealingFacts
	asOf     fengcun.Date
	majority days
}

// conclude turns the answer on the ground into the verdict and its consequences.
func (c *unsealing) conclude(d *UnsealingDecision, established Truth) {
	switch established {
	case Yes:
		d.Verdict, d.Disclosure = Lift, Ordinary
		d.EffectiveFrom = c.arose()
		c.nodes.at(0).code = CodeLift
		c.add(1, CodeEffectFrom, Article19, Yes, dateFact(c.aroseFact(), d.EffectiveFrom))
		return
	case No:
		d.Verdict = StaySealed
		c.nodes.at(0).code = CodeStaySealed
	default:
		c.add(1, CodeDoubtProtects, Article1, Yes)
	}
	if c.adultCrime() {
		c.add(1, CodeLaterCrime, Article18end, c.f.Intentional, truthFact(FactIntentional, c.f.Intentional))
		switch c.f.Intentional {
		case Yes:
			d.StateInJudgment = true
			d.Labels = []Label{LabelUsingFile}
		case Unknown:
			c.lacks(FactIntentional, 0)
		}
	}
}

// adultCrime reports whether what was reported is a crime committed wholly as an
// adult.
func (c *unsealing) adultCrime() bool {
	return len(c.f.Acts) > 0 && agesAt(c.f.Acts, c.majority).proven() == StageAdult
}

// ground answers whether the reported ground is established.
func (c *unsealing) ground() Truth {
	switch c.f.Ground {
	case fengcun.GroundNewCrime:
		return c.furtherCrime(CodeGroundNewCrime, Article18i1, CriminalLaw71)
	case fengcun.GroundUndetectedCrime:
		return c.furtherCrime(CodeGroundUndetected, Article18i2, CriminalLaw70)
	case fengcun.GroundResentence:
		return c.resentence()
	case fengcun.GroundJointRequest:
		return c.joint()
	}
	c.add(1, CodeGroundMissing, Article18, Unknown)
	c.lacks(FactGround, 0)
	return Unknown
}

// furtherCrime decides on Article 18(1) and (2): a new or an undetected crime as
// a minor, combined with the sealed one, decided for execution beyond five years.
func (c *unsealing) furtherCrime(code Code, item, combination Basis) Truth {
	c.restsOn(item)
	place := c.add(1, code, item, Unknown, codeFact(FactGround, string(c.f.Ground)))
	answer := c.crimeAsMinor(item).
		And(c.combined(combination)).
		And(c.overFive(item)).
		And(c.final(item))
	c.set(place, answer)
	return answer
}

// crimeAsMinor says whether the further crime was committed as a minor. A crime
// that lasted over the birthday is one for a person to look at.
func (c *unsealing) crimeAsMinor(item Basis) Truth {
	answer := Unknown
	switch agesAt(c.f.Acts, c.majority).proven() {
	case StageMinor:
		answer = Yes
	case StageAdult:
		answer = No
	}
	c.add(2, CodeCrimeAsMinor, item, answer)
	if len(c.f.Acts) == 0 {
		c.lacks(FactActs, 0)
	}
	for i := range c.f.Acts {
		c.explainAct(2, &c.f.Birth, &c.f.Acts[i], i, c.majority)
	}
	return answer
}

// combined says whether the further crime was combined with the sealed one. Once
// the first sentence was completed there is nothing left to combine with
// (Criminal Law 70, 71).
func (c *unsealing) combined(combination Basis) Truth {
	answer := c.f.Combined
	after := c.f.afterCompletion()
	if after == Yes {
		answer = No
	}
	c.add(2, CodeCombined, combination, answer, truthFact(FactCrimesCombined, c.f.Combined))
	if answer == Unknown {
		c.lacks(FactCrimesCombined, 0)
	}
	if after == Yes {
		c.add(3, CodeAfterCompletion, combination, Yes,
			dateFact(FactFirstTermCompleted, c.f.FirstTermCompleted), dateFact(FactDiscovered, c.f.Discovered))
	}
	return answer
}

// afterCompletion says whether the new crime was committed, or the undetected
// one found, after the first sentence was completed.
func (f *UnsealingFacts) afterCompletion() Truth {
	if f.FirstTermCompleted.IsZero() {
		return Unknown
	}
	if f.Ground == fengcun.GroundUndetectedCrime {
		if f.Discovered.IsZero() {
			return Unknown
		}
		return TruthOf(f.Discovered.After(f.FirstTermCompleted))
	}
	if f.Ground != fengcun.GroundNewCrime || len(f.Acts) == 0 {
		return Unknown
	}
	after := Yes
	for i := range f.Acts {
		first := f.Acts[i].start().first
		switch {
		case first.IsZero():
			return Unknown
		case !first.After(f.FirstTermCompleted):
			after = No
		}
	}
	return after
}

// overFive says whether the term decided for execution is longer than five
// years; exactly five is not.
func (c *unsealing) overFive(item Basis) Truth {
	place := c.add(2, CodeOverFive, item, Unknown)
	within := c.outcomeWithinLimit()
	c.set(place, within.Not())
	return within.Not()
}

// outcomeWithinLimit explains the new outcome against the limit. Without a
// conviction there is no sentence that could exceed it.
func (c *unsealing) outcomeWithinLimit() Truth {
	o := &c.f.Outcome
	switch {
	case o.Disposition == "" || o.Disposition.Running():
		c.add(3, CodeOutcomeMissing, Article18, Unknown, codeFact(FactDisposition, string(o.Disposition)))
		c.lacks(FactDisposition, 0)
		return Unknown
	case !o.Disposition.Conviction():
		c.add(3, CodeNotConvicted, Article18, Yes, codeFact(FactDisposition, string(o.Disposition)))
		return Yes
	}
	return c.withinLimit(3, o, c.f.ControlWithinLimit)
}

// final says whether the judgment is on file and has taken effect. A report
// without the judgment itself lifts nothing.
func (c *unsealing) final(item Basis) Truth {
	o := &c.f.Outcome
	c.add(2, CodeJudgmentOnFile, item, c.f.JudgmentOnFile, truthFact(FactJudgmentOnFile, c.f.JudgmentOnFile))
	if c.f.JudgmentOnFile != Yes {
		c.lacks(FactJudgmentOnFile, 0)
	}
	effect := o.inEffect(c.asOf)
	c.add(2, CodeJudgmentEffective, item, effect, dateFact(FactEffective, o.Effective))
	if effect == Unknown {
		c.lacks(FactEffective, 0)
	}
	if c.f.JudgmentOnFile != Yes {
		// "Not on file" does not say that there is no judgment.
		return effect.And(Unknown)
	}
	return effect
}

// resentence decides on Article 18(3): a retrial that ends at five years or more.
//
// At exactly five years the text conflicts: 五年以上 includes five, while Article
// 24 and Article 286 of the Criminal Procedure Law seal at five. The law stands
// above the Measures, so the seal stays unless a person finds otherwise.
func (c *unsealing) resentence() Truth {
	c.restsOn(Article18i3)
	place := c.add(1, CodeGroundResentence, Article18i3, Unknown, codeFact(FactGround, string(c.f.Ground)))
	c.add(2, CodeByRetrial, Article18i3, c.f.Retrial, truthFact(FactRetrial, c.f.Retrial))
	if c.f.Retrial == Unknown {
		c.lacks(FactRetrial, 0)
	}
	reaches := c.overFive(Article18i3)
	if reaches == No && c.f.Outcome.exactlyFive() {
		reaches = c.f.FiveYearsLifts.Answer
		c.add(2, CodeResentenceFive, Article18i3, reaches, termFact(FactTerm, c.f.Outcome.Term), truthFact(FactFiveYearsLifts, reaches))
		if reaches == Unknown {
			c.lacksFinding(FactFiveYearsLifts, 0)
		}
	}
	answer := c.f.Retrial.And(reaches).And(c.final(Article18i3))
	c.set(place, answer)
	return answer
}

// joint decides on the request of Article 7, which concerns the record of an
// acquittal for insufficient evidence only.
func (c *unsealing) joint() Truth {
	c.restsOn(Article7)
	place := c.add(1, CodeGroundJointRequest, Article7, Unknown, codeFact(FactGround, string(c.f.Ground)))
	rests := Unknown
	if c.f.SealedDisposition != "" {
		rests = TruthOf(c.f.SealedDisposition == fengcun.AcquittedInsufficient)
	}
	c.add(2, CodeRestsOnAcquittal, Article7, rests, codeFact(FactSealedDisposition, string(c.f.SealedDisposition)))
	if rests == Unknown {
		c.lacks(FactSealedDisposition, 0)
	}
	granted := c.jointRequest(2, &c.f.JointRequest, c.majority)
	dated := Unknown
	if !c.f.JointRequest.Consented.IsZero() {
		dated = TruthOf(!c.f.JointRequest.Consented.After(c.asOf))
	}
	if granted == Yes && dated != Yes {
		c.add(2, CodeJudgmentEffective, Article19, dated, dateFact(FactConsented, c.f.JointRequest.Consented))
		if dated == Unknown {
			c.lacks(FactConsented, 0)
		}
	}
	answer := rests.And(granted).And(dated)
	c.set(place, answer)
	return answer
}

// arose returns the day on which an established ground arose (Article 19).
func (c *unsealing) arose() fengcun.Date {
	if c.f.Ground == fengcun.GroundJointRequest {
		return c.f.JointRequest.Consented
	}
	return c.f.Outcome.Effective
}

func (c *unsealing) aroseFact() FactName {
	if c.f.Ground == fengcun.GroundJointRequest {
		return FactConsented
	}
	return FactEffective
}
