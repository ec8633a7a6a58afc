package document

import (
	"fmt"
	"strings"

	"fengcun"
)

// arabicDate writes a date as GB/T 9704 does: 2026年11月23日.
func arabicDate(d fengcun.Date) string {
	return fmt.Sprintf("%d年%d月%d日", d.Year, int(d.Month), d.Day)
}

// numerals are the digits of dates; 〇 is U+3007 and not the circle ○ or 零.
var numerals = []rune("〇一二三四五六七八九")

// chineseDate writes a date as courts and procuratorates close their papers:
// 二〇二六年十一月二十三日.
func chineseDate(d fengcun.Date) string {
	var year strings.Builder
	for _, digit := range fmt.Sprintf("%d", d.Year) {
		year.WriteRune(numerals[digit-'0'])
	}
	return year.String() + "年" + chineseCount(int(d.Month)) + "月" + chineseCount(d.Day) + "日"
}

// chineseCount writes a number from 1 to 99: 十, 十一, 二十, 二十三.
func chineseCount(n int) string {
	tens, ones := n/10, n%10
	var s string
	if tens > 1 {
		s = string(numerals[tens])
	}
	if tens > 0 {
		s += "十"
	}
	if ones > 0 {
		s += string(numerals[ones])
	}
	return s
}

func englishDate(d fengcun.Date) string {
	return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
}

// writeDate writes a date in a paper; closing is the date under a signature.
func writeDate(d fengcun.Date, lang string, issuer fengcun.OrganKind, closing bool) string {
	switch {
	case lang == English:
		return englishDate(d)
	case closing && (issuer == fengcun.Court || issuer == fengcun.Procuratorate):
		return chineseDate(d)
	}
	return arabicDate(d)
}
