package main

import (
	"runtime"
	"runtime/debug"

	"fengcun/calendar"
	"fengcun/law"
)

// versionCmd says which program and which rules these are.
type versionCmd struct{}

// Run prints the versions.
func (versionCmd) Run(p *program) error {
	days, err := calendar.Official()
	if err != nil {
		return err
	}
	v := version{Version: "devel", Go: runtime.Version(), RuleSet: law.Measures2022, Calendar: days.Version(), CalendarYears: days.Years()}
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" && info.Main.Version != "(devel)" {
			v.Version = info.Main.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				v.Revision = s.Value
			}
		}
	}
	return p.show(v)
}

type version struct {
	Version       string `json:"version"`
	Revision      string `json:"revision,omitempty"`
	Go            string `json:"go"`
	RuleSet       string `json:"ruleSet"`
	Calendar      string `json:"calendar"`
	CalendarYears []int  `json:"calendarYears"`
}

func (v version) text(say voice) []string {
	return []string{
		"fengcun " + v.Version,
		say.field("word.rule_set", v.RuleSet),
		say.field("word.calendar", v.Calendar),
		say.field("word.go", v.Go),
	}
}
