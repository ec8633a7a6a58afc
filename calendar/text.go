package calendar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fengcun"
)

// The languages of Explain. Any other tag is answered in Chinese.
const (
	Chinese = "zh-CN"
	English = "en"
)

// sentence is one text in both languages. {name} is replaced by a value.
type sentence struct{ zh, en string }

// args are the values of a sentence, already in the language of the reader.
type args map[string]string

func (s sentence) in(lang string) string {
	if lang == English {
		return s.en
	}
	return s.zh
}

// say renders the sentence of a code. A code without a sentence is shown as it
// is, so that an explanation never silently lacks a step.
func say(lang, code string, values args) string {
	s, ok := sentences[code]
	if !ok {
		return code
	}
	pairs := make([]string, 0, 2*len(values))
	for name, value := range values {
		pairs = append(pairs, "{"+name+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(s.in(lang))
}

// sayDate writes a date with its day of the week.
func sayDate(lang string, d fengcun.Date) string {
	if lang == English {
		return fmt.Sprintf("%s %d %s %d", d.Weekday(), d.Day, d.Month, d.Year)
	}
	weekday := [...]string{"日", "一", "二", "三", "四", "五", "六"}[d.Weekday()]
	return fmt.Sprintf("%d年%d月%d日（星期%s）", d.Year, int(d.Month), d.Day, weekday)
}

// sayBasis writes article codes as a list of provisions.
func sayBasis(lang string, codes []string) string {
	texts := make([]string, len(codes))
	for i, code := range codes {
		texts[i] = say(lang, "article."+code, nil)
	}
	if lang == English {
		return strings.Join(texts, "; ")
	}
	return strings.Join(texts, "、")
}

// sayHoliday gives the name of a holiday: the English one where it is known,
// otherwise the name the notice used.
func sayHoliday(lang, name string) string {
	s, ok := sentences["holiday."+name]
	if !ok {
		return name
	}
	return s.in(lang)
}

func sayYears(lang string, years []int) string {
	sorted := slices.Sorted(slices.Values(years))
	texts := make([]string, len(sorted))
	for i, year := range sorted {
		texts[i] = strconv.Itoa(year)
		if lang != English {
			texts[i] += "年"
		}
	}
	if lang == English {
		return strings.Join(texts, ", ")
	}
	return strings.Join(texts, "、")
}

// sayWeekendDay names a weekend day.
func sayWeekendDay(lang string, d fengcun.Date) string {
	code := "weekday.sunday"
	if d.Weekday() == time.Saturday {
		code = "weekday.saturday"
	}
	return say(lang, code, nil)
}
