package calendar_test

import (
	"slices"
	"testing"

	"fengcun"
	"fengcun/calendar"

	"pgregory.net/rapid"
)

// publicCase is a first-instance judgment against a minor (party 1) with a legal
// representative (2) and the procuratorate (3), served on the given days.
func publicCase(t testing.TB, defendant, representative, procuratorate string) calendar.EffectFacts {
	t.Helper()
	served := func(s string) fengcun.Date {
		if s == "" {
			return fengcun.Date{}
		}
		return day(t, s)
	}
	return calendar.EffectFacts{
		Instance: calendar.FirstInstance, Paper: calendar.Judgment,
		Parties: []calendar.Party{
			{No: 1, Role: calendar.Defendant, Served: served(defendant)},
			{No: 2, Role: calendar.LegalRepresentative, For: 1, Served: served(representative)},
			{No: 3, Role: calendar.ProtestingOrgan, Served: served(procuratorate)},
		},
	}
}

func TestEffectiveDate(t *testing.T) {
	c := officialCalendar(t)
	march := func() calendar.EffectFacts { return publicCase(t, "2026-03-02", "2026-03-02", "2026-03-02") }
	for _, row := range []struct {
		name     string
		facts    func() calendar.EffectFacts
		status   calendar.EffectStatus
		date     string
		rule     calendar.EffectRule
		readings map[string]string
		gaps     []calendar.Gap
	}{
		{
			name: "CPL 230: ten days from the day after receipt; effective the day after", facts: march,
			status: calendar.EffectComputed, date: "2026-03-13", rule: calendar.RuleTermsExpired,
		},
		{
			name: "CPL 230: five days for a ruling",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Paper = calendar.Ruling
				return f // 7 March is a Saturday
			},
			status: calendar.EffectComputed, date: "2026-03-10", rule: calendar.RuleTermsExpired,
		},
		{
			name:   "the last term counts: the mother was served a week later",
			facts:  func() calendar.EffectFacts { return publicCase(t, "2026-03-02", "2026-03-09", "2026-03-03") },
			status: calendar.EffectComputed, date: "2026-03-20", rule: calendar.RuleTermsExpired,
		},
		{
			name:   "CPL 105: the end rolls over the golden week",
			facts:  func() calendar.EffectFacts { return publicCase(t, "2026-09-22", "2026-09-22", "2026-09-21") },
			status: calendar.EffectComputed, date: "2026-10-09", rule: calendar.RuleTermsExpired,
		},
		{
			name: "CPL 105(4): in custody, both readings",
			facts: func() calendar.EffectFacts {
				f := publicCase(t, "2026-09-22", "2026-09-18", "2026-09-18")
				f.Parties[0].InCustody = true
				return f
			},
			status: calendar.EffectComputed, date: "2026-10-09", rule: calendar.RuleTermsExpired,
			readings: map[string]string{calendar.ReadingCustody: "2026-10-03"},
		},
		{
			name: "in custody, but another term is as long: one reading",
			facts: func() calendar.EffectFacts {
				f := publicCase(t, "2026-09-22", "2026-09-22", "2026-09-21")
				f.Parties[0].InCustody = true
				return f
			},
			status: calendar.EffectComputed, date: "2026-10-09", rule: calendar.RuleTermsExpired,
		},
		{
			name: "an adult defendant has no legal representative",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties = slices.Delete(f.Parties, 1, 2)
				f.Parties[0].Adult = true
				return f
			},
			status: calendar.EffectComputed, date: "2026-03-13", rule: calendar.RuleTermsExpired,
		},
		{
			name: "nobody can represent, as a person recorded",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties = slices.Delete(f.Parties, 1, 2)
				f.Parties[0].NoRepresentative = true
				return f
			},
			status: calendar.EffectComputed, date: "2026-03-13", rule: calendar.RuleTermsExpired,
		},
		{
			name: "a private prosecution has no protest term",
			facts: func() calendar.EffectFacts {
				f := march()
				f.PrivateProsecution = true
				f.Parties[2] = calendar.Party{No: 3, Role: calendar.PrivateProsecutor, Adult: true, Served: day(t, "2026-03-04")}
				return f
			},
			status: calendar.EffectComputed, date: "2026-03-17", rule: calendar.RuleTermsExpired,
		},
		{
			name: "an appeal holds the judgment",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties[1].Filing.On = day(t, "2026-03-12")
				return f
			},
			status: calendar.EffectHeld, rule: calendar.RuleHeldByAppeal,
		},
		{
			name: "one co-defendant's appeal holds it for all",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties = append(f.Parties, calendar.Party{
					No: 4, Role: calendar.Defendant, Adult: true, Served: day(t, "2026-03-02"),
					Filing: calendar.Filing{On: day(t, "2026-03-05")},
				})
				return f
			},
			status: calendar.EffectHeld, rule: calendar.RuleHeldByAppeal,
		},
		{
			name: "a protest holds it",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties[2].Filing.On = day(t, "2026-03-12")
				return f
			},
			status: calendar.EffectHeld, rule: calendar.RuleHeldByAppeal,
		},
		{
			name: "an appeal in time for that party, though late for another",
			facts: func() calendar.EffectFacts {
				f := publicCase(t, "2026-03-02", "2026-03-09", "2026-03-02")
				f.Parties[1].Filing.On = day(t, "2026-03-18")
				return f
			},
			status: calendar.EffectHeld, rule: calendar.RuleHeldByAppeal,
		},
		{
			name: "a late appeal is for a person",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties[0].Filing.On = day(t, "2026-03-13")
				return f
			},
			status: calendar.EffectUndetermined, rule: calendar.RuleLateAppeal,
			readings: map[string]string{calendar.ReadingLateDismissed: "2026-03-13"},
		},
		{
			name: "a late appeal beside one in time",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties[0].Filing.On = day(t, "2026-03-13")
				f.Parties[1].Filing.On = day(t, "2026-03-12")
				return f
			},
			status: calendar.EffectHeld, rule: calendar.RuleHeldByAppeal,
		},
		{
			name: "withdrawn inside the term",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties[0].Filing = calendar.Filing{On: day(t, "2026-03-05"), WithdrawnOn: day(t, "2026-03-12")}
				return f
			},
			status: calendar.EffectComputed, date: "2026-03-13", rule: calendar.RuleWithdrawnInTerm,
			readings: map[string]string{calendar.ReadingOnLastDay: "2026-03-12"},
		},
		{
			name: "withdrawn after the term, without a ruling: still pending",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties[0].Filing = calendar.Filing{On: day(t, "2026-03-05"), WithdrawnOn: day(t, "2026-03-13")}
				return f
			},
			status: calendar.EffectHeld, rule: calendar.RuleHeldByAppeal,
		},
		{
			name: "withdrawn after the term with leave: for a person",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties[0].Filing = calendar.Filing{On: day(t, "2026-03-05"), WithdrawnOn: day(t, "2026-03-20"), LeaveServed: day(t, "2026-04-01")}
				return f
			},
			status: calendar.EffectUndetermined, rule: calendar.RuleWithdrawnAfter,
			readings: map[string]string{calendar.ReadingLeaveServed: "2026-04-01"},
		},
		{
			name: "only the civil part appealed by a civil party",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties = append(f.Parties, calendar.Party{
					No: 4, Role: calendar.CivilParty, Served: day(t, "2026-03-09"),
					Filing: calendar.Filing{On: day(t, "2026-03-10")},
				})
				return f
			},
			status: calendar.EffectComputed, date: "2026-03-13", rule: calendar.RuleCivilPartOnly,
			readings: map[string]string{calendar.ReadingCivilTerm: "2026-03-20"},
		},
		{
			name: "the civil party's legal representative appeals the civil part too",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties = append(f.Parties,
					calendar.Party{No: 4, Role: calendar.CivilParty, Served: day(t, "2026-03-02")},
					calendar.Party{No: 5, Role: calendar.LegalRepresentative, For: 4, Served: day(t, "2026-03-02"),
						Filing: calendar.Filing{On: day(t, "2026-03-10")}},
				)
				return f
			},
			status: calendar.EffectComputed, date: "2026-03-13", rule: calendar.RuleCivilPartOnly,
		},
		{
			name: "only the civil part appealed by the defendant",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties[0].Filing = calendar.Filing{On: day(t, "2026-03-05"), CivilPartOnly: true}
				return f
			},
			status: calendar.EffectComputed, date: "2026-03-13", rule: calendar.RuleCivilPartOnly,
		},
		{
			name: "sentence below the minimum awaits approval",
			facts: func() calendar.EffectFacts {
				f := march()
				f.AwaitsApproval = true
				return f
			},
			status: calendar.EffectHeld, rule: calendar.RuleHeldByApproval,
		},
		{
			name: "CPL 244: second instance, final on pronouncement",
			facts: func() calendar.EffectFacts {
				return calendar.EffectFacts{Instance: calendar.SecondInstance, Paper: calendar.Ruling, Pronounced: day(t, "2026-05-06")}
			},
			status: calendar.EffectComputed, date: "2026-05-06", rule: calendar.RuleSecondPronounced,
		},
		{
			name: "second instance, served later: both readings",
			facts: func() calendar.EffectFacts {
				f := publicCase(t, "2026-05-08", "2026-05-11", "2026-05-07")
				f.Instance, f.Pronounced = calendar.SecondInstance, day(t, "2026-05-06")
				return f
			},
			status: calendar.EffectComputed, date: "2026-05-06", rule: calendar.RuleSecondPronounced,
			readings: map[string]string{calendar.ReadingService: "2026-05-11"},
		},
		{
			name: "second instance without pronouncement: service is only a reading",
			facts: func() calendar.EffectFacts {
				f := publicCase(t, "2026-05-08", "2026-05-11", "2026-05-07")
				f.Instance = calendar.SecondInstance
				return f
			},
			status: calendar.EffectUndetermined, rule: calendar.RuleFactsInsufficient,
			readings: map[string]string{calendar.ReadingService: "2026-05-11"},
			gaps:     []calendar.Gap{{Code: calendar.GapPronounced}},
		},
		{
			name: "an appeal against a final judgment",
			facts: func() calendar.EffectFacts {
				f := publicCase(t, "", "", "")
				f.Instance, f.Pronounced = calendar.SecondInstance, day(t, "2026-05-06")
				f.Parties[0].Filing.On = day(t, "2026-05-07")
				return f
			},
			status: calendar.EffectUndetermined, rule: calendar.RuleFactsInsufficient,
			gaps: []calendar.Gap{{Code: calendar.GapSecondInstance, Party: 1}},
		},
		{
			name:   "nothing known",
			facts:  func() calendar.EffectFacts { return calendar.EffectFacts{} },
			status: calendar.EffectUndetermined, rule: calendar.RuleFactsInsufficient,
			gaps: []calendar.Gap{{Code: calendar.GapInstance}, {Code: calendar.GapPaper}, {Code: calendar.GapDefendant}, {Code: calendar.GapProcuratorate}},
		},
		{
			name:   "the procuratorate's receipt is missing",
			facts:  func() calendar.EffectFacts { return publicCase(t, "2026-03-02", "2026-03-02", "") },
			status: calendar.EffectUndetermined, rule: calendar.RuleFactsInsufficient,
			gaps: []calendar.Gap{{Code: calendar.GapServed, Party: 3}},
		},
		{
			name: "a civil party's service is missing",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties = append(f.Parties, calendar.Party{No: 4, Role: calendar.CivilParty})
				return f
			},
			status: calendar.EffectUndetermined, rule: calendar.RuleFactsInsufficient,
			gaps: []calendar.Gap{{Code: calendar.GapServed, Party: 4}},
		},
		{
			name: "the representative of a minor is missing",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties = slices.Delete(f.Parties, 1, 2)
				return f
			},
			status: calendar.EffectUndetermined, rule: calendar.RuleFactsInsufficient,
			gaps: []calendar.Gap{{Code: calendar.GapRepresentative, Party: 1}},
		},
		{
			name: "a protest in a private prosecution",
			facts: func() calendar.EffectFacts {
				f := march()
				f.PrivateProsecution = true
				return f
			},
			status: calendar.EffectUndetermined, rule: calendar.RuleFactsInsufficient,
			gaps: []calendar.Gap{{Code: calendar.GapPrivateProsecutor}, {Code: calendar.GapRole, Party: 3}},
		},
		{
			name: "numbers used twice, representative of nobody, unknown role",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties = append(f.Parties,
					calendar.Party{No: 3, Role: "witness", Served: day(t, "2026-03-02")},
					calendar.Party{No: 5, Role: calendar.LegalRepresentative, For: 9, Served: day(t, "2026-03-02")},
				)
				return f
			},
			status: calendar.EffectUndetermined, rule: calendar.RuleFactsInsufficient,
			gaps: []calendar.Gap{{Code: calendar.GapPartyNumber, Party: 3}, {Code: calendar.GapRole, Party: 3}, {Code: calendar.GapPartyNumber, Party: 5}},
		},
		{
			name: "withdrawn before it was made",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Parties[0].Filing = calendar.Filing{On: day(t, "2026-03-05"), WithdrawnOn: day(t, "2026-03-04")}
				return f
			},
			status: calendar.EffectUndetermined, rule: calendar.RuleFactsInsufficient,
			gaps: []calendar.Gap{{Code: calendar.GapDates, Party: 1}},
		},
		{
			name: "served before pronounced",
			facts: func() calendar.EffectFacts {
				f := march()
				f.Pronounced = day(t, "2026-03-03")
				return f
			},
			status: calendar.EffectUndetermined, rule: calendar.RuleFactsInsufficient,
			gaps: []calendar.Gap{{Code: calendar.GapDates, Party: 1}, {Code: calendar.GapDates, Party: 2}, {Code: calendar.GapDates, Party: 3}},
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			e := c.EffectiveDate(row.facts())
			if e.Status != row.status || e.Date.String() != row.date || e.Rule != row.rule {
				t.Errorf("%s, %s, %s; want %s, %s, %s", e.Status, e.Date, e.Rule, row.status, row.date, row.rule)
			}
			readings := map[string]string{}
			for _, r := range e.Readings {
				readings[r.Code] = r.Date.String()
			}
			if len(readings) != len(row.readings) || len(e.Readings) != len(row.readings) {
				t.Errorf("readings %v, want %v", readings, row.readings)
			}
			for code, date := range row.readings {
				if readings[code] != date {
					t.Errorf("%s: %q, want %s", code, readings[code], date)
				}
			}
			if !slices.Equal(e.Gaps, row.gaps) {
				t.Errorf("gaps %v, want %v", e.Gaps, row.gaps)
			}
			if !e.NeedsConfirmation() || e.Provisional {
				t.Error("confirmation or provisional")
			}
		})
	}
}

func TestEffectiveDateBeyondTheNotices(t *testing.T) {
	e := officialCalendar(t).EffectiveDate(publicCase(t, "2026-12-22", "2026-12-18", "2026-12-18"))
	if e.Status != calendar.EffectComputed || !e.Provisional || e.Date != day(t, "2027-01-02") {
		t.Errorf("%s, %s, provisional %v", e.Status, e.Date, e.Provisional)
	}
}

// Whatever the facts, a date is proposed only when it is computed, it lies after
// every criminal term, and one more appeal or one missing fact takes it away.
func TestEffectProperties(t *testing.T) {
	c := officialCalendar(t)
	rapid.Check(t, func(t *rapid.T) {
		f := calendar.EffectFacts{Instance: calendar.FirstInstance, Paper: rapid.SampledFrom([]calendar.Paper{calendar.Judgment, calendar.Ruling}).Draw(t, "paper")}
		n := rapid.IntRange(1, 3).Draw(t, "defendants")
		for i := range n {
			f.Parties = append(f.Parties, calendar.Party{
				No: i + 1, Role: calendar.Defendant, Adult: true, Served: drawDate(t, "served", 2020, 2026),
				InCustody: rapid.Bool().Draw(t, "custody"),
			})
		}
		f.Parties = append(f.Parties, calendar.Party{No: n + 1, Role: calendar.ProtestingOrgan, Served: drawDate(t, "served", 2020, 2026)})

		e := c.EffectiveDate(f)
		if e.Status != calendar.EffectComputed {
			t.Fatalf("status %s", e.Status)
		}
		for _, term := range e.Terms {
			if !e.Date.After(term.Deadline.Due) {
				t.Fatalf("effective %s, a term runs to %s", e.Date, term.Deadline.Due)
			}
		}
		for _, r := range e.Readings {
			if r.Date.After(e.Date) {
				t.Fatalf("%s is later than the date proposed", r.Code)
			}
		}

		i := rapid.IntRange(0, n).Draw(t, "party")
		due := e.Terms[i].Deadline.Due
		appealed := f
		appealed.Parties = slices.Clone(f.Parties)
		appealed.Parties[i].Filing.On = due.AddDays(rapid.IntRange(-3, 3).Draw(t, "filed"))
		held := c.EffectiveDate(appealed)
		if held.Status == calendar.EffectComputed || !held.Date.IsZero() {
			t.Fatal("an appeal left the judgment effective")
		}

		unserved := f
		unserved.Parties = slices.Clone(f.Parties)
		unserved.Parties[i].Served = fengcun.Date{}
		if got := c.EffectiveDate(unserved); got.Status != calendar.EffectUndetermined || !got.Date.IsZero() {
			t.Fatal("a missing service date was guessed")
		}
	})
}
