package fengcun

import (
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"time"
)

// ResidentNumber is a number of the national scheme (公民身份号码, GB 11643):
// region, birth date, sequence and check character. The residence permits of Hong
// Kong, Macao and Taiwan residents and the newer permanent residence card follow
// the same scheme. Its parts are as telling as the number, so the whole value
// prints, logs and marshals as a fixed mark.
type ResidentNumber struct {
	Kind   DocumentKind // by the first two digits
	Raw    Particular   // as written in the source
	Number Particular   // 18 characters, X in upper case
	Birth  Date         // zero if the digits are no date
	Sex    Sex          // by the parity of the sequence
	Region Particular   // first six digits, GB/T 2260
}

// Format writes a fixed mark for every verb.
func (n ResidentNumber) Format(f fmt.State, _ rune) { formatMark(f) }

// LogValue returns a fixed mark.
func (n ResidentNumber) LogValue() slog.Value { return slog.StringValue(particularMark) }

// MarshalText returns a fixed mark; whoever must store the number encodes its
// fields on purpose.
func (n ResidentNumber) MarshalText() ([]byte, error) { return []byte(particularMark), nil }

// scientific is what a spreadsheet makes of an 18-digit number. The lost digits
// cannot be restored, so this is an error of its own with its own remedy.
var scientific = regexp.MustCompile(`^[0-9](\.[0-9]+)?E\+?[0-9]{1,2}$`)

// ParseResidentID reads a resident ID number of 18 or 15 characters. It puts
// right full-width digits, spaces, a lower-case x and its look-alikes, and turns
// 15 digits into 18. What looks wrong but may still be a real person's number is
// a warning; the warnings come in the order of the checks.
//
// Errors are of kind KindInvalid and never repeat the text: id.empty, id.spoiled
// (U+FFFD), id.scientific (3.1E+17), id.character, id.length.
func ParseResidentID(raw string) (ResidentNumber, []IDWarning, error) {
	if LooksSpoiled(raw) {
		return ResidentNumber{}, nil, Invalid("id.spoiled", "")
	}
	s := compactNumber(raw)
	if s == "" {
		return ResidentNumber{}, nil, Invalid("id.empty", "")
	}
	if scientific.MatchString(s) {
		return ResidentNumber{}, nil, Invalid("id.scientific", "")
	}
	for _, lookAlike := range []string{"×", "Х", "Ⅹ", "✕"} {
		if head, ok := strings.CutSuffix(s, lookAlike); ok {
			s = head + "X"
		}
	}
	if head := strings.TrimSuffix(s, "X"); !digitsOnly(head) || (head != s && len(s) != 18) {
		if digitsOnly(head) {
			return ResidentNumber{}, nil, Invalid("id.length", "")
		}
		return ResidentNumber{}, nil, Invalid("id.character", "")
	}
	if len(s) != 15 && len(s) != 18 {
		return ResidentNumber{}, nil, Invalid("id.length", "")
	}

	var warnings []IDWarning
	if s != raw {
		warnings = append(warnings, WarnNormalised)
	}
	if len(s) == 15 {
		warnings = append(warnings, WarnConverted)
		if s[12:] >= "996" {
			warnings = append(warnings, WarnCentury)
		}
		s = lengthen(s)
	} else if residentCheck(s[:17]) != s[17] {
		warnings = append(warnings, WarnChecksum)
		// A spreadsheet keeps 15 significant digits and fills up with zeros.
		if strings.HasSuffix(s, "000") {
			warnings = append(warnings, WarnPrecisionLost)
		}
	}

	n := ResidentNumber{
		Kind:   residentKind(s),
		Raw:    Particular(raw),
		Number: Particular(s),
		Birth:  Date{number(s[6:10]), time.Month(number(s[10:12])), number(s[12:14])},
		Sex:    Female,
		Region: Particular(s[:6]),
	}
	if (s[16]-'0')%2 == 1 {
		n.Sex = Male
	}
	if !n.Birth.Valid() {
		n.Birth = Date{}
		warnings = append(warnings, WarnBirthDate)
	}
	if !knownRegion(s) {
		warnings = append(warnings, WarnRegion)
	}
	if s[14:17] == "000" {
		warnings = append(warnings, WarnSequence)
	}
	return n, warnings, nil
}

// ComposeResidentID returns the 18-character number of a region (six digits), a
// birth date and a sequence from 1 to 999, odd for men. It serves synthetic
// people. Errors are of kind KindInvalid with the field concerned.
func ComposeResidentID(region string, birth Date, sequence int) (Particular, error) {
	if len(region) != 6 || !digitsOnly(region) {
		return "", Invalid("id.region", "region")
	}
	if !birth.Valid() {
		return "", Invalid("id.birth_date", "birth")
	}
	if sequence < 1 || sequence > 999 {
		return "", Invalid("id.sequence", "sequence")
	}
	s := fmt.Sprintf("%s%04d%02d%02d%03d", region, birth.Year, birth.Month, birth.Day, sequence)
	return Particular(s + string(residentCheck(s))), nil
}

// lengthen turns 15 digits into 18: the century of the birth year was left out
// of the old number and can only be the twentieth for whoever could still be
// given one under it, save the sequences from 996.
func lengthen(s string) string {
	s = s[:6] + "19" + s[6:]
	return s + string(residentCheck(s))
}

// residentCheck computes the check character of 17 digits by ISO 7064 MOD 11-2.
func residentCheck(s string) byte {
	p := 0
	for _, c := range []byte(s) {
		p = (p + int(c-'0')) * 2 % 11
	}
	return "0123456789X"[(12-p)%11]
}

func residentKind(s string) DocumentKind {
	switch {
	case s[0] == '9':
		return PermanentResCard
	case s[:2] == "81" || s[:2] == "82":
		return HKMacaoPermit
	case s[:2] == "83":
		return TaiwanPermit
	}
	return ResidentID
}

// provinces are the first two digits of GB/T 2260, with 81 to 83 for the
// residence permits of Hong Kong, Macao and Taiwan residents.
var provinces = []string{
	"11", "12", "13", "14", "15",
	"21", "22", "23",
	"31", "32", "33", "34", "35", "36", "37",
	"41", "42", "43", "44", "45", "46",
	"50", "51", "52", "53", "54",
	"61", "62", "63", "64", "65",
	"71", "81", "82", "83",
}

// knownRegion looks at the province only: districts are merged and renumbered
// all the time, and the number keeps the code of its day. The permanent residence
// card has the province after its leading nine.
func knownRegion(s string) bool {
	if s[0] == '9' {
		return slices.Contains(provinces, s[1:3])
	}
	return slices.Contains(provinces, s[:2])
}
