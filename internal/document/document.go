// Package document turns what an organ issues into its final text.
//
// A form is a template file with named fields; the layouts are reconstructions
// that an organ's lawyer may replace. Guarantees: a missing field or a field that
// the form does not know is an error before a number is taken; a certificate form
// that contains the word 封存 is refused on load, because that word on one
// certificate would betray every other; certificate and refusal are rendered on
// the same path.
//
// It does not sign, it lays out no pages, and it decides nothing.
package document

import (
	"embed"
	"strings"
	"text/template"

	"fengcun"
)

// Form is one kind of document.
type Form string

// The forms.
const (
	NoRecordCertificate Form = "no_record_certificate" // 无犯罪记录证明
	CertificateRefusal  Form = "certificate_refusal"   // 不予出具无犯罪记录证明通知书
	InquiryRefusal      Form = "inquiry_refusal"       // 不许可查询决定书
	SealingNotice       Form = "sealing_notice"        // 犯罪记录封存通知书
)

// Fields are the values of a form's fields.
type Fields map[string]string

//go:embed forms/*.txt
var files embed.FS

// fieldsOf names the fields of each form; a template may use no other.
var fieldsOf = map[Form][]string{
	NoRecordCertificate: {"number", "organ", "name", "document", "birth", "date"},
	CertificateRefusal:  {"number", "organ", "name", "document", "birth", "date"},
	InquiryRefusal:      {"number", "organ", "unit", "date"},
	SealingNotice:       {"number", "organ", "recipient", "name", "sex", "birth", "document", "case", "effective", "article", "date"},
}

// dates are the fields that hold a date, given as 2006-01-02 and printed in
// Chinese.
var dates = []string{"date", "birth", "effective"}

// silent are the forms in which the word 封存 must not occur.
var silent = []Form{NoRecordCertificate, CertificateRefusal, InquiryRefusal}

const forbidden = "封存"

// Check reports whether a form can be rendered with these fields.
func Check(f Form, fields Fields) error {
	known, ok := fieldsOf[f]
	if !ok {
		return fengcun.Invalid("document.form", "form")
	}
	for _, name := range known {
		if _, ok := fields[name]; !ok {
			return fengcun.Invalid("document.field_missing", name)
		}
	}
	if len(fields) != len(known) {
		return fengcun.Invalid("document.field_unknown", "fields")
	}
	for _, name := range known {
		if strings.ContainsRune(fields[name], '\uFFFD') {
			return fengcun.Invalid("document.unreadable", name)
		}
	}
	return nil
}

// Render returns the document's text.
func Render(f Form, fields Fields) ([]byte, error) {
	if err := Check(f, fields); err != nil {
		return nil, err
	}
	t, err := load(f)
	if err != nil {
		return nil, err
	}
	values := make(map[string]string, len(fields)+1)
	for k, v := range fields {
		values[k] = v
	}
	for _, name := range dates {
		if _, ok := fields[name]; !ok {
			continue
		}
		date, err := fengcun.ParseDate(fields[name])
		if err != nil {
			return nil, fengcun.Invalid("date.form", name)
		}
		values[name] = arabicDate(date)
	}
	var b strings.Builder
	if err := t.Execute(&b, values); err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "document.template"}
	}
	return []byte(b.String()), nil
}

// load reads a form and refuses one that would speak of sealing.
func load(f Form) (*template.Template, error) {
	text, err := files.ReadFile("forms/" + string(f) + ".txt")
	if err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "document.template"}
	}
	for _, s := range silent {
		if s == f && strings.Contains(string(text), forbidden) {
			return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "document.forbidden_word"}
		}
	}
	t, err := template.New(string(f)).Option("missingkey=error").Parse(string(text))
	if err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "document.template"}
	}
	return t, nil
}
