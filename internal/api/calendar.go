package api

import (
	"context"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/registry"
)

// daysOf is an entry of days as JSON has it.
type daysOf struct {
	Source string  `json:"source" minLength:"1" maxLength:"200" doc:"The document relied on, with its number"`
	Days   []dayOf `json:"days" minItems:"1" maxItems:"400"`
	Notice int     `json:"notice,omitempty" minimum:"0" maximum:"2200" doc:"The year whose notice is carried completely"`
}

type dayOf struct {
	Date    fengcun.Date `json:"date"`
	Working bool         `json:"working"`
	Name    string       `json:"name" minLength:"1" maxLength:"40"`
}

type calendarOut struct {
	Calendar string       `json:"calendar" doc:"Names the content: two answers with the same value were computed alike"`
	Years    []int        `json:"years" doc:"Whose notice is in the table"`
	Entered  []enteredOut `json:"entered" doc:"Days that two people entered, the newest first"`
}

type enteredOut struct {
	No int64 `json:"no"`
	daysOf
	ProposedBy fengcun.StaffID `json:"proposedBy"`
	ApprovedBy fengcun.StaffID `json:"approvedBy"`
	ApprovedOn fengcun.Date    `json:"approvedOn"`
}

func (a *API) calendar(ctx context.Context, _ call, _ *struct{}) (calendarOut, error) {
	days, err := a.Registry.Calendar(ctx)
	if err != nil {
		return calendarOut{}, err
	}
	entered, err := a.Registry.EnteredDays(ctx)
	out := calendarOut{Calendar: days.Version(), Years: days.Years(), Entered: []enteredOut{}}
	for _, e := range entered {
		line := enteredOut{e.No, daysOf{Source: e.Source, Notice: e.Notice}, e.ProposedBy, e.ApprovedBy, e.ApprovedOn}
		for _, d := range e.Days {
			line.Days = append(line.Days, dayOf(d))
		}
		out.Entered = append(out.Entered, line)
	}
	return out, err
}

type enterDaysIn struct {
	Write
	Body daysOf
}

type proposedChangeOut struct {
	Proposal fengcun.ID `json:"proposal"`
}

func (a *API) enterDays(ctx context.Context, c call, in *enterDaysIn) (proposedChangeOut, error) {
	o := calendar.Override{Source: in.Body.Source, Notice: in.Body.Notice}
	for _, d := range in.Body.Days {
		o.Days = append(o.Days, calendar.OverrideDay(d))
	}
	id, err := a.Registry.ProposeChange(ctx, c.actor, registry.Change{Kind: registry.ChangeCalendar, Calendar: &o})
	return proposedChangeOut{id}, err
}
