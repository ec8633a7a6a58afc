package law

// article3 decides on what ended without a conviction: no punishment, no
// pursuit, no prosecution, withdrawal, coercive measures, and the records of
// inquiry and support that go with them. No term counts; only the age does.
func (c *inquiry) article3() Truth {
	c.restsOn(Article3)
	var v agreement
	if c.ages.minor {
		v.with(Yes)
	}
	if c.ages.straddling {
		v.with(c.straddlingNotConvicted())
	}
	if c.ages.adult {
		v.with(No)
	}
	return v.truth()
}

// straddlingNotConvicted answers for acts on both sides of the birthday without
// a conviction. Article 4(2) speaks of convictions and exemptions only. If the
// main act was before the birthday, sealing follows all the more; if it was
// after, the text is silent, and silence is for a person.
func (c *inquiry) straddlingNotConvicted() Truth {
	found := c.mainAct()
	if found == No {
		c.add(2, CodeStraddlingNotTried, Article4p2, Unknown)
		return Unknown
	}
	return found
}
