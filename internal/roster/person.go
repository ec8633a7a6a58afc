package roster

import (
	"errors"
	"strings"

	"fengcun"
)

// source is what a person's names and documents are said to come from.
const sourceRoster = "roster"

// person reads who the row is about.
func (b *builder) person() {
	p := &b.row.Subject
	name := b.first(fieldName)
	switch {
	case name.text == "":
		b.missing(name.column, NameEmpty)
	default:
		b.spelling(name)
		p.Names = []fengcun.Name{{Text: fengcun.Particular(name.text), Source: sourceRoster}}
	}
	if sex := b.first(fieldSex); sex.text != "" {
		switch canonical(sex.text) {
		case "男", "男性":
			p.Sex = fengcun.Male
		case "女", "女性":
			p.Sex = fengcun.Female
		default:
			b.flag(sex.column, SexUnknown)
		}
	}
	b.birth()
	b.identity()
	b.row.Domicile = fengcun.Particular(b.first(fieldDomicile).text)
	b.guardians()
}

// spelling warns of a name that looks like another. The name is kept as it is.
func (b *builder) spelling(c fieldCell) {
	if invisible(c.text) {
		b.flag(c.column, TextInvisible)
	}
	if unusualScript(c.text) {
		b.flag(c.column, TextScript)
	}
	if innerSpace(c.text) {
		b.flag(c.column, TextInnerSpace)
	}
}

// birth reads the birth date that the organ found. The number of the identity
// card never stands in for it.
func (b *builder) birth() {
	c := b.first(fieldBirth)
	if c.text == "" {
		b.missing(c.column, BirthMissing)
		return
	}
	before := len(b.issues)
	b.row.Subject.Birth = b.date(fieldBirth)
	for _, issue := range b.issues[before:] {
		switch issue.Code {
		case DateLunar:
			b.row.Subject.BirthCertainty = fengcun.Lunar
		case DatePartial:
			b.row.Subject.BirthCertainty = fengcun.Estimated
		}
	}
}

// identity reads the number of the identity document. A number that may be wrong
// is kept with a warning, because old files hold wrong numbers of real people; a
// number that a spreadsheet has destroyed is not.
func (b *builder) identity() {
	c := b.first(fieldIdentity)
	if c.text == "" {
		return
	}
	if c.number && significantDigits(c.text) > 15 {
		b.flag(c.column, IDScientific)
		return
	}
	document := fengcun.IdentityDocument{Number: fengcun.Particular(c.text), Source: sourceRoster}
	defer func() { b.row.Subject.Documents = append(b.row.Subject.Documents, document) }()
	n, warnings, err := fengcun.ParseResidentID(c.text)
	if err != nil {
		code := IDForm
		if fengcun.CodeOf(err) == "id.scientific" {
			code = IDScientific
		}
		b.flag(c.column, code)
		return
	}
	document.Kind = n.Kind
	for _, w := range warnings {
		if code, ok := identityWarnings[w]; ok {
			b.flag(c.column, code)
		}
	}
	p := b.row.Subject
	if !n.Birth.IsZero() && !p.Birth.IsZero() && n.Birth != p.Birth {
		b.flag(c.column, IDBirthDiffers)
	}
	if p.Sex != fengcun.SexUnknown && n.Sex != p.Sex {
		b.flag(c.column, IDSexDiffers)
	}
}

// identityWarnings are the warnings of package fengcun that concern the sender;
// the others are only another spelling of the same number.
var identityWarnings = map[fengcun.IDWarning]Code{
	fengcun.WarnChecksum:      IDChecksum,
	fengcun.WarnPrecisionLost: IDPrecision,
	fengcun.WarnBirthDate:     IDForm,
	fengcun.WarnRegion:        IDForm,
	fengcun.WarnSequence:      IDForm,
	fengcun.WarnCentury:       IDForm,
}

// significantDigits counts the digits that a stored number claims to have. A
// spreadsheet keeps fifteen.
func significantDigits(s string) int {
	mantissa, _, exponent := strings.Cut(strings.ToUpper(s), "E")
	if exponent {
		return 16
	}
	n := 0
	for _, r := range mantissa {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}

var errGuardian = errors.New("guardian not understood")

// guardians reads the legal representatives: "李某（父亲）；王某（母亲，电话）".
func (b *builder) guardians() {
	c := b.first(fieldGuardian)
	if c.text == "" {
		return
	}
	for _, part := range splitGuardians(c.text) {
		g, err := parseGuardian(part)
		if err != nil {
			b.flag(c.column, GuardianUnknown)
		}
		b.row.Subject.Guardians = append(b.row.Subject.Guardians, g)
	}
}

// relations are the words for what a guardian is to the person.
var relations = map[string]string{
	"父亲": "father", "父": "father", "爸爸": "father",
	"母亲": "mother", "母": "mother", "妈妈": "mother",
	"监护人": "guardian", "法定代理人": "guardian", "指定监护人": "guardian",
	"祖父": "close_relative", "祖母": "close_relative", "外祖父": "close_relative", "外祖母": "close_relative",
	"爷爷": "close_relative", "奶奶": "close_relative", "外公": "close_relative", "外婆": "close_relative",
	"哥哥": "close_relative", "姐姐": "close_relative", "兄": "close_relative", "姐": "close_relative",
	"近亲属": "close_relative",
}

// splitGuardians cuts at semicolons and enumeration commas outside brackets.
func splitGuardians(s string) []string {
	var parts []string
	depth, start := 0, 0
	for i, r := range s {
		switch r {
		case '（', '(':
			depth++
		case '）', ')':
			depth--
		case '；', ';', '、', '，', ',', '\n':
			if depth <= 0 {
				parts = append(parts, trim(s[start:i]))
				start = i + len(string(r))
			}
		}
	}
	parts = append(parts, trim(s[start:]))
	kept := parts[:0]
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return kept
}

// parseGuardian reads a name with the relation and perhaps a telephone number in
// brackets. What is not understood stays part of the name.
func parseGuardian(s string) (fengcun.Guardian, error) {
	whole := fengcun.Guardian{Name: fengcun.Particular(s)}
	open := strings.IndexAny(s, "（(")
	if open < 0 {
		return whole, nil
	}
	inside := strings.TrimRight(strings.TrimLeft(s[open:], "（("), "）)")
	g := fengcun.Guardian{Name: fengcun.Particular(trim(s[:open]))}
	for _, note := range split(inside) {
		relation, known := relations[canonical(note)]
		switch {
		case known && g.Relation == "":
			g.Relation = relation
		case telephone(note) && g.Contact == "":
			g.Contact = fengcun.Particular(note)
		default:
			return whole, errGuardian
		}
	}
	if g.Name == "" {
		return whole, errGuardian
	}
	return g, nil
}

func telephone(s string) bool {
	return len(s) >= 7 && len(s) <= 20 && strings.Trim(s, "0123456789- +") == ""
}
