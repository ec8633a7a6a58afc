package law

import "fengcun"

// article7 decides on an acquittal for unclear facts and insufficient evidence:
// sealed, unless the defendant and the legal representative together ask that it
// be not, and the court consents.
func (c *inquiry) article7() Verdict {
	seal := c.article3()
	if c.ages.proven() != StageAdult {
		c.restsOn(Article7)
	}
	if !c.f.JointRequest.IsZero() {
		seal = seal.And(c.jointRequest(1, &c.f.JointRequest, c.majority).Not())
	}
	return verdictOf(seal)
}

// jointRequest says whether a request was made by both and the court consented.
//
// A person who is of age has no legal representative any more. Whether the person
// may then ask alone the text does not say: it is for the court (Unknown).
func (t *tree) jointRequest(depth int, j *JointRequest, majority days) Truth {
	place := t.add(depth, CodeJointRequest, Article7, Unknown, dateFact(FactFiled, j.Filed))
	t.add(depth+1, CodeByDefendant, Article7, j.ByDefendant, truthFact(FactByDefendant, j.ByDefendant))
	if j.ByDefendant == Unknown {
		t.lacks(FactByDefendant, 0)
	}
	representative := j.ByRepresentative
	t.add(depth+1, CodeByRepresentative, Article7, representative, truthFact(FactByRepresentative, representative))
	if representative == Unknown {
		t.lacks(FactByRepresentative, 0)
	}
	if representative != Yes {
		if adult := majority.notBefore(days{j.Filed, j.Filed}).Not(); adult != No {
			t.add(depth+1, CodeAdultApplicant, Article7, adult, dateFact(FactFiled, j.Filed))
			t.lacksFinding(FactByRepresentative, 0)
			representative = Unknown
		}
	}
	t.add(depth+1, CodeCourtConsent, Article7, j.CourtConsent,
		truthFact(FactCourtConsent, j.CourtConsent), dateFact(FactConsented, j.Consented))
	if j.CourtConsent == Unknown {
		t.missAt(fengcun.Court, FactCourtConsent)
	}
	answer := j.ByDefendant.And(representative).And(j.CourtConsent)
	t.set(place, answer)
	return answer
}

// missAt notes that a named kind of organ has to decide something.
func (t *tree) missAt(organ fengcun.OrganKind, name FactName) {
	own := t.organ
	t.organ = organ
	t.lacksFinding(name, 0)
	t.organ = own
}
