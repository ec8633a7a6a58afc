package calendar_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"fengcun"
	"fengcun/calendar"

	"pgregory.net/rapid"
)

func term(t testing.TB, code calendar.TermCode) calendar.Term {
	t.Helper()
	found, err := calendar.TermOf(code)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestDeadlines(t *testing.T) {
	c := officialCalendar(t)
	for _, row := range []struct {
		name       string
		term       calendar.TermCode
		start      string
		plain, due string
		skipped    int
		awaits     []int
	}{
		// Three days after receipt: Article 11, CPL 105.
		{"no day off in the way", calendar.SealAfterNotice, "2026-03-02", "2026-03-05", "2026-03-05", 0, nil},
		{"ends on Saturday, Monday", calendar.SealAfterNotice, "2026-03-04", "2026-03-07", "2026-03-09", 2, nil},
		{"days off inside do not matter", calendar.SealAfterNotice, "2026-03-06", "2026-03-09", "2026-03-09", 0, nil},
		{"golden week", calendar.SealAfterNotice, "2026-09-28", "2026-10-01", "2026-10-08", 7, nil},
		{"received in golden week", calendar.SealAfterNotice, "2026-10-03", "2026-10-06", "2026-10-08", 2, nil},
		{"Mid-Autumn", calendar.SealAfterNotice, "2026-09-22", "2026-09-25", "2026-09-28", 3, nil},
		{"Spring Festival", calendar.SealAfterNotice, "2026-02-12", "2026-02-15", "2026-02-24", 9, nil},
		{"make-up Saturday does not roll", calendar.SealAfterNotice, "2026-02-11", "2026-02-14", "2026-02-14", 0, nil},
		{"make-up Saturday after the festival", calendar.SealAfterNotice, "2026-02-25", "2026-02-28", "2026-02-28", 0, nil},
		{"make-up Sunday", calendar.SealAfterNotice, "2026-09-17", "2026-09-20", "2026-09-20", 0, nil},
		{"rolls onto a make-up Sunday", calendar.SealAfterNotice, "2025-12-29", "2026-01-01", "2026-01-04", 3, nil},
		{"next year's notice reaches back", calendar.SealAfterNotice, "2022-12-28", "2022-12-31", "2023-01-03", 3, nil},
		{"leap day", calendar.SealAfterNotice, "2024-02-26", "2024-02-29", "2024-02-29", 0, nil},
		{"Article 12", calendar.SealAfterNonProsecution, "2026-09-28", "2026-10-01", "2026-10-08", 7, nil},
		{"Article 13", calendar.SealAfterEnforcement, "2026-04-30", "2026-05-03", "2026-05-06", 3, nil},

		// Provisional ends.
		{"last certain day of 2026", calendar.SealAfterNotice, "2026-12-15", "2026-12-18", "2026-12-18", 0, nil},
		{"rolls into late December", calendar.SealAfterNotice, "2026-12-16", "2026-12-19", "2026-12-21", 2, []int{2027}},
		{"New Year 2027 is not guessed", calendar.SealAfterNotice, "2026-12-29", "2027-01-01", "2027-01-01", 0, []int{2027}},
		{"starts uncertain, ends certain", calendar.SealAfterNotice, "2019-12-30", "2020-01-02", "2020-01-02", 0, nil},
		{"closed in 2009", calendar.AppealJudgment, "2009-09-22", "2009-10-02", "2009-10-02", 0, []int{2009}},

		// Working days: Articles 15, 16; police inquiry rules.
		{"over a weekend", calendar.CertificateIssue, "2026-03-05", "2026-03-08", "2026-03-10", 2, nil},
		{"golden week with its make-up Saturday", calendar.CertificateIssue, "2026-09-30", "2026-10-03", "2026-10-10", 7, nil},
		{"Spring Festival between make-up days", calendar.InquiryDecide, "2026-02-13", "2026-02-16", "2026-02-25", 9, nil},
		{"accepted on a make-up Saturday", calendar.InquiryDecide, "2026-02-28", "2026-03-03", "2026-03-04", 1, nil},
		{"accepted on a Sunday", calendar.InquiryDecide, "2026-03-08", "2026-03-11", "2026-03-11", 0, nil},
		{"turn of the year with a make-up Sunday", calendar.CertificateIssue, "2025-12-30", "2026-01-02", "2026-01-05", 3, nil},
		{"into 2027", calendar.CertificateIssue, "2026-12-29", "2027-01-01", "2027-01-01", 0, []int{2027}},
		{"through an uncertain stretch", calendar.RecheckOpinion, "2019-12-20", "2020-01-04", "2020-01-13", 9, []int{2019}},
		{"re-check", calendar.RecheckOpinion, "2026-03-02", "2026-03-17", "2026-03-23", 6, nil},
		{"re-check, extended", calendar.RecheckOpinionExtended, "2026-03-02", "2026-04-01", "2026-04-14", 13, nil},

		// Appeal: CPL 230, 105.
		{"appeal over the golden week", calendar.AppealJudgment, "2026-09-22", "2026-10-02", "2026-10-08", 6, nil},
		{"ruling", calendar.AppealRuling, "2026-03-02", "2026-03-07", "2026-03-09", 2, nil},

		// Internal targets roll like terms.
		{"promptly", calendar.NoticeServe, "2026-03-04", "2026-03-07", "2026-03-09", 2, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			d, err := c.Deadline(term(t, row.term), day(t, row.start))
			if err != nil {
				t.Fatal(err)
			}
			if d.Plain.String() != row.plain || d.Due.String() != row.due {
				t.Errorf("plain %s, due %s; want %s, %s", d.Plain, d.Due, row.plain, row.due)
			}
			if len(d.Skipped) != row.skipped {
				t.Errorf("%d skipped days, want %d: %v", len(d.Skipped), row.skipped, d.Skipped)
			}
			if !slices.Equal(d.AwaitsNotices, row.awaits) || d.Provisional != (row.awaits != nil) {
				t.Errorf("provisional %v, awaits %v, want %v", d.Provisional, d.AwaitsNotices, row.awaits)
			}
		})
	}
}

func TestSkippedDaysSayWhy(t *testing.T) {
	d, err := officialCalendar(t).Deadline(term(t, calendar.CertificateIssue), day(t, "2026-04-30"))
	if err != nil {
		t.Fatal(err)
	}
	want := []calendar.SkippedDay{
		{Date: day(t, "2026-05-01"), Reason: calendar.Holiday, Name: "劳动节"},
		{Date: day(t, "2026-05-02"), Reason: calendar.Holiday, Name: "劳动节"},
		{Date: day(t, "2026-05-03"), Reason: calendar.Holiday, Name: "劳动节"},
		{Date: day(t, "2026-05-04"), Reason: calendar.Holiday, Name: "劳动节"},
		{Date: day(t, "2026-05-05"), Reason: calendar.Holiday, Name: "劳动节"},
	}
	if !slices.Equal(d.Skipped, want) || d.Due != day(t, "2026-05-08") {
		t.Errorf("due %s, skipped %v", d.Due, d.Skipped)
	}
}

// The verification that the head of a county-level bureau approved does not
// count: police inquiry rules.
func TestPause(t *testing.T) {
	c := officialCalendar(t)
	certificate := term(t, calendar.CertificateIssue)
	d, err := c.Deadline(certificate, day(t, "2026-03-02"), calendar.Pause{From: day(t, "2026-03-04"), To: day(t, "2026-03-10")})
	if err != nil {
		t.Fatal(err)
	}
	if d.Due != day(t, "2026-03-12") || len(d.Skipped) != 7 {
		t.Errorf("due %s, skipped %v", d.Due, d.Skipped)
	}
	for _, row := range []struct {
		name string
		term calendar.TermCode
		p    calendar.Pause
	}{
		{"open", calendar.CertificateIssue, calendar.Pause{From: day(t, "2026-03-04")}},
		{"reversed", calendar.CertificateIssue, calendar.Pause{From: day(t, "2026-03-10"), To: day(t, "2026-03-04")}},
		{"before acceptance", calendar.CertificateIssue, calendar.Pause{From: day(t, "2026-03-01"), To: day(t, "2026-03-04")}},
		{"Article 16 knows no pause", calendar.InquiryDecide, calendar.Pause{From: day(t, "2026-03-04"), To: day(t, "2026-03-10")}},
		{"Article 11 knows no pause", calendar.SealAfterNotice, calendar.Pause{From: day(t, "2026-03-04"), To: day(t, "2026-03-10")}},
	} {
		if _, err := c.Deadline(term(t, row.term), day(t, "2026-03-02"), row.p); fengcun.CodeOf(err) != "deadline.pause" {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}

func TestDeadlineRefuses(t *testing.T) {
	c := officialCalendar(t)
	for _, row := range []struct {
		code  string
		term  calendar.Term
		start fengcun.Date
	}{
		{"deadline.start", term(t, calendar.SealAfterNotice), fengcun.Date{}},
		{"deadline.start", term(t, calendar.SealAfterNotice), fengcun.NewDate(2026, 2, 29)},
		{"deadline.history", term(t, calendar.InquiryDecideSPP2019), day(t, "2026-03-02")},
		{"deadline.range", term(t, calendar.SealAfterNotice), day(t, "2199-12-30")},
		{"deadline.range", term(t, calendar.CertificateIssue), day(t, "2199-12-30")},
		{"term.length", calendar.Term{}, day(t, "2026-03-02")},
		{"term.length", calendar.Term{Length: calendar.NaturalDays(0)}, day(t, "2026-03-02")},
	} {
		d, err := c.Deadline(row.term, row.start)
		if fengcun.CodeOf(err) != row.code || fengcun.KindOf(err) != fengcun.KindInvalid {
			t.Errorf("want %s, got %v", row.code, err)
		}
		if !d.Due.IsZero() {
			t.Errorf("%s: a refused deadline has a due day", row.code)
		}
	}
}

// The table of terms, read against the provisions.
func TestTerms(t *testing.T) {
	want := map[calendar.TermCode]struct {
		length   calendar.Length
		standing calendar.Standing
	}{
		calendar.SealAfterNotice:          {calendar.NaturalDays(3), calendar.Statutory},  // 11
		calendar.SealAfterNonProsecution:  {calendar.NaturalDays(3), calendar.Statutory},  // 12
		calendar.SealAfterEnforcement:     {calendar.NaturalDays(3), calendar.Statutory},  // 13
		calendar.CertificateIssue:         {calendar.WorkingDays(3), calendar.Statutory},  // 15
		calendar.InquiryDecide:            {calendar.WorkingDays(3), calendar.Statutory},  // 16
		calendar.RecheckOpinion:           {calendar.WorkingDays(15), calendar.Statutory}, // police inquiry rules
		calendar.RecheckOpinionExtended:   {calendar.WorkingDays(30), calendar.Statutory}, // police inquiry rules
		calendar.AppealJudgment:           {calendar.NaturalDays(10), calendar.Statutory}, // CPL 230
		calendar.AppealRuling:             {calendar.NaturalDays(5), calendar.Statutory},  // CPL 230
		calendar.NoticeServe:              {calendar.NaturalDays(3), calendar.Internal},   // 11: promptly
		calendar.NoticeServeNonProsecuted: {calendar.NaturalDays(3), calendar.Internal},   // 12: promptly
		calendar.PlaceRequest:             {calendar.NaturalDays(15), calendar.Internal},
		calendar.SealOwnFile:              {calendar.NaturalDays(3), calendar.Internal},
		calendar.UnsealNotify:             {calendar.NaturalDays(3), calendar.Internal},  // 18, 19
		calendar.ObjectionAnswer:          {calendar.NaturalDays(7), calendar.Internal},  // 21
		calendar.CorrectionAnswer:         {calendar.NaturalDays(15), calendar.Internal}, // 22: promptly
		calendar.CorrectionReview:         {calendar.NaturalDays(15), calendar.Internal}, // 4
		calendar.SupervisionExamine:       {calendar.NaturalDays(15), calendar.Internal}, // 22
		calendar.InquiryDecideSPP2019:     {calendar.NaturalDays(7), calendar.History},   // replaced by 16
	}
	for _, got := range calendar.Terms() {
		w, ok := want[got.Code]
		if !ok {
			t.Errorf("unexpected or double term %s", got.Code)
			continue
		}
		delete(want, got.Code)
		if got.Length != w.length || got.Standing != w.standing || len(got.Basis) == 0 || got.Starts == "" {
			t.Errorf("%s: %+v", got.Code, got)
		}
	}
	if len(want) > 0 {
		t.Errorf("terms missing: %v", want)
	}
	if _, err := calendar.TermOf("seal.someday"); fengcun.CodeOf(err) != "term.unknown" {
		t.Errorf("unknown term: %v", err)
	}
}

func TestOnlyInternalTargetsChange(t *testing.T) {
	for _, known := range calendar.Terms() {
		changed, err := known.WithLength(calendar.WorkingDays(2))
		switch {
		case known.Standing == calendar.Internal && (err != nil || changed.Length != calendar.WorkingDays(2)):
			t.Errorf("%s: %v", known.Code, err)
		case known.Standing != calendar.Internal && fengcun.CodeOf(err) != "term.not_internal":
			t.Errorf("%s changed: %v", known.Code, err)
		}
	}
	for _, l := range []calendar.Length{nil, calendar.NaturalDays(0), calendar.WorkingDays(-1)} {
		if _, err := term(t, calendar.NoticeServe).WithLength(l); fengcun.CodeOf(err) != "term.length" {
			t.Errorf("length %v: %v", l, err)
		}
	}
}

func TestOverdue(t *testing.T) {
	d, err := officialCalendar(t).Deadline(term(t, calendar.SealAfterNotice), day(t, "2026-09-28"))
	if err != nil {
		t.Fatal(err)
	}
	for on, want := range map[string]struct {
		overdue bool
		left    int
	}{"2026-10-01": {false, 7}, "2026-10-08": {false, 0}, "2026-10-09": {true, -1}} {
		if d.Overdue(day(t, on)) != want.overdue || d.DaysLeft(day(t, on)) != want.left {
			t.Errorf("%s: overdue %v, left %d", on, d.Overdue(day(t, on)), d.DaysLeft(day(t, on)))
		}
	}
	if !(calendar.Deadline{}).Overdue(day(t, "2026-01-01")) {
		t.Error("a deadline without a due day is never in time")
	}
}

// A stored deadline explains itself as the fresh one did.
func TestDeadlineIsStorable(t *testing.T) {
	d, err := officialCalendar(t).Deadline(term(t, calendar.CertificateIssue), day(t, "2026-12-29"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var stored calendar.Deadline
	if err := json.Unmarshal(b, &stored); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(stored, d) {
		t.Errorf("stored %+v, computed %+v", stored, d)
	}
}

func drawTerm(t *rapid.T) calendar.Term {
	var open []calendar.Term
	for _, known := range calendar.Terms() {
		if known.Standing != calendar.History {
			open = append(open, known)
		}
	}
	return rapid.SampledFrom(open).Draw(t, "term")
}

func TestDeadlineProperties(t *testing.T) {
	c := officialCalendar(t)
	rapid.Check(t, func(t *rapid.T) {
		known := drawTerm(t)
		start := drawDate(t, "start", 2005, 2030)
		d, err := c.Deadline(known, start)
		if err != nil {
			t.Fatal(err)
		}
		if d.Due.Before(d.Plain) {
			t.Fatalf("due %s before plain %s", d.Due, d.Plain)
		}
		if !c.Working(d.Due) {
			t.Fatalf("due %s is no working day", d.Due)
		}
		if d.Plain != start.AddDays(d.Days) {
			t.Fatal("plain end")
		}

		// Counted again the slow way: every day is either skipped or counted.
		skipped := map[fengcun.Date]bool{}
		for _, s := range d.Skipped {
			if c.Working(s.Date) {
				t.Fatalf("%s skipped although a working day", s.Date)
			}
			skipped[s.Date] = true
		}
		working, off, provisional := 0, 0, false
		for x := start.AddDays(1); !x.After(d.Due); x = x.AddDays(1) {
			if c.Working(x) {
				working++
			} else if d.Unit == calendar.Working || !x.Before(d.Plain) {
				off++
				if !skipped[x] {
					t.Fatalf("%s passed over in silence", x)
				}
			}
			if d.Unit == calendar.Working || !x.Before(d.Plain) {
				provisional = provisional || c.Day(x).Provisional
			}
		}
		if d.Unit == calendar.Working && working != d.Days {
			t.Fatalf("%d working days counted, want %d", working, d.Days)
		}
		if off != len(d.Skipped) {
			t.Fatalf("%d days off, %d skipped", off, len(d.Skipped))
		}
		if provisional != d.Provisional {
			t.Fatalf("provisional %v, want %v", d.Provisional, provisional)
		}

		next, err := c.Deadline(known, start.AddDays(rapid.IntRange(0, 20).Draw(t, "later")))
		if err != nil || next.Due.Before(d.Due) {
			t.Fatalf("a later start is due earlier: %s before %s, %v", next.Due, d.Due, err)
		}
	})
}

// An override that only adds days off never shortens a term.
func TestDaysOffNeverShortenATerm(t *testing.T) {
	c := officialCalendar(t)
	rapid.Check(t, func(t *rapid.T) {
		known := drawTerm(t)
		start := drawDate(t, "start", 2020, 2026)
		changed, err := c.With(calendar.Override{Source: "测试用通知", Days: []calendar.OverrideDay{
			{Date: start.AddDays(rapid.IntRange(0, 40).Draw(t, "off")), Name: "临时放假"},
		}})
		if err != nil {
			t.Fatal(err)
		}
		before, err1 := c.Deadline(known, start)
		after, err2 := changed.Deadline(known, start)
		if err1 != nil || err2 != nil || after.Due.Before(before.Due) {
			t.Fatalf("%s became %s: %v, %v", before.Due, after.Due, err1, err2)
		}
	})
}
