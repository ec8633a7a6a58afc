package law

import (
	"slices"
	"testing"
	"time"

	"fengcun"
)

// The rows of who may be told what under Article 16: the asker, its purpose, the
// level of its title and the scope asked for.
func TestInquiryBasis(t *testing.T) {
	on := fengcun.NewDate(2026, time.March, 2)
	title := func(level fengcun.TitleLevel) *fengcun.LegalTitle {
		return &fengcun.LegalTitle{Level: level, Entitles: []fengcun.Scope{fengcun.ScopePunished, fengcun.ScopeDocument}, From: on}
	}
	ended := title(fengcun.LevelLaw)
	ended.From, ended.To = on.AddDays(-10), on.AddDays(-1)
	unit, judicial := fengcun.AskerUnit, fengcun.AskerJudicial
	for _, c := range []struct {
		name string
		q    InquiryBasis
		want []InquiryFault
	}{
		{"a law", InquiryBasis{Asker: unit, Title: title(fengcun.LevelLaw), Scope: []fengcun.Scope{"punished"}}, nil},
		{"a decision of the Standing Committee", InquiryBasis{Asker: unit, Title: title(fengcun.LevelNPCDecision), Scope: []fengcun.Scope{"punished"}}, nil},
		{"an administrative regulation", InquiryBasis{Asker: unit, Title: title(fengcun.LevelRegulation), Scope: []fengcun.Scope{"punished"}}, nil},
		{"an order of the State Council", InquiryBasis{Asker: unit, Title: title(fengcun.LevelStateCouncil), Scope: []fengcun.Scope{"punished"}}, nil},
		{"a ministry's rule", InquiryBasis{Asker: unit, Title: title(fengcun.LevelMinistryRule)}, []InquiryFault{FaultTitle}},
		{"a local rule", InquiryBasis{Asker: unit, Title: title(fengcun.LevelLocalRule)}, []InquiryFault{FaultTitle}},
		{"a company's rule", InquiryBasis{Asker: unit, Title: title(fengcun.LevelUnitRule)}, []InquiryFault{FaultTitle}},
		{"a level nobody knows", InquiryBasis{Asker: unit, Title: title("other")}, []InquiryFault{FaultTitle}},
		{"a title that is not in the register", InquiryBasis{Asker: unit}, []InquiryFault{FaultTitle}},
		{"a title that has ended", InquiryBasis{Asker: unit, Title: ended}, []InquiryFault{FaultTitle}},
		{"more than the title gives", InquiryBasis{Asker: unit, Title: title(fengcun.LevelLaw), Scope: []fengcun.Scope{"punished", "crime"}}, []InquiryFault{FaultScope}},
		{"a unit asks for the file", InquiryBasis{Asker: unit, Title: title(fengcun.LevelLaw), Scope: []fengcun.Scope{"file"}}, []InquiryFault{FaultScope}},
		{"a copy without the need for it", InquiryBasis{Asker: unit, Title: title(fengcun.LevelLaw), Scope: []fengcun.Scope{"document"}}, []InquiryFault{FaultNeed}},
		{"a copy that is needed", InquiryBasis{Asker: unit, Title: title(fengcun.LevelLaw), Scope: []fengcun.Scope{"document"}, Need: "聘任备案"}, nil},
		{"a judicial organ for a case", InquiryBasis{Asker: judicial, Purpose: "case", Scope: []fengcun.Scope{"file"}}, nil},
		{"against re-offending", InquiryBasis{Asker: judicial, Purpose: "reoffence_prevention", Scope: []fengcun.Scope{"file"}}, nil},
		{"a judicial organ that hires", InquiryBasis{Asker: judicial, Purpose: "hiring"}, []InquiryFault{FaultPurpose}},
		{"a platform", InquiryBasis{Asker: fengcun.AskerPlatform, Title: title(fengcun.LevelLaw)}, []InquiryFault{FaultPlatform}},
		{"nobody knows who", InquiryBasis{Title: title(fengcun.LevelLaw)}, []InquiryFault{FaultPlatform}},
	} {
		c.q.On = on
		if got := c.q.Faults(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
