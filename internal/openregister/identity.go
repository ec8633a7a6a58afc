package openregister

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"fengcun"
)

// Identity is what a lookup goes by. Missing fields are empty.
type Identity struct {
	IDNumber fengcun.Particular
	Name     fengcun.Particular
	Birth    fengcun.Date
}

// terms returns the two index terms of an identity. A field that is missing
// gets a random term, so that there are always two and a missing field matches
// nothing, not even the same field missing elsewhere.
func (r *Register) terms(i Identity) (id, name []byte) {
	id, name = randomTerm(), randomTerm()
	if number := idNumber(i.IDNumber.Reveal()); number != "" {
		mac := r.suite.MAC(r.keys.IDNumber, []byte(number))
		id = mac[:]
	}
	if text := personName(i.Name.Reveal()); text != "" && i.Birth.Valid() {
		mac := r.suite.MAC(r.keys.Name, []byte(i.Birth.String()), []byte(text)) // the date has a fixed length
		name = mac[:]
	}
	return id, name
}

// idNumber brings a number to one form: half-width, upper case, no spaces or
// hyphens, and a resident number of the first generation (15 digits) in its
// 18-digit form (GB 11643-1999).
func idNumber(s string) string {
	s = strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || c == '-' {
			return -1
		}
		return unicode.ToUpper(c)
	}, norm.NFKC.String(s))
	if len(s) == 15 && onlyDigits(s) {
		return withCheckDigit(s[:6] + "19" + s[6:])
	}
	return s
}

func onlyDigits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// withCheckDigit appends the check character of ISO 7064 MOD 11-2.
func withCheckDigit(digits string) string {
	sum := 0
	for i := range len(digits) {
		sum += int(digits[i]-'0') * (1 << (len(digits) - i) % 11)
	}
	return digits + string("10X98765432"[sum%11])
}

// personName brings a name to one form: compatibility characters unified, no
// spaces, one kind of middle dot, upper case.
func personName(s string) string {
	return strings.Map(func(c rune) rune {
		switch c {
		case '·', '•', '・', '‧', '.', '∙', '⋅':
			return '·'
		}
		if unicode.IsSpace(c) {
			return -1
		}
		return unicode.ToUpper(c)
	}, norm.NFKC.String(s))
}
