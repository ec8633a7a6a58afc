package main

import "fengcun/calendar"

// effectiveCmd proposes the day on which a judgment takes effect. A person
// confirms it: an appeal may be in the post.
type effectiveCmd struct {
	File     string   `arg:"" optional:"" default:"-" help:"${help_effective_file}"`
	Override []string `name:"calendar-override" placeholder:"FILE" help:"${help_deadline_override}"`
}

// Run computes the day and gives its reasons.
func (c *effectiveCmd) Run(p *program) error {
	var facts calendar.EffectFacts
	if err := p.readRequest(c.File, &facts); err != nil {
		return err
	}
	days, err := p.calendar(c.Override)
	if err != nil {
		return err
	}
	return p.show(effect{Effect: days.EffectiveDate(facts), NeedsConfirmation: true, Calendar: days.Version()})
}

// effect is the proposed day with the version of the calendar.
type effect struct {
	calendar.Effect
	NeedsConfirmation bool   `json:"needs_confirmation"`
	Calendar          string `json:"calendar"`
}

func (e effect) text(v voice) []string {
	return append(e.Explain(string(v.lang)), v.field("word.calendar", e.Calendar))
}
