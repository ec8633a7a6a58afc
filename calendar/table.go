package calendar

import (
	_ "embed"
	"encoding/json"
	"strconv"
	"time"

	"fengcun"
)

// official is the table of the yearly notices on holidays (国务院办公厅关于部分
// 节假日安排的通知), with the sources it was checked against.
//
//go:embed data/holidays-cn-2020-2026.json
var official []byte

// noticeDay is one day that a notice or an override names.
type noticeDay struct {
	working bool
	name    string
	source  string
}

// table is the form of the embedded file.
type table struct {
	Schema        int    `json:"schema"`
	Region        string `json:"region"`
	CompleteYears []int  `json:"complete_years"`
	Days          []struct {
		Date    fengcun.Date `json:"date"`
		Kind    string       `json:"kind"`
		Name    string       `json:"name"`
		Weekend *bool        `json:"weekend"` // stated for holidays, as a check against slips
	} `json:"days"`
}

// read takes the file into a calendar. Anything that does not agree with itself
// refuses the whole file: half a holiday table would give wrong due days.
func read(file []byte) (*Calendar, error) {
	var t table
	if err := json.Unmarshal(file, &t); err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "calendar.table_damaged", Err: err}
	}
	if t.Schema != 1 || t.Region != "CN" {
		return nil, damaged("schema")
	}
	c := &Calendar{days: map[fengcun.Date]noticeDay{}, noticed: map[int]bool{}}
	for i, day := range t.Days {
		at := "days[" + strconv.Itoa(i) + "]"
		if _, twice := c.days[day.Date]; twice || !day.Date.Valid() || day.Name == "" {
			return nil, damaged(at)
		}
		working := day.Kind == "workday"
		if !working && day.Kind != "holiday" {
			return nil, damaged(at)
		}
		weekend := isWeekend(day.Date)
		if working && !weekend || day.Weekend != nil && *day.Weekend != weekend {
			return nil, damaged(at)
		}
		c.days[day.Date] = noticeDay{working: working, name: day.Name}
	}
	for _, year := range t.CompleteYears {
		if !c.plausible(year) {
			return nil, damaged("complete_years")
		}
		c.noticed[year] = true
	}
	return c, nil
}

func damaged(field string) error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: "calendar.table_damaged", Field: field}
}

// plausible reports whether the three holidays with a fixed date are days off,
// as they are in every year: without them the notice of the year is not whole.
func (c *Calendar) plausible(year int) bool {
	for _, month := range []time.Month{time.January, time.May, time.October} {
		day, listed := c.days[fengcun.NewDate(year, month, 1)]
		if !listed || day.working {
			return false
		}
	}
	return true
}

func isWeekend(d fengcun.Date) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}
