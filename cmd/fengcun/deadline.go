package main

import (
	"strings"

	"fengcun"
	"fengcun/calendar"
)

// deadlineCmd computes one statutory term, or lists them.
type deadlineCmd struct {
	Duty     string   `arg:"" optional:"" help:"${help_deadline_duty}"`
	Start    string   `arg:"" optional:"" help:"${help_deadline_start}"`
	List     bool     `help:"${help_deadline_list}"`
	Override []string `name:"calendar-override" placeholder:"FILE" help:"${help_deadline_override}"`
}

// Run prints the term's start, its plain last day, the due day, and why each day
// was passed over.
func (c *deadlineCmd) Run(p *program) error {
	if c.List {
		return p.show(terms())
	}
	if c.Duty == "" || c.Start == "" {
		return &fengcun.Error{Kind: fengcun.KindInvalid, Code: "cli.missing_argument", Field: "duty, start", Args: map[string]string{"command": "fengcun deadline"}}
	}
	term, err := calendar.TermOf(calendar.TermCode(c.Duty))
	if err != nil {
		return err
	}
	start, err := dateFlag(c.Start, "start")
	if err != nil {
		return err
	}
	days, err := p.calendar(c.Override)
	if err != nil {
		return err
	}
	d, err := days.Deadline(term, start)
	if err != nil {
		return err
	}
	return p.show(dueDay{Deadline: d, Calendar: days.Version()})
}

// calendar is the official calendar with the overrides of files, in their order.
func (p *program) calendar(overrides []string) (*calendar.Calendar, error) {
	days, err := calendar.Official()
	if err != nil {
		return nil, err
	}
	for _, name := range overrides {
		var o calendar.Override
		if err := p.readRequest(name, &o); err != nil {
			return nil, err
		}
		if days, err = days.With(o); err != nil {
			return nil, err
		}
	}
	return days, nil
}

// dueDay is a computed term with the version of the calendar it was computed by.
type dueDay struct {
	calendar.Deadline
	Calendar string `json:"calendar"`
}

func (d dueDay) text(v voice) []string {
	return append(d.Explain(string(v.lang)), v.field("word.calendar", d.Calendar))
}

// termList lists the terms of the law.
type termList struct {
	Terms []termLine `json:"terms"`
}

type termLine struct {
	Duty     calendar.TermCode   `json:"duty"`
	Standing calendar.Standing   `json:"standing"`
	Starts   calendar.StartEvent `json:"starts"`
	Basis    []string            `json:"basis"`
	MayPause bool                `json:"mayPause,omitempty"`
}

func terms() termList {
	var list termList
	for _, t := range calendar.Terms() {
		list.Terms = append(list.Terms, termLine{t.Code, t.Standing, t.Starts, t.Basis, t.MayPause})
	}
	return list
}

func (l termList) text(v voice) []string {
	rows := [][]string{{v.say("word.duty", nil), v.say("word.standing", nil), v.say("word.starts", nil), v.say("word.basis", nil)}}
	for _, t := range l.Terms {
		rows = append(rows, []string{
			string(t.Duty), v.say("standing."+string(t.Standing), nil), v.say("starts."+string(t.Starts), nil), strings.Join(t.Basis, ", "),
		})
	}
	return table(rows)
}
