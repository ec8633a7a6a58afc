package roster

import (
	"regexp"
	"strings"
)

var chineseDigits = map[rune]int64{
	'零': 0, '〇': 0, '○': 0, '一': 1, '壹': 1, '二': 2, '贰': 2, '两': 2, '三': 3, '叁': 3,
	'四': 4, '肆': 4, '五': 5, '伍': 5, '六': 6, '陆': 6, '七': 7, '柒': 7, '八': 8, '捌': 8, '九': 9, '玖': 9,
}

var chineseUnits = map[rune]int64{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000}

// thousands is an Arabic number with separators; a comma anywhere else separates
// two numbers.
var thousands = regexp.MustCompile(`^[0-9]{1,3}(,[0-9]{3})+$`)

// maxNumeral bounds what any numeral of a judgment can say.
const maxNumeral = 1_000_000_000_000

// parseNumeral reads a whole number in Arabic digits ("2000", "2,000"), in
// Chinese numerals ("二千零五十", "二〇二六", "壹万贰仟") or mixed ("2万", "1.5万").
func parseNumeral(s string) (int64, bool) {
	if s == "" || len(s) > 60 {
		return 0, false
	}
	if strings.Contains(s, ",") {
		if !thousands.MatchString(s) {
			return 0, false
		}
		s = strings.ReplaceAll(s, ",", "")
	}
	if head, tail, ok := strings.Cut(s, "万"); ok {
		tenThousands, ok := parseTenThousands(head)
		if !ok {
			return 0, false
		}
		if tail == "" {
			return tenThousands, true
		}
		rest, ok := parseBelowTenThousand(strings.TrimPrefix(tail, "零"))
		// "一万五" is spoken for 15,000 and written for 10,005: not understood.
		if !ok || rest >= 10_000 || (rest < 1000 && !strings.HasPrefix(tail, "零")) {
			return 0, false
		}
		return tenThousands + rest, true
	}
	return parseBelowTenThousand(s)
}

// parseTenThousands reads what stands before 万, with at most four decimals.
func parseTenThousands(s string) (int64, bool) {
	whole, fraction, decimal := strings.Cut(s, ".")
	n, ok := parseBelowTenThousand(whole)
	if !ok || n >= maxNumeral/10_000 {
		return 0, false
	}
	n *= 10_000
	if !decimal {
		return n, true
	}
	if len(fraction) == 0 || len(fraction) > 4 {
		return 0, false
	}
	f, ok := parseArabic(fraction + strings.Repeat("0", 4-len(fraction)))
	return n + f, ok
}

func parseBelowTenThousand(s string) (int64, bool) {
	if n, ok := parseArabic(s); ok {
		return n, true
	}
	if n, ok := parsePositional(s); ok {
		return n, true
	}
	var sum, digit int64
	last := int64(10_000)
	have := false // a digit waits for its unit
	any := false
	zero := false
	for _, r := range s {
		if d, ok := chineseDigits[r]; ok {
			if d == 0 {
				if have || zero || !any {
					return 0, false
				}
				zero = true
				continue
			}
			if have {
				return 0, false
			}
			digit, have, any = d, true, true
			continue
		}
		unit, ok := chineseUnits[r]
		if !ok || unit >= last {
			return 0, false
		}
		if !have {
			if unit != 10 || any {
				return 0, false // only 十 stands without a digit, and only at the front
			}
			digit = 1
		}
		sum += digit * unit
		last, have, any, zero = unit, false, true, false
	}
	if !any {
		return 0, false
	}
	if have {
		// "二百五" is spoken for 250: without 零 a last digit may follow 十 only.
		if last != 10 && last != 10_000 && !zero {
			return 0, false
		}
		sum += digit
	} else if zero {
		return 0, false
	}
	return sum, true
}

func parseArabic(s string) (int64, bool) {
	if s == "" || len(s) > 12 {
		return 0, false
	}
	var n int64
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n, true
}

// parsePositional reads digit by digit, as years are written: 二〇二六. A single
// numeral is one too.
func parsePositional(s string) (int64, bool) {
	var n int64
	length := 0
	for _, r := range s {
		d, ok := chineseDigits[r]
		if !ok || length == 12 {
			return 0, false
		}
		n = n*10 + d
		length++
	}
	return n, length > 0
}

// cutNumeral splits the longest run of numeral characters from the front of s.
func cutNumeral(s string) (numeral, rest string) {
	for i, r := range s {
		if (r >= '0' && r <= '9') || r == ',' || r == '.' || r == '万' {
			continue
		}
		if _, ok := chineseDigits[r]; ok {
			continue
		}
		if _, ok := chineseUnits[r]; ok {
			continue
		}
		return s[:i], s[i:]
	}
	return s, ""
}
