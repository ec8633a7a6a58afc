package fengcun

import (
	"fmt"
	"log/slog"
	"regexp"
)

// DocumentNumber is the number of an identity document in the form in which it
// is compared. It prints, logs and marshals as a fixed mark.
type DocumentNumber struct {
	Kind     DocumentKind
	Raw      Particular
	Number   Particular
	Resident *ResidentNumber // nil unless the number follows GB 11643
}

// Format writes a fixed mark for every verb.
func (n DocumentNumber) Format(f fmt.State, _ rune) { formatMark(f) }

// LogValue returns a fixed mark.
func (n DocumentNumber) LogValue() slog.Value { return slog.StringValue(particularMark) }

// MarshalText returns a fixed mark; whoever must store the number encodes its
// fields on purpose.
func (n DocumentNumber) MarshalText() ([]byte, error) { return []byte(particularMark), nil }

// documentForm is one form of a number of one kind of document.
type documentForm struct {
	kind    DocumentKind
	pattern *regexp.Regexp
	old     bool // no longer issued
}

// documentForms are the forms besides GB 11643.
var documentForms = []documentForm{
	{kind: HKMacaoPermit, pattern: regexp.MustCompile(`^[HM][0-9]{8}$`)},
	{kind: HKMacaoPermit, pattern: regexp.MustCompile(`^[HM][0-9]{10}$`), old: true},
	{kind: TaiwanPermit, pattern: regexp.MustCompile(`^[0-9]{8}$`)},
	{kind: TaiwanPermit, pattern: regexp.MustCompile(`^[0-9]{10}[A-Z]?$`), old: true},
	{kind: PermanentResCard, pattern: regexp.MustCompile(`^[A-Z]{3}[0-9]{12}$`), old: true},
	{kind: Passport, pattern: regexp.MustCompile(`^E[0-9]{8}$`)},
	{kind: Passport, pattern: regexp.MustCompile(`^E[A-HJ-NP-Z][0-9]{7}$`)},
	{kind: Passport, pattern: regexp.MustCompile(`^[DSP]E[0-9]{7}$`)},
	{kind: Passport, pattern: regexp.MustCompile(`^G[0-9]{8}$`), old: true},
}

var (
	residentForm    = regexp.MustCompile(`^([0-9]{15}|[0-9]{17}[0-9X])$`)
	anyDocumentForm = regexp.MustCompile(`^[0-9A-Z]{5,20}$`)
)

// ParseDocument reads the number of an identity document of the stated kind. A
// number that fits no known form of the kind is kept with the warning
// id.form_unusual: foreign passports have forms of their own, and old files hold
// forms that nobody remembers. A number of the national scheme that belongs to
// another kind of document is kept under the stated kind with id.kind.
//
// Errors are those of ParseResidentID for that kind; otherwise id.empty,
// id.spoiled, id.scientific, and id.character for what is no number at all.
// A kind that does not exist gives id.kind_unknown.
func ParseDocument(kind DocumentKind, raw string) (DocumentNumber, []IDWarning, error) {
	switch kind {
	case ResidentID:
		return residentDocument(kind, raw)
	case PermanentResCard, HKMacaoPermit, TaiwanPermit, Passport:
	default:
		return DocumentNumber{}, nil, Invalid("id.kind_unknown", "kind")
	}
	if LooksSpoiled(raw) {
		return DocumentNumber{}, nil, Invalid("id.spoiled", "")
	}
	s := compactNumber(raw)
	switch {
	case s == "":
		return DocumentNumber{}, nil, Invalid("id.empty", "")
	case scientific.MatchString(s):
		return DocumentNumber{}, nil, Invalid("id.scientific", "")
	case kind != Passport && residentForm.MatchString(s):
		return residentDocument(kind, raw)
	case !anyDocumentForm.MatchString(s):
		return DocumentNumber{}, nil, Invalid("id.character", "")
	}

	n := DocumentNumber{Kind: kind, Raw: Particular(raw), Number: Particular(s)}
	var warnings []IDWarning
	if s != raw {
		warnings = append(warnings, WarnNormalised)
	}
	for _, form := range documentForms {
		if form.kind == kind && form.pattern.MatchString(s) {
			if form.old {
				warnings = append(warnings, WarnOldForm)
			}
			return n, warnings, nil
		}
	}
	return n, append(warnings, WarnForm), nil
}

func residentDocument(kind DocumentKind, raw string) (DocumentNumber, []IDWarning, error) {
	r, warnings, err := ParseResidentID(raw)
	if err != nil {
		return DocumentNumber{}, nil, err
	}
	if r.Kind != kind {
		warnings = append(warnings, WarnKind)
	}
	return DocumentNumber{Kind: kind, Raw: r.Raw, Number: r.Number, Resident: &r}, warnings, nil
}
