package main

import (
	"strconv"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// changeCalendarCmd proposes days for the calendar of the installation.
type changeCalendarCmd struct {
	actorFlags
	File string `arg:"" help:"${help_change_calendar_file}"`
}

// Run proposes.
func (c *changeCalendarCmd) Run(p *program) error {
	var days calendar.Override
	if err := p.readRequest(c.File, &days); err != nil {
		return err
	}
	return c.propose(p, func(fengcun.Actor) registry.Change {
		return registry.Change{Kind: registry.ChangeCalendar, Calendar: &days}
	})
}

// calendarCmd shows the days that two people entered beside the yearly notices.
type calendarCmd struct{ nodeFlags }

// Run shows, the newest entry first.
func (c *calendarCmd) Run(p *program) error {
	return c.withNode(p, func(n *node.Node) error {
		days, err := n.Registry.Calendar(p.ctx)
		if err != nil {
			return err
		}
		entered, err := n.Registry.EnteredDays(p.ctx)
		if err != nil {
			return err
		}
		view := calendarView{Calendar: days.Version(), Years: days.Years(), Entered: []enteredDays{}}
		for _, e := range entered {
			view.Entered = append(view.Entered, enteredDays{e.No, e.Override, e.ProposedBy, e.ApprovedBy, e.ApprovedOn})
		}
		return p.show(view)
	})
}

type calendarView struct {
	Calendar string        `json:"calendar"`
	Years    []int         `json:"calendarYears"`
	Entered  []enteredDays `json:"entered"`
}

type enteredDays struct {
	No int64 `json:"no"`
	calendar.Override
	ProposedBy fengcun.StaffID `json:"proposedBy"`
	ApprovedBy fengcun.StaffID `json:"approvedBy"`
	ApprovedOn fengcun.Date    `json:"approvedOn"`
}

func (c calendarView) text(v voice) []string {
	lines := []string{v.field("word.calendar", c.Calendar)}
	for _, e := range c.Entered {
		lines = append(lines, strconv.FormatInt(e.No, 10)+"  "+e.Source+"  "+string(e.ProposedBy)+", "+string(e.ApprovedBy)+"  "+e.ApprovedOn.String())
		for _, d := range e.Days {
			kind := "calendar.off"
			if d.Working {
				kind = "calendar.work"
			}
			lines = append(lines, "   "+d.Date.String()+"  "+v.say(kind, nil)+"  "+d.Name)
		}
	}
	return lines
}
