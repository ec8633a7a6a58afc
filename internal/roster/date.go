package roster

import (
	"regexp"
	"strings"
	"time"

	"fengcun"
)

// timeOfDay is what may follow a full date without making the day doubtful.
// "左右", "前后" and the like are not in it: they do make it doubtful.
var timeOfDay = regexp.MustCompile(`^(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|晚|夜间|深夜|夜)?([0-9零一二三四五六七八九十]{1,3}(时|点)([0-9零一二三四五六七八九十]{1,3}分)?许?|[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?$`)

var clockTime = regexp.MustCompile(`^[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?Z?$`)

var lunarWords = []string{"农历", "阴历", "旧历", "正月", "腊月", "冬月", "初一", "初二", "初三", "初四", "初五", "初六", "初七", "初八", "初九", "初十"}

// parseDate reads one civil date, written with separators (2006-01-02,
// 2006/1/2, 2006.1.2), in Chinese (2006年1月2日, 二〇〇六年一月二日) or as eight
// digits. Whatever does not name one day beyond doubt gives a code instead: a
// year of two digits, a month without a day, a lunar date, a bare serial number,
// an order of day and month that cannot be told.
func parseDate(text string) (fengcun.Date, Code) {
	s := trim(text)
	if day, clock, ok := cutClock(s); ok && clockTime.MatchString(clock) {
		s = day
	}
	for _, w := range lunarWords {
		if strings.Contains(s, w) {
			return fengcun.Date{}, DateLunar
		}
	}
	s = canonical(s)
	if strings.Contains(s, "年") {
		return parseWordedDate(s)
	}
	if _, ok := parseArabic(s); ok {
		return parseDigitDate(s)
	}
	return parseSeparatedDate(s)
}

func cutClock(s string) (day, clock string, ok bool) {
	if i := strings.IndexAny(s, " T\u3000"); i > 0 {
		return s[:i], strings.TrimSpace(strings.Replace(s[i:], "T", "", 1)), true
	}
	return s, "", false
}

func parseWordedDate(s string) (fengcun.Date, Code) {
	yearText, rest, _ := strings.Cut(s, "年")
	year, ok := parseNumeral(yearText)
	if !ok {
		return fengcun.Date{}, DateUnknown
	}
	if year < 100 {
		return fengcun.Date{}, DateTwoDigitYear
	}
	if rest == "" {
		return fengcun.Date{}, DatePartial
	}
	return parseMonthDay(year, rest)
}

// parseMonthDay reads "1月2日" in a given year.
func parseMonthDay(year int64, s string) (fengcun.Date, Code) {
	monthText, rest, found := strings.Cut(s, "月")
	month, ok := parseNumeral(monthText)
	if !found || !ok {
		return fengcun.Date{}, DateUnknown
	}
	if rest == "" || rest == "份" {
		return fengcun.Date{}, DatePartial
	}
	return parseDay(year, month, rest)
}

// parseDay reads "2日", perhaps with a time of day, in a given month.
func parseDay(year, month int64, s string) (fengcun.Date, Code) {
	dayText, rest, found := strings.Cut(s, "日")
	if !found {
		dayText, rest, found = strings.Cut(s, "号")
	}
	if !found {
		dayText, rest = cutNumeral(s)
	}
	day, ok := parseNumeral(dayText)
	switch {
	case !ok && (strings.HasPrefix(s, "上旬") || strings.HasPrefix(s, "中旬") || strings.HasPrefix(s, "下旬") || s == "初" || s == "底"):
		return fengcun.Date{}, DatePartial
	case !ok || !timeOfDay.MatchString(rest):
		return fengcun.Date{}, DateUnknown
	}
	return checkedDate(year, month, day)
}

func parseDigitDate(s string) (fengcun.Date, Code) {
	n, _ := parseArabic(s)
	switch len(s) {
	case 8:
		return checkedDate(n/10_000, n/100%100, n%100)
	case 5:
		return fengcun.Date{}, DateSerial
	case 4:
		if n >= 1900 && n < 2200 {
			return fengcun.Date{}, DatePartial
		}
	}
	return fengcun.Date{}, DateUnknown
}

func parseSeparatedDate(s string) (fengcun.Date, Code) {
	var parts []string
	for _, separator := range []string{"-", "/", "."} {
		if strings.Contains(s, separator) {
			parts = strings.Split(strings.TrimSuffix(s, "."), separator)
			break
		}
	}
	if len(parts) != 2 && len(parts) != 3 {
		return fengcun.Date{}, DateUnknown
	}
	var n [3]int64
	for i, part := range parts {
		value, ok := parseArabic(part)
		if !ok {
			return fengcun.Date{}, DateUnknown
		}
		n[i] = value
	}
	switch {
	case len(parts[0]) == 4 && len(parts) == 2 && len(parts[1]) <= 2:
		return fengcun.Date{}, DatePartial
	case len(parts) == 2:
		return fengcun.Date{}, DateUnknown
	case len(parts[0]) == 4 && len(parts[1]) <= 2 && len(parts[2]) <= 2:
		return checkedDate(n[0], n[1], n[2])
	case len(parts[0]) <= 2 && len(parts[1]) <= 2 && len(parts[2]) <= 2:
		return fengcun.Date{}, DateTwoDigitYear
	}
	return fengcun.Date{}, DateUnknown // 01/02/2006: which is the day?
}

func checkedDate(year, month, day int64) (fengcun.Date, Code) {
	if year > 9999 || month > 12 || day > 31 {
		return fengcun.Date{}, DateImpossible
	}
	d := fengcun.NewDate(int(year), time.Month(month), int(day))
	if !d.Valid() {
		return fengcun.Date{}, DateImpossible
	}
	return d, ""
}
