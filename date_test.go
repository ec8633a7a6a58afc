package fengcun_test

import (
	"encoding/json"
	"testing"
	"time"

	"fengcun"

	"pgregory.net/rapid"
)

func TestParseDate(t *testing.T) {
	for _, s := range []string{"2008-02-29", "2000-02-29", "2026-12-31", "1800-01-01", "2199-12-31"} {
		d, err := fengcun.ParseDate(s)
		if err != nil || d.String() != s || !d.Valid() || d.IsZero() {
			t.Errorf("%s: %v, %v", s, d, err)
		}
	}
	for _, s := range []string{
		"", "2009-02-29", "1900-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
		"2026-1-1", "26-01-01", "2026/01/01", "20260101", "2026-01-01 ", "+026-01-01", "2026-01-0a",
		"1799-12-31", "2200-01-01", "２０２６-01-01", "二〇二六年一月一日",
	} {
		d, err := fengcun.ParseDate(s)
		if fengcun.CodeOf(err) != "date.form" || fengcun.KindOf(err) != fengcun.KindInvalid || !d.IsZero() {
			t.Errorf("%q: %v, %v", s, d, err)
		}
	}
}

func TestDateValid(t *testing.T) {
	for _, d := range []fengcun.Date{
		{}, fengcun.NewDate(2026, 2, 29), fengcun.NewDate(2026, 0, 1), fengcun.NewDate(2026, 13, 1),
		fengcun.NewDate(2026, 1, 0), fengcun.NewDate(2026, 1, -1), fengcun.NewDate(2026, 4, 31),
		fengcun.NewDate(1799, 12, 31), fengcun.NewDate(2200, 1, 1),
	} {
		if d.Valid() {
			t.Errorf("%#v is valid", d)
		}
	}
}

func TestDaysIn(t *testing.T) {
	for year, want := range map[int]int{2023: 28, 2024: 29, 1900: 28, 2000: 29, 2100: 28} {
		if got := fengcun.DaysIn(year, time.February); got != want {
			t.Errorf("February %d: %d days", year, got)
		}
	}
	total := 0
	for m := time.January; m <= time.December; m++ {
		total += fengcun.DaysIn(2026, m)
	}
	if total != 365 {
		t.Errorf("2026 has %d days", total)
	}
}

func TestAddDays(t *testing.T) {
	for _, row := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-02-28", 1, "2026-03-01"},
		{"2024-02-28", 1, "2024-02-29"},
		{"2024-02-29", 1, "2024-03-01"},
		{"2024-02-29", 366, "2025-03-01"},
		{"2026-12-31", 1, "2027-01-01"},
		{"2026-01-01", -1, "2025-12-31"},
		{"2026-01-01", 0, "2026-01-01"},
	} {
		d, err := fengcun.ParseDate(row.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.AddDays(row.n).String(); got != row.want {
			t.Errorf("%s + %d: %s, want %s", row.from, row.n, got, row.want)
		}
	}
}

// The day begins at midnight in Shanghai, sixteen hundred hours UTC of the day
// before, whatever the zone of the machine.
func TestDateOf(t *testing.T) {
	for at, want := range map[string]string{
		"2026-11-22T15:59:59Z":      "2026-11-22",
		"2026-11-22T16:00:00Z":      "2026-11-23",
		"2026-11-23T23:59:59+08:00": "2026-11-23",
		"2026-11-23T00:00:00+14:00": "2026-11-22",
		"2026-12-31T16:00:00Z":      "2027-01-01",
	} {
		instant, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := fengcun.DateOf(instant).String(); got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
	}
}

func TestLastInstant(t *testing.T) {
	d := fengcun.NewDate(2026, 12, 31)
	end := d.LastInstant()
	if got := end.UTC().Format(time.RFC3339); got != "2026-12-31T16:00:00Z" {
		t.Errorf("end of the day: %s", got)
	}
	if fengcun.DateOf(end.Add(-time.Nanosecond)) != d || fengcun.DateOf(end) != d.AddDays(1) {
		t.Error("the end of the day is exclusive")
	}
}

func TestDateText(t *testing.T) {
	type filed struct {
		Day   fengcun.Date
		Other fengcun.Date `json:"other,omitzero"`
	}
	b, err := json.Marshal(filed{Day: fengcun.NewDate(2026, 3, 5)})
	if err != nil || string(b) != `{"Day":"2026-03-05"}` {
		t.Errorf("%s, %v", b, err)
	}
	var back filed
	if err := json.Unmarshal([]byte(`{"Day":"2026-03-05","other":""}`), &back); err != nil || back.Day != fengcun.NewDate(2026, 3, 5) || !back.Other.IsZero() {
		t.Errorf("%+v, %v", back, err)
	}
	kept := fengcun.NewDate(2026, 3, 5)
	if err := kept.UnmarshalText([]byte("2026-02-30")); fengcun.CodeOf(err) != "date.form" || kept != fengcun.NewDate(2026, 3, 5) {
		t.Errorf("a refused text changed the date: %v, %v", kept, err)
	}
	if s := (fengcun.Date{}).String(); s != "" {
		t.Errorf("unknown date prints %q", s)
	}
}

func TestDateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDate(t, 1800, 2199)
		e := drawDate(t, 1800, 2199)
		if !d.Valid() {
			t.Fatal("not valid")
		}
		if parsed, err := fengcun.ParseDate(d.String()); err != nil || parsed != d {
			t.Fatalf("%s: text round trip: %v", d, err)
		}
		if d.AddDays(d.DaysUntil(e)) != e || d.DaysUntil(e) != -e.DaysUntil(d) {
			t.Fatalf("%s, %s: days between", d, e)
		}
		order := d.Compare(e)
		if order != -e.Compare(d) || d.Before(e) != (order < 0) || d.After(e) != (order > 0) || (d == e) != (order == 0) {
			t.Fatalf("%s, %s: order %d", d, e, order)
		}
		if (d.DaysUntil(e) > 0) != d.Before(e) {
			t.Fatalf("%s, %s: order and days disagree", d, e)
		}
		if want := time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC).Weekday(); d.Weekday() != want {
			t.Fatalf("%s: %s", d, d.Weekday())
		}
		if fengcun.DateOf(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, fengcun.Shanghai)) != d {
			t.Fatalf("%s: midnight in Shanghai", d)
		}
	})
}
