package locale

import (
	"strconv"
	"strings"

	"fengcun"
)

// Date writes a date as running text: 2026年11月23日, 23 November 2026.
func (l *Locale) Date(d fengcun.Date) string {
	return l.date(d, "date.full", strconv.Itoa(d.Year), l.Text("month."+strconv.Itoa(int(d.Month)), nil), strconv.Itoa(d.Day))
}

// DateInNumerals writes a date as the signature of a Chinese document has it:
// 二〇二六年十一月二十三日, the zero of the year as 〇 (U+3007). In English it is the
// same as Date.
func (l *Locale) DateInNumerals(d fengcun.Date) string {
	if l.lang != Chinese {
		return l.Date(d)
	}
	return l.date(d, "date.numerals", digits(d.Year), numeral(int(d.Month)), numeral(d.Day))
}

func (l *Locale) date(d fengcun.Date, key, year, month, day string) string {
	if !d.Valid() {
		return l.text["date.unknown"]
	}
	return l.Text(key, map[string]string{"year": year, "month": month, "day": day})
}

// Number writes a whole number in groups of three, as both languages do.
func (l *Locale) Number(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

const chineseDigits = "〇一二三四五六七八九"

// digits writes a number digit by digit: 2026 is 二〇二六.
func digits(n int) string {
	var b strings.Builder
	for _, c := range strconv.Itoa(n) {
		b.WriteRune([]rune(chineseDigits)[c-'0'])
	}
	return b.String()
}

// numeral writes a number from 1 to 99 as it is spoken: 11 is 十一, 23 is 二十三.
func numeral(n int) string {
	one := func(n int) string { return string([]rune(chineseDigits)[n]) }
	tens, ones := n/10, n%10
	var b strings.Builder
	if tens > 1 {
		b.WriteString(one(tens))
	}
	if tens > 0 {
		b.WriteString("十")
	}
	if ones > 0 {
		b.WriteString(one(ones))
	}
	return b.String()
}
