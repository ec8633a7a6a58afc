package openregister

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"fengcun"
)

// Identity is what a lookup goes by. Missing fields are empty.
type Identity struct {
	IDNumber fengcun.Particular // of any identity document
	Name     fengcun.Particular
	Birth    fengcun.Date
}

// terms returns the two index terms of an identity. A field that is missing
// gets a random term, so that there are always two and a missing field matches
// nothing, not even the same field missing elsewhere.
func (r *Register) terms(i Identity) (number, name []byte) {
	number, name = randomTerm(), randomTerm()
	if form := numberForm(i.IDNumber); form != "" {
		mac := r.suite.MAC(r.keys.IDNumber, []byte(form))
		number = mac[:]
	}
	if form := nameForm(i); form != "" {
		mac := r.suite.MAC(r.keys.Name, []byte(form))
		name = mac[:]
	}
	return number, name
}

// numberForm is the one form in which numbers are compared. A resident number is
// read as everywhere (15 digits become 18); the number of any other document is
// half-width and upper case without spaces. The empty form matches nothing.
func numberForm(number fengcun.Particular) string {
	if resident, _, err := fengcun.ParseResidentID(number.Reveal()); err == nil {
		return resident.Number.Reveal()
	}
	return strings.ToUpper(strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || unicode.Is(unicode.Cf, c) || c == '-' {
			return -1
		}
		return c
	}, norm.NFKC.String(number.Reveal())))
}

// nameForm is the one form in which a name with its birth date is compared; a
// name alone is no identity and has the empty form. The date comes first, since
// its length is fixed.
func nameForm(i Identity) string {
	name := strings.ToUpper(norm.NFKC.String(fengcun.NormalizeName(i.Name).Reveal()))
	if name == "" || !i.Birth.Valid() {
		return ""
	}
	return i.Birth.String() + name
}
