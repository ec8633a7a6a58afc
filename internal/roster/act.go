package roster

import (
	"strings"

	"fengcun"
)

// parseActs reads the days of the acts: single days and intervals ("2019-06-01
// 至 2019-07-15", "2019年6月1日至7月15日"), several of them separated by commas or
// semicolons. If one of them is not understood none is returned, because a list
// of acts with a gap would be a wrong fact, not a missing one.
func parseActs(text string) ([]Act, Code) {
	var acts []Act
	for _, part := range split(text) {
		act, code := parseAct(part)
		if code != "" {
			return nil, code
		}
		acts = append(acts, act)
	}
	if len(acts) == 0 {
		return nil, ActMissing
	}
	return acts, ""
}

// intervalMarks separate the first day of an interval from the last.
const intervalMarks = "至到-—–~～〜"

func parseAct(text string) (Act, Code) {
	text = strings.TrimSuffix(strings.TrimPrefix(trim(text), "自"), "止")
	day, code := parseDate(text)
	if code == "" {
		return Act{From: day, To: day}, ""
	}
	var found []Act
	for i, r := range text {
		if !strings.ContainsRune(intervalMarks, r) {
			continue
		}
		from, c := parseDate(strings.TrimSuffix(strings.TrimRight(text[:i], intervalMarks), "起"))
		to, t := parseLastDay(strings.TrimLeft(text[i+len(string(r)):], intervalMarks+" "), from)
		if c == "" && t == "" {
			found = append(found, Act{From: from, To: to})
			continue
		}
		// A fault inside an interval says more than "not one date".
		for _, inner := range []Code{c, t} {
			if code == DateUnknown && inner != "" && inner != DateUnknown && strings.ContainsRune("至到", r) {
				code = inner
			}
		}
	}
	for _, act := range found {
		if act != found[0] { // two readings are none
			return Act{}, DateUnknown
		}
	}
	if len(found) == 0 {
		return Act{}, code
	}
	if found[0].To.Before(found[0].From) {
		return Act{}, ActReversed
	}
	return found[0], ""
}

// parseLastDay reads the last day of an interval, which may leave out the year,
// or the year and the month, of the first.
func parseLastDay(text string, from fengcun.Date) (fengcun.Date, Code) {
	d, code := parseDate(text)
	if code == "" || from.IsZero() {
		return d, code
	}
	s := canonical(text)
	switch {
	case strings.Contains(s, "年"):
		return d, code
	case strings.Contains(s, "月"):
		return parseMonthDay(int64(from.Year), s)
	case strings.Contains(s, "日"):
		return parseDay(int64(from.Year), int64(from.Month), s)
	}
	return d, code
}
