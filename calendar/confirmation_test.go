package calendar_test

import (
	"testing"
	"time"

	"fengcun"
	"fengcun/calendar"
)

// TestConfirm: what a person may confirm of the effective day, and what not.
func TestConfirm(t *testing.T) {
	c, err := calendar.Official()
	if err != nil {
		t.Fatal(err)
	}
	day := func(month time.Month, d int) fengcun.Date { return fengcun.NewDate(2026, month, d) }
	served := func(filing calendar.Filing) *calendar.EffectFacts {
		return &calendar.EffectFacts{
			Instance: calendar.FirstInstance, Paper: calendar.Judgment, Pronounced: day(11, 2),
			Parties: []calendar.Party{
				{No: 1, Role: calendar.Defendant, Adult: true, Served: day(11, 2), InCustody: true, Filing: filing},
				{No: 2, Role: calendar.ProtestingOrgan, Served: day(11, 2)},
			},
		}
	}
	computed := c.EffectiveDate(*served(calendar.Filing{}))
	if computed.Status != calendar.EffectComputed {
		t.Fatalf("%+v", computed)
	}
	on := computed.Date
	today := day(12, 1)
	for _, x := range []struct {
		name  string
		day   fengcun.Date
		q     calendar.Confirmation
		today fengcun.Date
		code  string
	}{
		{"computed and looked up", on, calendar.Confirmation{NoAppealKnown: today, Facts: served(calendar.Filing{})}, today, ""},
		{"looked up on the day itself", on, calendar.Confirmation{NoAppealKnown: on, Facts: served(calendar.Filing{})}, today, ""},
		{"no day", fengcun.Date{}, calendar.Confirmation{NoAppealKnown: today, Reason: calendar.FileStatesDay}, today, "confirm_effect.day"},
		{"not reached", on, calendar.Confirmation{NoAppealKnown: on, Facts: served(calendar.Filing{})}, on.AddDays(-1), "confirm_effect.not_yet"},
		{"nobody looked", on, calendar.Confirmation{Facts: served(calendar.Filing{})}, today, "confirm_effect.no_appeal_known"},
		{"looked before the term was over", on, calendar.Confirmation{NoAppealKnown: on.AddDays(-1), Facts: served(calendar.Filing{})}, today, "confirm_effect.no_appeal_known"},
		{"will look", on, calendar.Confirmation{NoAppealKnown: today.AddDays(1), Facts: served(calendar.Filing{})}, today, "confirm_effect.no_appeal_known"},
		{"an appeal is pending", on, calendar.Confirmation{NoAppealKnown: today, Facts: served(calendar.Filing{On: day(11, 5)}), Reason: calendar.SuperiorReply}, today, "confirm_effect.held"},
		{"another day", on.AddDays(3), calendar.Confirmation{NoAppealKnown: today, Facts: served(calendar.Filing{})}, today, "confirm_effect.other_day"},
		{"another day for a reason that gives none", on.AddDays(3), calendar.Confirmation{NoAppealKnown: today, Facts: served(calendar.Filing{}), Reason: calendar.OtherReading}, today, "confirm_effect.other_day"},
		{"another day by a reply", on.AddDays(3), calendar.Confirmation{NoAppealKnown: today, Facts: served(calendar.Filing{}), Reason: calendar.SuperiorReply}, today, ""},
		{"late appeal, no reason", on, calendar.Confirmation{NoAppealKnown: today, Facts: served(calendar.Filing{On: on.AddDays(2)})}, today, "confirm_effect.reason"},
		{"late appeal, dismissed", on, calendar.Confirmation{NoAppealKnown: today, Facts: served(calendar.Filing{On: on.AddDays(2)}), Reason: calendar.OtherReading}, today, ""},
		{"service not shown, no reason", on, calendar.Confirmation{NoAppealKnown: today}, today, "confirm_effect.reason"},
		{"service not shown", on, calendar.Confirmation{NoAppealKnown: today, Reason: calendar.FileStatesDay}, today, ""},
		{"a reason that is none", on, calendar.Confirmation{NoAppealKnown: today, Reason: "custom"}, today, "confirm_effect.reason"},
	} {
		if err := c.Confirm(x.day, x.q, x.today); fengcun.CodeOf(err) != x.code {
			t.Errorf("%s: %v, want %q", x.name, err, x.code)
		}
	}
}
