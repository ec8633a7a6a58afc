package calendar_test

import (
	"testing"
	"time"

	"fengcun"
	"fengcun/calendar"

	"pgregory.net/rapid"
)

func officialCalendar(t testing.TB) *calendar.Calendar {
	t.Helper()
	c, err := calendar.Official()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func day(t testing.TB, s string) fengcun.Date {
	t.Helper()
	d, err := fengcun.ParseDate(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return d
}

func TestDay(t *testing.T) {
	c := officialCalendar(t)
	for _, row := range []struct {
		date string
		want calendar.DayInfo
	}{
		// The notice for 2026.
		{"2026-01-01", calendar.DayInfo{Reason: calendar.Holiday, Name: "元旦"}},
		{"2026-01-02", calendar.DayInfo{Reason: calendar.Holiday, Name: "元旦"}},
		{"2026-01-03", calendar.DayInfo{Reason: calendar.Holiday, Name: "元旦"}},
		{"2026-01-04", calendar.DayInfo{Reason: calendar.MakeUpWorkday, Name: "元旦", Working: true}},
		{"2026-01-05", calendar.DayInfo{Reason: calendar.Weekday, Working: true}},
		{"2026-01-10", calendar.DayInfo{Reason: calendar.Weekend}},
		{"2026-02-14", calendar.DayInfo{Reason: calendar.MakeUpWorkday, Name: "春节", Working: true}},
		{"2026-02-23", calendar.DayInfo{Reason: calendar.Holiday, Name: "春节"}},
		{"2026-02-28", calendar.DayInfo{Reason: calendar.MakeUpWorkday, Name: "春节", Working: true}},
		{"2026-04-06", calendar.DayInfo{Reason: calendar.Holiday, Name: "清明"}},
		{"2026-05-09", calendar.DayInfo{Reason: calendar.MakeUpWorkday, Name: "劳动节", Working: true}},
		{"2026-06-19", calendar.DayInfo{Reason: calendar.Holiday, Name: "端午"}},
		{"2026-09-20", calendar.DayInfo{Reason: calendar.MakeUpWorkday, Name: "国庆节", Working: true}},
		{"2026-09-25", calendar.DayInfo{Reason: calendar.Holiday, Name: "中秋"}},
		{"2026-10-07", calendar.DayInfo{Reason: calendar.Holiday, Name: "国庆节"}},
		{"2026-10-08", calendar.DayInfo{Reason: calendar.Weekday, Working: true}},
		{"2026-10-10", calendar.DayInfo{Reason: calendar.MakeUpWorkday, Name: "国庆节", Working: true}},

		// The turn of the year: the notice of the next year reaches back.
		{"2022-12-31", calendar.DayInfo{Reason: calendar.Holiday, Name: "元旦"}},
		{"2025-12-31", calendar.DayInfo{Reason: calendar.Weekday, Working: true}},
		{"2026-12-18", calendar.DayInfo{Reason: calendar.Weekday, Working: true}},
		{"2026-12-20", calendar.DayInfo{Reason: calendar.Weekend}},
		{"2026-12-21", calendar.DayInfo{Reason: calendar.Weekday, Working: true, Provisional: true, AwaitsNotice: 2027}},
		{"2026-12-31", calendar.DayInfo{Reason: calendar.Weekday, Working: true, Provisional: true, AwaitsNotice: 2027}},

		// Years without a notice: weekends only, and said so.
		{"2027-01-01", calendar.DayInfo{Reason: calendar.Weekday, Working: true, Provisional: true, AwaitsNotice: 2027}},
		{"2027-01-02", calendar.DayInfo{Reason: calendar.Weekend, Provisional: true, AwaitsNotice: 2027}},
		{"2019-10-01", calendar.DayInfo{Reason: calendar.Weekday, Working: true, Provisional: true, AwaitsNotice: 2019}},
		{"2009-12-31", calendar.DayInfo{Reason: calendar.Weekday, Working: true, Provisional: true, AwaitsNotice: 2009}},
	} {
		if got := c.Day(day(t, row.date)); got != row.want {
			t.Errorf("%s: got %+v, want %+v", row.date, got, row.want)
		}
	}
	for _, d := range []fengcun.Date{{}, fengcun.NewDate(2026, 2, 29), fengcun.NewDate(2200, 1, 1)} {
		if got := c.Day(d); got != (calendar.DayInfo{Provisional: true}) {
			t.Errorf("day that does not exist: %+v", got)
		}
	}
}

// Make-up days balance bridge days, so that a year has its weekdays less the
// statutory holidays: eleven, thirteen since 2025. In 2020 the Spring Festival was
// lengthened by two working days without make-up days.
func TestWorkingDaysOfTheYearsBalance(t *testing.T) {
	c := officialCalendar(t)
	want := map[int]int{
		2020: 262 - 11 - 2, 2021: 261 - 11, 2022: 260 - 11, 2023: 260 - 11, 2024: 262 - 11,
		2025: 261 - 13, 2026: 261 - 13,
	}
	for _, year := range c.Years() {
		n := 0
		for d := fengcun.NewDate(year, time.January, 1); d.Year == year; d = d.AddDays(1) {
			if c.Working(d) {
				n++
			}
		}
		if n != want[year] {
			t.Errorf("%d: %d working days, want %d", year, n, want[year])
		}
	}
	if len(c.Years()) != len(want) {
		t.Errorf("years %v", c.Years())
	}
}

func notice2027() calendar.Override {
	holiday := func(m time.Month, d int, name string) calendar.OverrideDay {
		return calendar.OverrideDay{Date: fengcun.NewDate(2027, m, d), Name: name}
	}
	return calendar.Override{
		Source: "测试用通知", Notice: 2027,
		Days: []calendar.OverrideDay{
			{Date: fengcun.NewDate(2026, 12, 26), Working: true, Name: "元旦"},
			holiday(1, 1, "元旦"), holiday(5, 1, "劳动节"), holiday(10, 1, "国庆节"),
		},
	}
}

func TestOverride(t *testing.T) {
	before := officialCalendar(t)
	after, err := before.With(notice2027())
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		date string
		want calendar.DayInfo
	}{
		{"2026-12-21", calendar.DayInfo{Reason: calendar.Weekday, Working: true}},
		{"2026-12-26", calendar.DayInfo{Reason: calendar.MakeUpWorkday, Working: true, Name: "元旦", Source: "测试用通知"}},
		{"2027-01-01", calendar.DayInfo{Reason: calendar.Holiday, Name: "元旦", Source: "测试用通知"}},
		{"2027-03-01", calendar.DayInfo{Reason: calendar.Weekday, Working: true}},
		{"2027-12-31", calendar.DayInfo{Reason: calendar.Weekday, Working: true, Provisional: true, AwaitsNotice: 2028}},
	} {
		if got := after.Day(day(t, row.date)); got != row.want {
			t.Errorf("%s: got %+v, want %+v", row.date, got, row.want)
		}
	}
	if !before.Day(day(t, "2027-01-01")).Provisional || before.Version() == after.Version() {
		t.Error("the override changed the calendar it was applied to, or left the version alone")
	}

	// A single extra day off is certain; the days around it are not.
	extra, err := before.With(calendar.Override{Source: "测试用通知", Days: []calendar.OverrideDay{
		{Date: fengcun.NewDate(2027, 9, 3), Name: "纪念日"},
		{Date: fengcun.NewDate(2026, 10, 7), Working: true, Name: "国庆节"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got := extra.Day(day(t, "2027-09-03")); got.Working || got.Provisional {
		t.Errorf("extra day off: %+v", got)
	}
	if got := extra.Day(day(t, "2027-09-06")); !got.Provisional {
		t.Errorf("the day after: %+v", got)
	}
	if got := extra.Day(day(t, "2026-10-07")); !got.Working || got.Reason != calendar.Weekday {
		t.Errorf("holiday taken back: %+v", got)
	}
}

func TestOverrideRefuses(t *testing.T) {
	c := officialCalendar(t)
	ok := calendar.OverrideDay{Date: fengcun.NewDate(2027, 9, 3), Name: "纪念日"}
	for code, o := range map[string]calendar.Override{
		"calendar.source_missing":    {Source: " ", Days: []calendar.OverrideDay{ok}},
		"calendar.day_missing":       {Source: "测试用通知"},
		"calendar.day_invalid":       {Source: "测试用通知", Days: []calendar.OverrideDay{{Name: "纪念日"}}},
		"calendar.day_twice":         {Source: "测试用通知", Days: []calendar.OverrideDay{ok, ok}},
		"calendar.notice_incomplete": {Source: "测试用通知", Days: []calendar.OverrideDay{ok}, Notice: 2027},
	} {
		changed, err := c.With(o)
		if fengcun.CodeOf(err) != code || fengcun.KindOf(err) != fengcun.KindInvalid || changed != nil {
			t.Errorf("%s: got %v", code, err)
		}
	}
}

func TestVersionFollowsContent(t *testing.T) {
	one, two := officialCalendar(t), officialCalendar(t)
	if one.Version() != two.Version() {
		t.Error("the same table has two versions")
	}
}

func drawDate(t *rapid.T, label string, from, to int) fengcun.Date {
	start := fengcun.NewDate(from, time.January, 1)
	return start.AddDays(rapid.IntRange(0, start.DaysUntil(fengcun.NewDate(to, time.December, 31))).Draw(t, label))
}

// Reason and Working always agree, and only listed days differ from the week.
func TestDayReasonsAgree(t *testing.T) {
	c := officialCalendar(t)
	rapid.Check(t, func(t *rapid.T) {
		d := drawDate(t, "date", 1900, 2100)
		info := c.Day(d)
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		switch info.Reason {
		case calendar.Weekday:
			if !info.Working || weekend {
				t.Fatal("weekday")
			}
		case calendar.MakeUpWorkday:
			if !info.Working || !weekend {
				t.Fatal("make-up workday")
			}
		case calendar.Weekend:
			if info.Working || !weekend {
				t.Fatal("weekend")
			}
		case calendar.Holiday:
			if info.Working {
				t.Fatal("holiday")
			}
		default:
			t.Fatalf("reason %q", info.Reason)
		}
		if info.Provisional != (info.AwaitsNotice != 0) {
			t.Fatal("provisional without the notice awaited")
		}
		if (d.Year < 2020 || d.Year > 2026) && !info.Provisional {
			t.Fatal("a year without a notice looks certain")
		}
	})
}
