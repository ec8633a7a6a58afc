package calendar

import (
	"slices"
	"strconv"

	"fengcun"
)

// Explain says in whole lines how the due day came about, and why each day was
// passed over. It needs nothing but the Deadline itself.
func (d Deadline) Explain(lang string) []string {
	event := say(lang, "start."+string(d.Starts), nil)
	lines := []string{
		say(lang, "deadline.term", args{
			"term":   say(lang, "term."+string(d.Term), nil),
			"length": say(lang, "unit."+string(d.Unit), args{"n": strconv.Itoa(d.Days)}),
			"event":  event,
		}),
		say(lang, "deadline.start", args{"event": event, "date": sayDate(lang, d.Start)}),
	}
	if d.Unit == Natural {
		lines = append(lines, say(lang, "deadline.plain", args{"date": sayDate(lang, d.Plain)}))
	}
	for _, s := range d.Skipped {
		lines = append(lines, say(lang, "skip."+string(d.Unit)+"."+string(s.Reason), args{
			"date":    sayDate(lang, s.Date),
			"name":    sayHoliday(lang, s.Name),
			"weekday": sayWeekendDay(lang, s.Date),
		}))
	}
	lines = append(lines, say(lang, "deadline.due", args{"date": sayDate(lang, d.Due)}))
	if d.Provisional {
		lines = append(lines, say(lang, "deadline.provisional", args{"years": sayYears(lang, d.AwaitsNotices)}))
	}
	if d.Standing == Internal {
		lines = append(lines, say(lang, "deadline.internal", nil))
	}
	return append(lines, say(lang, "deadline.basis", args{"basis": sayBasis(lang, d.Basis)}))
}

// Explain says in whole lines how the proposal came about: the result, the terms
// and steps, what is missing, the other readings, and that a person confirms.
func (e Effect) Explain(lang string) []string {
	lines := []string{say(lang, string(e.Rule), dateArgs(lang, e.Date))}
	for _, s := range e.Steps {
		values := dateArgs(lang, s.Date)
		values["party"] = sayParty(lang, s.Party, s.Role)
		line := say(lang, s.Code, values)
		if len(s.Basis) > 0 {
			line += sentenceGap(lang) + say(lang, "deadline.basis", args{"basis": sayBasis(lang, s.Basis)})
		}
		if s.Check {
			line += sentenceGap(lang) + say(lang, "effect.check", nil)
		}
		lines = append(lines, line)
	}
	for _, g := range e.Gaps {
		lines = append(lines, say(lang, g.Code, args{"party": sayParty(lang, g.Party, "")}))
	}
	for _, r := range e.Readings {
		lines = append(lines, say(lang, r.Code, dateArgs(lang, r.Date)))
	}
	if e.Provisional {
		lines = append(lines, say(lang, "deadline.provisional", args{"years": sayYears(lang, e.awaitsNotices())}))
	}
	return append(lines, say(lang, "effect.confirm", nil))
}

func (e Effect) awaitsNotices() []int {
	var years []int
	for _, t := range e.Terms {
		for _, year := range t.Deadline.AwaitsNotices {
			if !slices.Contains(years, year) {
				years = append(years, year)
			}
		}
	}
	return years
}

func dateArgs(lang string, d fengcun.Date) args {
	if d.IsZero() {
		return args{}
	}
	return args{"date": sayDate(lang, d)}
}

func sayParty(lang string, no int, role PartyRole) string {
	switch {
	case no == 0:
		return say(lang, "effect.nobody", nil)
	case role == "":
		return say(lang, "effect.party_no", args{"no": strconv.Itoa(no)})
	}
	return say(lang, "effect.party", args{"no": strconv.Itoa(no), "role": say(lang, "role."+string(role), nil)})
}

// sentenceGap is what stands between two sentences of a line.
func sentenceGap(lang string) string {
	if lang == English {
		return " "
	}
	return ""
}
