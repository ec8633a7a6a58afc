package law

import "fengcun"

// findAges explains the age at each act.
func (c *inquiry) findAges() {
	answer := Unknown
	switch c.ages.proven() {
	case StageMinor:
		answer = Yes
	case StageAdult, StageStraddling:
		answer = No
	}
	c.add(1, CodeMinorAtActs, Article4p1, answer)
	if len(c.f.Acts) == 0 {
		c.lacks(FactActs, 0)
	}
	for i := range c.f.Acts {
		c.explainAct(1, &c.f.Birth, &c.f.Acts[i], i, c.majority)
	}
	c.responsibility()
}

// explainAct adds the finding on one act below a finding of the given depth.
func (t *tree) explainAct(depth int, b *Birth, a *Act, i int, majority days) {
	byDates, age := a.ageByDates(majority), a.age(majority)
	code, basis, answer := CodeActAge, JuvenileCases2, Unknown
	switch age.stage() {
	case StageMinor:
		answer = Yes
	case StageAdult:
		answer = No
	case StageStraddling:
		code, basis, answer = CodeActStraddles, Article4p2, Yes
	}
	var birthday fengcun.Date
	if majority.first == majority.last {
		birthday = majority.first
	}
	t.add(depth+1, code, basis, answer,
		b.fact(), dateFact(FactBirthday18, birthday),
		dateFact(FactActDate, a.Date).at(i), dateFact(FactActFrom, a.From).at(i), dateFact(FactActTo, a.To).at(i))
	switch {
	case byDates.stage() != "":
	case age.stage() != "":
		t.add(depth+2, CodeAgeFound, JuvenileCases4, Yes, codeFact(FactActAgeFinding, string(a.AgeFinding.Stage)).at(i))
	default:
		t.explainDoubt(depth+2, b, a, i, majority)
	}
}

// fact returns the birth date, if the law may rely on it.
func (b *Birth) fact() Fact {
	if b.Certainty != fengcun.Exact {
		return Fact{}
	}
	return dateFact(FactBirthDate, b.Date)
}

// explainDoubt says why the age at an act is not proven and what would prove it.
func (t *tree) explainDoubt(depth int, b *Birth, a *Act, i int, majority days) {
	if b.leapDay(ageOfMajority, a.start().last) || b.leapDay(ageOfMajority, a.end().last) {
		t.add(depth, CodeLeapDay, JuvenileCases2, Unknown, b.fact())
		t.lacksFinding(FactActAgeFinding, i)
		return
	}
	if b.Certainty != fengcun.Exact || b.Date.IsZero() {
		t.add(depth, CodeBirthUnproven, JuvenileCases4, Unknown,
			codeFact(FactBirthCertainty, string(b.Certainty)),
			dateFact(FactBirthNotBefore, b.NotBefore), dateFact(FactBirthNotAfter, b.NotAfter))
		t.lacks(FactBirthDate, 0)
	}
	if a.Date.IsZero() {
		t.add(depth, CodeActDateUnknown, Article4p1, Unknown)
		t.lacks(FactActDate, i)
	}
}

// responsibility explains an outcome that rests on age: the youngest age at an
// act, seen from the ages of criminal responsibility.
func (c *inquiry) responsibility() {
	if c.f.Outcome.Disposition != fengcun.NotPunishedAge || len(c.f.Acts) == 0 {
		return
	}
	for _, age := range [...]int{gravestCrimes, seriousCrimes, fullResponsibility} {
		birthday, all := c.f.Birth.birthday(age), Yes
		for i := range c.f.Acts {
			all = all.And(birthday.notBefore(c.f.Acts[i].end()))
		}
		if all == Yes {
			c.add(2, CodeResponsibility, CriminalLaw17, Yes, numberFact(FactAgeCompleted, age))
			return
		}
	}
	c.add(2, CodeResponsibility, CriminalLaw17, Unknown)
}
