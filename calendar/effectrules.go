package calendar

import (
	"slices"

	"fengcun"
)

// EffectiveDate computes the effective date by the rules below. It never fails:
// missing or contradicting facts give EffectUndetermined with the gaps named.
func (c *Calendar) EffectiveDate(f EffectFacts) Effect {
	gaps := f.gaps()
	switch {
	case f.Instance == SecondInstance:
		return secondInstance(f, gaps)
	case len(gaps) > 0:
		return undetermined(gaps...)
	}
	return c.firstInstance(f)
}

func undetermined(gaps ...Gap) Effect {
	return Effect{Status: EffectUndetermined, Rule: RuleFactsInsufficient, Gaps: gaps}
}

// secondInstance: the judgment is final (Criminal Procedure Law, Article 244). It
// takes effect on pronouncement, not on service: with nothing left to appeal, the
// decision binds from the moment it is announced. That choice is a construction,
// so service is always shown as the other reading.
func secondInstance(f EffectFacts, gaps []Gap) Effect {
	last, all := fengcun.Date{}, len(f.Parties) > 0
	for _, p := range f.Parties {
		if !p.Served.Valid() {
			all = false
		} else if p.Served.After(last) {
			last = p.Served
		}
	}
	var readings []Reading
	if all && last != f.Pronounced {
		readings = append(readings, Reading{ReadingService, last})
	}
	if len(gaps) > 0 {
		e := undetermined(gaps...)
		e.Readings = readings
		return e
	}
	if f.AwaitsApproval {
		return heldByApproval()
	}
	return Effect{
		Status: EffectComputed, Date: f.Pronounced, Rule: RuleSecondPronounced, Readings: readings,
		Steps: []EffectStep{{Code: "step.second_final", Date: f.Pronounced, Basis: []string{"cpl.244"}, Check: true}},
	}
}

func heldByApproval() Effect {
	return Effect{
		Status: EffectHeld, Rule: RuleHeldByApproval,
		Steps: []EffectStep{{Code: "step.awaits_approval", Basis: []string{"cl.63"}, Check: true}},
	}
}

// firstInstance: effective on the day after the last term, if nobody appealed or
// protested in time. All facts are complete here.
func (c *Calendar) firstInstance(f EffectFacts) Effect {
	e := Effect{}
	if f.PrivateProsecution {
		e.step(EffectStep{Code: "step.no_protest", Check: true})
	}

	var last, lastInCustody, lastCivil fengcun.Date
	for _, p := range f.Parties {
		term := AppealJudgment
		if f.Paper == Ruling {
			term = AppealRuling
		}
		t, err := TermOf(term)
		if err != nil {
			return undetermined(Gap{GapDeadline, p.No})
		}
		d, err := c.Deadline(t, p.Served)
		if err != nil {
			return undetermined(Gap{GapDeadline, p.No})
		}
		e.Terms = append(e.Terms, PartyTerm{Party: p.No, Role: p.Role, InCustody: p.InCustody, Deadline: d})
		e.Provisional = e.Provisional || d.Provisional
		e.step(EffectStep{Code: "step.term", Party: p.No, Role: p.Role, Date: d.Due, Basis: d.Basis})

		lastCivil = later(lastCivil, d.Due)
		if f.civilOnly(p) {
			continue
		}
		last = later(last, d.Due)
		if p.InCustody {
			lastInCustody = later(lastInCustody, d.Plain)
		} else {
			lastInCustody = later(lastInCustody, d.Due)
		}
	}

	dayAfter := last.AddDays(1)
	s := e.sortFilings(f)
	switch {
	case f.AwaitsApproval:
		e.Status, e.Rule = EffectHeld, RuleHeldByApproval
		e.step(heldByApproval().Steps[0])
		return e
	case s.pending:
		e.Status, e.Rule = EffectHeld, RuleHeldByAppeal
		if len(f.Parties) > 1 {
			e.step(EffectStep{Code: "step.holds_for_all"})
		}
		return e
	case s.late:
		e.Status, e.Rule = EffectUndetermined, RuleLateAppeal
		e.Readings = append(e.Readings, Reading{ReadingLateDismissed, dayAfter})
		return e
	case s.leave.Valid():
		e.Status, e.Rule = EffectUndetermined, RuleWithdrawnAfter
		e.Readings = append(e.Readings, Reading{ReadingLeaveServed, later(s.leave, dayAfter)})
		return e
	}

	e.Status, e.Date = EffectComputed, dayAfter
	switch {
	case s.withdrawn:
		e.Rule = RuleWithdrawnInTerm
		e.Readings = append(e.Readings, Reading{ReadingOnLastDay, last})
	case s.civil:
		e.Rule = RuleCivilPartOnly
	default:
		e.Rule = RuleTermsExpired
	}
	if lastInCustody != last {
		e.Readings = append(e.Readings, Reading{ReadingCustody, lastInCustody.AddDays(1)})
	}
	if lastCivil != last {
		e.Readings = append(e.Readings, Reading{ReadingCivilTerm, lastCivil.AddDays(1)})
	}
	e.step(EffectStep{Code: "step.day_after", Date: dayAfter, Basis: []string{"cpl.230"}})
	return e
}

// filings is what the known appeals and protests come to.
type filings struct {
	pending   bool         // one in time, not withdrawn, or withdrawn late without leave
	late      bool         // one after its term
	leave     fengcun.Date // last service of a ruling that allowed a late withdrawal
	withdrawn bool         // one withdrawn inside its term
	civil     bool         // one against the civil part alone
}

// sortFilings looks at each party's filing against that party's own term, and
// notes a step for each. Terms and parties are in the same order.
func (e *Effect) sortFilings(f EffectFacts) filings {
	var s filings
	for i, p := range f.Parties {
		filing, term := p.Filing, e.Terms[i].Deadline
		due := term.Due
		if filing.On.IsZero() {
			continue
		}
		step := EffectStep{Party: p.No, Role: p.Role, Date: filing.On}
		switch {
		case f.civilOnly(p) || filing.CivilPartOnly:
			s.civil = true
			step.Code, step.Check = "step.civil_part_only", true
		case filing.On.After(due):
			s.late = true
			step.Code, step.Check = "step.late", true
		case filing.WithdrawnOn.IsZero():
			s.pending = true
			step.Code = "step.filed"
			// In time only if the term of a person in custody rolls.
			step.Check = p.InCustody && filing.On.After(term.Plain)
		case !filing.WithdrawnOn.After(due):
			s.withdrawn = true
			step.Code, step.Date, step.Check = "step.withdrawn_in_term", filing.WithdrawnOn, true
		case filing.LeaveServed.IsZero():
			s.pending = true
			step.Code, step.Date, step.Check = "step.withdrawn_without_leave", filing.WithdrawnOn, true
		default:
			s.leave = later(s.leave, filing.LeaveServed)
			step.Code, step.Date, step.Check = "step.withdrawn_after", filing.WithdrawnOn, true
		}
		e.step(step)
	}
	return s
}

// civilOnly reports whether a party, or whoever acts for one, can appeal the
// civil part only (Criminal Procedure Law, Article 227).
func (f EffectFacts) civilOnly(p Party) bool {
	if p.Role != LegalRepresentative {
		return p.Role == CivilParty
	}
	return slices.ContainsFunc(f.Parties, func(q Party) bool { return q.No == p.For && q.Role == CivilParty })
}

func (e *Effect) step(s EffectStep) { e.Steps = append(e.Steps, s) }

func later(d, e fengcun.Date) fengcun.Date {
	if e.After(d) {
		return e
	}
	return d
}
