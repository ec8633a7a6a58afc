package console

import (
	"strconv"
	"strings"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/registry"
)

// Days for the calendar: proposed here, made by a second person.
var calendarRoutes = []route{
	{"GET /calendar", (*visit).calendarPage, false},
	{"POST /calendar", (*visit).enterDays, false},
}

type calendarView struct {
	Form    *form
	Years   []int
	Entered []registry.EnteredDays
}

func (v *visit) calendarView(f *form) (calendarView, error) {
	days, err := v.parts.Registry.Calendar(v.ctx())
	if err != nil {
		return calendarView{}, err
	}
	entered, err := v.parts.Registry.EnteredDays(v.ctx())
	return calendarView{f, days.Years(), entered}, err
}

func (v *visit) calendarPage() error {
	view, err := v.calendarView(blank())
	if err != nil {
		return err
	}
	return v.page("calendar", view)
}

func (v *visit) enterDays() error {
	f := v.form()
	o := calendar.Override{Source: v.text(f, "source", "console.calendar.source_missing")}
	text := v.text(f, "days", "console.calendar.days_missing")
	var err error
	if o.Days, err = readDays(text); err != nil {
		f.reject("days", v.complaint(err))
	}
	if year := v.text(f, "notice", ""); year != "" {
		if o.Notice, err = strconv.Atoi(year); err != nil || len(year) != 4 {
			f.reject("notice", v.look.Text("console.calendar.notice_wrong", nil))
		}
	}
	if f.good() {
		_, err := v.parts.Registry.ProposeChange(v.keyed(f), v.actor(), registry.Change{Kind: registry.ChangeCalendar, Calendar: &o})
		if err == nil {
			return v.goOn("/changes")
		}
		if err := v.blame(f, err, "source", "source", "days", "days", "notice", "notice"); err != nil {
			return err
		}
	}
	view, err := v.calendarView(f)
	if err != nil {
		return err
	}
	return v.again(f, "calendar", view)
}

// longestRange is how many days one line may name, more than any holiday has.
const longestRange = 31

// readDays reads days as people write them, one item a line: a day, "first至last" or "first..last",
// 休 or 班 (off or working), and the holiday.
func readDays(text string) ([]calendar.OverrideDay, error) {
	var days []calendar.OverrideDay
	for i, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		first, last, ranged := strings.Cut(strings.Replace(words[0], "..", "至", 1), "至")
		if !ranged {
			last = first
		}
		from, err := fengcun.ParseDate(first)
		to, errTo := fengcun.ParseDate(last)
		off := len(words) == 3 && (words[1] == "休" || words[1] == "off")
		working := len(words) == 3 && (words[1] == "班" || words[1] == "work")
		if err != nil || errTo != nil || to.Before(from) || from.DaysUntil(to) >= longestRange || !off && !working {
			return nil, &fengcun.Error{
				Kind: fengcun.KindInvalid, Code: "calendar.line", Field: "days", Args: map[string]string{"line": strconv.Itoa(i + 1)},
			}
		}
		for d := from; !d.After(to); d = d.AddDays(1) {
			days = append(days, calendar.OverrideDay{Date: d, Working: working, Name: words[2]})
		}
	}
	return days, nil
}
