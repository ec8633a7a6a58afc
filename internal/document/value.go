package document

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"fengcun"
)

// Fields are the values of a form's fields, by name.
type Fields map[string]Value

// Value is what stands in one field. It may be a particular, so it prints and logs
// as a fixed mark; only a paper shows it.
type Value struct {
	text string
	date fengcun.Date
	list []string
	rows []Row
	kind valueKind
}

// Row is one row of a table, by column.
type Row map[string]string

type valueKind int

const (
	textValue valueKind = iota
	dateValue
	listValue
	rowsValue
)

// Text is a value of one or more lines: a text, a name, an identifier, an organ, a
// number. An empty text is no value.
func Text(s string) Value { return Value{text: s} }

// Secret is the text of a particular, revealed because the paper is about it.
func Secret(p fengcun.Particular) Value { return Text(p.Reveal()) }

// Day is a date. The zero date is no value.
func Day(d fengcun.Date) Value { return Value{date: d, kind: dateValue} }

// List is a list of texts, one paragraph each.
func List(items ...string) Value { return Value{list: items, kind: listValue} }

// Rows are the rows of a table.
func Rows(rows ...Row) Value { return Value{rows: rows, kind: rowsValue} }

func (v Value) empty() bool {
	return v.text == "" && v.date.IsZero() && len(v.list) == 0 && len(v.rows) == 0
}

// Format writes a fixed mark for every verb.
func (v Value) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[value]")) }

// fieldType is the type of a form's field.
type fieldType struct {
	kind     string
	optional bool
	columns  []string // of rows
}

// limits are how many characters a value of each type may have, and whether it may
// have several lines. They are far above what occurs and below what cannot be set:
// an identifier or a number stays on one line.
var limits = map[string]struct {
	runes int
	lines bool
}{
	"text": {8000, true}, "name": {100, false}, "identifier": {26, false},
	"case": {200, false}, "article": {2, false}, "organ": {100, false}, "number": {26, false}, "list": {2000, true}, "rows": {1000, true},
}

// maxRows bounds a list or a table.
const maxRows = 5000

// check reports whether a value fits its field.
func (t fieldType) check(name string, v Value) error {
	want := map[string]valueKind{"date": dateValue, "list": listValue, "rows": rowsValue}[t.kind]
	switch {
	case v.empty() && t.optional:
		return nil
	case v.empty():
		return fengcun.Invalid("document.field_missing", name)
	case v.kind != want:
		return fengcun.Invalid("document.field_type", name)
	case v.kind == dateValue && !v.date.Valid():
		return fengcun.Invalid("date.form", name)
	case len(v.list) > maxRows || len(v.rows) > maxRows:
		return fengcun.Invalid("document.too_long", name)
	}
	for _, text := range v.texts() {
		if err := t.checkText(name, text); err != nil {
			return err
		}
	}
	for _, row := range v.rows {
		for column := range row {
			if !contains(t.columns, column) {
				return fengcun.Invalid("document.field_unknown", name)
			}
		}
	}
	return nil
}

func (t fieldType) checkText(name, text string) error {
	limit := limits[t.kind]
	if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool {
		return r == utf8.RuneError || r != '\n' && unicode.IsControl(r) || r == '\n' && !limit.lines
	}) {
		return fengcun.Invalid("document.unreadable", name)
	}
	if utf8.RuneCountInString(text) > limit.runes {
		return fengcun.Invalid("document.too_long", name)
	}
	if t.kind == "article" && strings.ContainsFunc(text, func(r rune) bool { return r < '0' || r > '9' }) {
		return fengcun.Invalid("document.field_type", name)
	}
	return nil
}

// texts are all texts of a value.
func (v Value) texts() []string {
	all := append([]string{}, v.list...)
	if v.text != "" {
		all = append(all, v.text)
	}
	for _, row := range v.rows {
		for _, text := range row {
			all = append(all, text)
		}
	}
	return all
}

func contains(list []string, s string) bool {
	for _, known := range list {
		if known == s {
			return true
		}
	}
	return false
}
