package roster

import (
	"strings"

	"fengcun"
)

// cutTerm reads a length such as "一年六个月", "1年6个月", "一年半" or "十五日"
// from the front of s. It returns the zero term and s where there is none, and
// TermNegative for a negative one.
func cutTerm(s string) (term fengcun.Term, rest string, code Code) {
	if after, ok := strings.CutPrefix(s, "-"); ok {
		if term, _, _ := cutTerm(after); !term.IsZero() {
			return fengcun.Term{}, s, TermNegative
		}
		return fengcun.Term{}, s, ""
	}
	if after, ok := strings.CutPrefix(s, "负"); ok {
		return cutTerm("-" + after)
	}
	rest = s
	for _, unit := range []struct {
		names []string
		add   func(n int)
	}{
		{[]string{"年"}, func(n int) { term.Years = n }},
		{[]string{"个月", "月"}, func(n int) { term.Months = n }},
		{[]string{"日", "天"}, func(n int) { term.Days = n }},
	} {
		if unit.names[0] == "个月" && term.Years > 0 && strings.HasPrefix(rest, "半") {
			term.Months, rest = 6, strings.TrimPrefix(rest, "半")
			break
		}
		joined := rest
		if rest != s {
			joined = strings.TrimPrefix(strings.TrimPrefix(rest, "零"), "又")
		}
		numeral, after := cutNumeral(joined)
		n, ok := parseNumeral(numeral)
		if !ok || n == 0 || n > 1000 {
			continue
		}
		for _, name := range unit.names {
			if tail, ok := strings.CutPrefix(after, name); ok {
				unit.add(int(n))
				rest = tail
				break
			}
		}
	}
	return term, rest, ""
}
