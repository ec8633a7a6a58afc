package fengcun

import (
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"unicode/utf8"
)

// CaseNumberKind is the form of a case or document number (案号、文号).
type CaseNumberKind string

// The forms of case numbers.
const (
	CourtNumber2016    CaseNumberKind = "court_2016"    // since 2016: （2026）沪0101刑初12号
	CourtNumberPre2016 CaseNumberKind = "court_pre2016" // before: （2012）浦刑初字第1234号
	ProcuratorateNo    CaseNumberKind = "procuratorate" // 沪浦检刑诉〔2020〕1234号
	GenericNo          CaseNumberKind = "generic"       // police and other organs: 沪公（浦）犯证字〔2026〕1号
	UnknownNo          CaseNumberKind = "unknown"       // none of these; kept as written
)

// CaseNumber is a case number taken apart. A case number leads to the person, so
// the value prints, logs and marshals as a fixed mark.
type CaseNumber struct {
	Raw    Particular // as written in the source
	Norm   Particular // one spelling for comparison: brackets, width, spaces, padding zeros
	Kind   CaseNumberKind
	Year   int    // 0 if unknown
	Issuer string // court code or organ element: 沪0101, 浦, 沪浦检, 沪公（浦）犯证字
	Type   string // 刑初, 少刑终, 未不诉; empty for generic numbers
	Mark   string // letter before the serial, as in Z12
	Serial int    // 0 if unknown
	Suffix string // 之一
}

// Format writes a fixed mark for every verb.
func (n CaseNumber) Format(f fmt.State, _ rune) { formatMark(f) }

// LogValue returns a fixed mark.
func (n CaseNumber) LogValue() slog.Value { return slog.StringValue(particularMark) }

// MarshalText returns a fixed mark; whoever must store the number encodes its
// fields on purpose.
func (n CaseNumber) MarshalText() ([]byte, error) { return []byte(particularMark), nil }

// longestCaseNumber bounds what is taken for a case number, in characters.
const longestCaseNumber = 64

// caseForm is one form of case number. Its groups are named after the fields of
// CaseNumber.
type caseForm struct {
	kind    CaseNumberKind
	pattern *regexp.Regexp
	write   func(CaseNumber) string
}

// The parts of the forms. A court of the 2016 form begins with the character of
// its province, 兵 for the Corps, 军 for the military courts, or is 最高法.
const (
	courtCode = `最高法知?|[京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新兵军]\d{0,4}`
	caseYear  = `(?P<year>[12]\d{3})`
	serial    = `(?P<serial>\d{1,9})号(?P<suffix>之[一二三四五六七八九十]+)?$`
)

// caseForms are tried in order. 字第 tells the old form of the courts from the
// new one.
var caseForms = []caseForm{
	{
		kind:    CourtNumberPre2016,
		pattern: regexp.MustCompile(`^（` + caseYear + `）(?P<issuer>\p{Han}{1,8}?)(?P<type>[少未]?[刑民行执赔]\p{Han}{0,6}?)字第` + serial),
		write: func(n CaseNumber) string {
			return fmt.Sprintf("（%d）%s%s字第%d号%s", n.Year, n.Issuer, n.Type, n.Serial, n.Suffix)
		},
	},
	{
		kind:    CourtNumber2016,
		pattern: regexp.MustCompile(`^（` + caseYear + `）(?P<issuer>` + courtCode + `)(?P<type>\p{Han}{1,6})` + serial),
		write: func(n CaseNumber) string {
			return fmt.Sprintf("（%d）%s%s%d号%s", n.Year, n.Issuer, n.Type, n.Serial, n.Suffix)
		},
	},
	{
		kind:    ProcuratorateNo,
		pattern: regexp.MustCompile(`^(?P<issuer>\p{Han}{1,6}?检)(?P<type>\p{Han}{1,8})〔` + caseYear + `〕(?P<mark>[A-Z]?)` + serial),
		write:   writeOrganNumber,
	},
	{
		kind:    GenericNo,
		pattern: regexp.MustCompile(`^(?P<issuer>\p{Han}[\p{Han}A-Z0-9（）]{0,23})〔` + caseYear + `〕(?P<mark>[A-Z]?)` + serial),
		write:   writeOrganNumber,
	},
}

func writeOrganNumber(n CaseNumber) string {
	return fmt.Sprintf("%s%s〔%d〕%s%d号%s", n.Issuer, n.Type, n.Year, n.Mark, n.Serial, n.Suffix)
}

// ParseCaseNumber reads a case number. Brackets, full-width characters, spaces
// and padding zeros are brought to one spelling; the source's own spelling is
// kept in Raw. A number of no known form is no error: old files hold them, and
// they come back with kind UnknownNo.
//
// Errors are of kind KindInvalid and never repeat the text: case_number.empty,
// case_number.spoiled, case_number.length (over 64 characters).
func ParseCaseNumber(raw string) (CaseNumber, error) {
	if LooksSpoiled(raw) {
		return CaseNumber{}, Invalid("case_number.spoiled", "")
	}
	s := spellCaseNumber(raw)
	switch {
	case s == "":
		return CaseNumber{}, Invalid("case_number.empty", "")
	case utf8.RuneCountInString(s) > longestCaseNumber:
		return CaseNumber{}, Invalid("case_number.length", "")
	}
	for _, form := range caseForms {
		m := form.pattern.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		group := func(name string) string {
			if i := form.pattern.SubexpIndex(name); i >= 0 {
				return m[i]
			}
			return ""
		}
		n := CaseNumber{
			Raw:    Particular(raw),
			Kind:   form.kind,
			Year:   number(group("year")),
			Issuer: group("issuer"),
			Type:   group("type"),
			Mark:   group("mark"),
			Serial: number(group("serial")),
			Suffix: group("suffix"),
		}
		// The police write numbers of the kind 公检字 for their laboratories.
		fromPolice := n.Kind == ProcuratorateNo && strings.Contains(n.Issuer, "公")
		if n.Serial == 0 || fromPolice {
			continue
		}
		n.Norm = Particular(form.write(n))
		return n, nil
	}
	return CaseNumber{Raw: Particular(raw), Norm: Particular(s), Kind: UnknownNo}, nil
}

var (
	leadingYear = regexp.MustCompile(`^〔([12]\d{3})〕`)
	laterYear   = regexp.MustCompile(`（([12]\d{3})）`)
)

// spellCaseNumber brings a case number to one spelling: the year stands in round
// brackets when it leads (courts) and in hexagonal ones elsewhere; every other
// bracket is round.
func spellCaseNumber(raw string) string {
	s := strings.Map(func(r rune) rune {
		switch r {
		case '(', '[', '【', '﹝', '{', '<', '〈', '〖':
			return '（'
		case ')', ']', '】', '﹞', '}', '>', '〉', '〗':
			return '）'
		case '〔':
			return '（'
		case '〕':
			return '）'
		}
		return r
	}, strings.ToUpper(halfWidth(raw)))
	s = laterYear.ReplaceAllString(s, "〔$1〕")
	return leadingYear.ReplaceAllString(s, "（$1）")
}
