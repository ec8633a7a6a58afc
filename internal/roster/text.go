package roster

import (
	"strings"
	"unicode"
)

// canonical brings a cell to the form in which the parsers compare it: no white
// space, full-width forms as half-width, one kind of bracket and of comma. It is
// for reading terms, numbers and dates only; names and numbers of persons are
// kept as the file writes them.
func canonical(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		}
		switch r {
		case '〔', '【', '[':
			return '('
		case '〕', '】', ']':
			return ')'
		case '。':
			return '.'
		case '—', '–', '−', '‐', '~', '〜':
			return '-'
		}
		return r
	}, s)
}

// blankWords are what clerks write into a cell that has nothing to say.
var blankWords = map[string]bool{
	"": true, "/": true, "-": true, "--": true, "无": true, "不详": true, "未知": true, "不明": true, "不适用": true, "空": true,
	"n/a": true, "none": true,
}

func blank(s string) bool { return blankWords[strings.ToLower(canonical(s))] }

// split cuts a cell that lists several things. Comma and enumeration comma both
// separate, because both are used.
func split(s string) []string {
	var parts []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool {
		return strings.ContainsRune("；;、，,\n\r", r)
	}) {
		if part = trim(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// trim removes outer white space and the apostrophe that spreadsheets use to
// mark text.
func trim(s string) string {
	return strings.TrimPrefix(strings.TrimSpace(s), "'")
}

// invisible reports a character that is not seen but makes two names differ:
// zero-width and formatting characters, bidirectional controls, variation
// selectors, private characters that only one machine can draw.
func invisible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Cf, unicode.Co, unicode.Variation_Selector)
	})
}

// unusualScript reports a name in a script written from right to left, or one
// that mixes Han with another script, which is often a look-alike.
func unusualScript(s string) bool {
	var han, other, rightToLeft bool
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko):
			rightToLeft = true
		case unicode.Is(unicode.Han, r):
			han = true
		case unicode.IsLetter(r):
			other = true
		}
	}
	return rightToLeft || (han && other)
}

func innerSpace(s string) bool {
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return false // foreign names are written with spaces
	}
	return strings.ContainsFunc(s, unicode.IsSpace)
}

func trimPrefixes(s string, prefixes ...string) string {
	for _, prefix := range prefixes {
		s = strings.TrimPrefix(s, prefix)
	}
	return s
}
