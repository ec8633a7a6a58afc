package document

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"fengcun"
	"fengcun/internal/verification"
)

// Series is a series of numbers, as the database names it: counted by organ and year.
type Series string

// The series. Certificates and refusals share one.
const (
	SeriesCertificate Series = "certificate"
	SeriesInquiry     Series = "inquiry"
	SeriesNotice      Series = "notice"
	SeriesUnsealing   Series = "unsealing"
)

// speaks reports whether the papers of a series are about sealing, and its numbers may
// say so.
func (s Series) speaks() bool { return s == SeriesNotice || s == SeriesUnsealing }

// LargestSerial is the number with the most digits: what has room for it has room
// for every other.
const LargestSerial = 9_999_999

// Format is how the numbers of a series are written: {code} stands for the organ's
// code, {year} for the year, {serial} for the number without padding.
type Format string

// defaults are how a series is written unless an organ writes it otherwise: with
// hexagonal brackets, as organs other than courts do.
var defaults = map[Series]Format{
	SeriesCertificate: "{code}证〔{year}〕{serial}号",
	SeriesInquiry:     "{code}查〔{year}〕{serial}号",
	SeriesNotice:      "{code}未封〔{year}〕{serial}号",
	SeriesUnsealing:   "{code}解封〔{year}〕{serial}号",
}

// DefaultFormat is how a series is written unless an organ writes it otherwise.
func DefaultFormat(s Series) Format { return defaults[s] }

// Number writes one number: 东公证〔2026〕12号.
func (f Format) Number(o fengcun.Organ, year, serial int) string {
	return strings.NewReplacer("{code}", o.Code, "{year}", strconv.Itoa(year), "{serial}", strconv.Itoa(serial)).Replace(string(f))
}

// Check reports whether the numbers that a format writes fit on a paper and no two
// are the same.
func (f Format) Check() bool {
	words := strings.NewReplacer("{code}", "", "{year}", "", "{serial}", "").Replace(string(f))
	longest := f.Number(fengcun.Organ{Code: "沪黄检刑"}, 2026, LargestSerial)
	return strings.Count(string(f), "{year}") == 1 && strings.Count(string(f), "{serial}") == 1 &&
		!strings.ContainsAny(words, "{}[]0123456789 ") && utf8.RuneCountInString(longest) <= limits["number"].runes && len(longest) <= verification.MaxNumber &&
		fieldType{kind: "number"}.checkText("", longest) == nil
}
