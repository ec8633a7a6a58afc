package document

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fengcun"

	"github.com/BurntSushi/toml"
)

// template is one form in one language, as its file says.
type template struct {
	file   string
	source string
	header header
	fields map[string]fieldType
	body   []element
}

// header is what stands between the +++ lines.
type header struct {
	Title    string // of the form: what the file's metadata say, and nothing more
	Basis    string // article, for whoever maintains the form
	Issuer   string // organ, or applicant: whose paper it is
	Silent   bool   // the word 封存 must not occur
	Seal     bool   // the organ's seal stands across the date
	Envelope bool   // no page numbers, set in the middle of the sheet
	Fields   map[string]any
}

// element is one part of a body.
type element struct {
	kind lineKind
	text []piece // of a line
	when condition

	widths []int // of a table
	least  int   // height of its rows in millimetres
	rows   []tableRow

	lines [][]piece // of a sign-off
	at    int       // line in the file
}

// condition prints a line only if a field has a value, or only if it has none.
type condition struct {
	field string
	not   bool
}

// piece is a stretch of text or a field.
type piece struct {
	text  string
	whole bool   // stays on one line
	field string // "" for text, "#" for a row's number, "rows.column" in a repeated row
}

type tableRow struct {
	head   bool
	repeat bool // one row for each of a table field
	when   condition
	cells  []tableCell
}

type tableCell struct {
	text []piece
	span int
}

const fence = "+++"

// forbidden is the word that no silent paper contains.
const forbidden = "封存"

// forbiddenEnglish are its English words; a stamp is a stamp in a silent form.
var forbiddenEnglish = []string{"seal", "unseal"}

// parseTemplate reads a form's file. All its errors name the file and the line.
func parseTemplate(file string, content []byte) (*template, error) {
	text := strings.ReplaceAll(string(content), "\r\n", "\n")
	text = strings.TrimPrefix(text, "\uFEFF")
	if !utf8.ValidString(text) {
		return nil, faulty("document.template_encoding", file, 1, "")
	}
	head, body, ok := strings.Cut(strings.TrimPrefix(text, fence+"\n"), "\n"+fence+"\n")
	if !strings.HasPrefix(text, fence+"\n") || !ok {
		return nil, faulty("document.template_header", file, 1, "")
	}
	t := &template{file: file, source: text}
	meta, err := toml.Decode(head, &t.header)
	if err != nil || len(meta.Undecoded()) > 0 || t.header.Title == "" {
		return nil, faulty("document.template_header", file, 1, "")
	}
	if t.fields, ok = fieldTypes(t.header.Fields); !ok {
		return nil, faulty("document.template_header", file, 1, "")
	}
	if t.header.Issuer == "" {
		t.header.Issuer = "organ"
	}
	t.body, err = parseBody(file, strings.Count(head, "\n")+4, body)
	if err != nil {
		return nil, err
	}
	return t, nil
}

// fieldTypes reads the types of a header: a name of a type, with a question mark
// if the field may be empty, or a list of columns.
func fieldTypes(declared map[string]any) (map[string]fieldType, bool) {
	types := map[string]fieldType{}
	for name, value := range declared {
		switch v := value.(type) {
		case string:
			kind, optional := strings.CutSuffix(v, "?")
			if _, known := limits[kind]; !known && kind != "date" || kind == "rows" {
				return nil, false
			}
			types[name] = fieldType{kind: kind, optional: optional}
		case []any:
			t := fieldType{kind: "rows", optional: true}
			for _, column := range v {
				name, ok := column.(string)
				if !ok {
					return nil, false
				}
				t.columns = append(t.columns, name)
			}
			types[name] = t
		default:
			return nil, false
		}
	}
	return types, true
}

// check holds a template against the form's measure, which is the Chinese file
// that comes with the program: no field that the form does not have, none left out
// that must be printed, and no word that a silent form must not contain.
func (t *template) check(measure *template) error {
	for name, kind := range t.fields {
		known, ok := measure.fields[name]
		if !ok || known.kind != kind.kind || !slices.Equal(known.columns, kind.columns) {
			return faulty("document.template_field", t.file, 1, name)
		}
	}
	used := map[string]bool{}
	for _, e := range t.body {
		for _, name := range e.fieldNames() {
			table, column, isColumn := strings.Cut(name, ".")
			kind, known := measure.fields[table]
			if name == "#" {
				continue
			}
			if !known || isColumn != (kind.kind == "rows") && !e.asks(name) || isColumn && !slices.Contains(kind.columns, column) {
				return faulty("document.template_field", t.file, e.at, name)
			}
			used[table] = true
		}
	}
	for name, kind := range measure.fields {
		if !kind.optional && !used[name] {
			return faulty("document.template_omits", t.file, 1, name)
		}
	}
	if measure.header.Silent {
		if word := spoken(t.header.Title + "\n" + t.words()); word != "" {
			return faulty("document.template_word", t.file, 1, word)
		}
	}
	// Whose paper it is, and what it keeps silent about, is not for a file to change.
	t.fields = measure.fields
	t.header.Issuer, t.header.Silent, t.header.Seal, t.header.Envelope = measure.header.Issuer, measure.header.Silent, measure.header.Seal, measure.header.Envelope
	return nil
}

// spoken returns the word in a text that a silent paper must not contain.
func spoken(text string) string {
	if strings.Contains(text, forbidden) {
		return forbidden
	}
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r < 'a' || r > 'z' }) {
		for _, stem := range forbiddenEnglish {
			if word == stem || word == stem+"s" || word == stem+"ed" || word == stem+"ing" {
				return word
			}
		}
	}
	return ""
}

// words is all text of a body that is not a field.
func (t *template) words() string {
	var b strings.Builder
	for _, e := range t.body {
		for _, p := range e.pieces() {
			if p.field == "" {
				b.WriteString(p.text)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// pieces are all pieces of an element, one after the other.
func (e element) pieces() []piece {
	all := slices.Clone(e.text)
	for _, line := range e.lines {
		all = append(all, line...)
	}
	for _, row := range e.rows {
		for _, cell := range row.cells {
			all = append(all, cell.text...)
		}
	}
	return all
}

// fieldNames are the fields that an element uses or asks for.
func (e element) fieldNames() []string {
	var names []string
	for _, p := range e.pieces() {
		if p.field != "" {
			names = append(names, p.field)
		}
	}
	for _, c := range e.conditions() {
		names = append(names, c.field)
	}
	return names
}

func (e element) conditions() []condition {
	var all []condition
	if e.when.field != "" {
		all = append(all, e.when)
	}
	for _, row := range e.rows {
		if row.when.field != "" {
			all = append(all, row.when)
		}
	}
	return all
}

// asks reports whether a field stands in a condition only, where a table may be
// named as a whole.
func (e element) asks(name string) bool {
	return slices.ContainsFunc(e.conditions(), func(c condition) bool { return c.field == name })
}

func faulty(code, file string, line int, word string) error {
	return &fengcun.Error{Kind: fengcun.KindInvalid, Code: code, Field: file, Args: map[string]string{
		"file": file, "line": itoa(line), "word": word,
	}}
}
