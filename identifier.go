package fengcun

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// IDWarning is the code of something odd about an identifier. A warning is shown
// to a person and never drops a row: old files hold wrong numbers of real people.
type IDWarning string

// The warnings.
const (
	WarnNormalised    IDWarning = "id.normalised"      // width, spaces, case or a look-alike were put right
	WarnConverted     IDWarning = "id.converted"       // 15 digits, the century taken to be the twentieth
	WarnCentury       IDWarning = "id.century"         // 15 digits with a sequence kept for people born before 1900
	WarnChecksum      IDWarning = "id.checksum"        // the check character is wrong
	WarnBirthDate     IDWarning = "id.birth_date"      // the birth date does not stand in the calendar
	WarnRegion        IDWarning = "id.region"          // no province has this code
	WarnSequence      IDWarning = "id.sequence"        // sequence 000 is never given out
	WarnPrecisionLost IDWarning = "id.precision_lost"  // the last three digits look cut off by a spreadsheet
	WarnKind          IDWarning = "id.kind"            // a number of another kind of document than stated
	WarnForm          IDWarning = "id.form_unusual"    // not a known form of this kind of document
	WarnOldForm       IDWarning = "id.form_superseded" // a form no longer issued
)

// LooksSpoiled reports whether a text was damaged on its way here: bytes that are
// no UTF-8, the replacement character U+FFFD, control characters, or the
// well-known debris of a wrong decoding. Such a text is asked for again, because
// what is lost cannot be guessed.
func LooksSpoiled(s string) bool {
	if !utf8.ValidString(s) || strings.ContainsRune(s, utf8.RuneError) || strings.Contains(s, "锟斤拷") {
		return true
	}
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.Is(unicode.Cc, r) && r != '\t' && r != '\n' && r != '\r'
	})
}

// NormalizeName brings a name to the form in which names are compared: without
// white space and invisible characters, and with one kind of middle dot (·,
// U+00B7) between the parts of a name. It neither folds case nor composes
// characters (NFC); the caller who computes an index term does that before.
// The name itself is always kept as the source wrote it.
func NormalizeName(name Particular) Particular {
	return Particular(strings.Map(func(r rune) rune {
		switch r {
		case '・', '•', '‧', '∙', '⋅', '･', '．', '.', '﹒', '●', '˙', 'ᐧ', '᛫':
			return '·'
		}
		if invisible(r) {
			return -1
		}
		return r
	}, name.Reveal()))
}

// invisible reports white space and the characters that are not seen but make
// two texts differ.
func invisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)
}

// halfWidth removes invisible characters and turns full-width forms into ASCII.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case invisible(r):
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, s)
}

// compactNumber brings the number of a document to upper-case ASCII where it
// can. A leading apostrophe is the spreadsheet's mark for text.
func compactNumber(s string) string {
	s = strings.TrimLeft(halfWidth(s), "'‘’")
	return strings.ToUpper(s)
}

func digitsOnly(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// number reads a text of at most nine digits.
func number(s string) int {
	n := 0
	for _, c := range []byte(s) {
		n = n*10 + int(c-'0')
	}
	return n
}
