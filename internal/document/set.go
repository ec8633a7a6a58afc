package document

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fengcun"
)

// Set puts values into a form and returns the paper. Nothing is laid out yet; what
// cannot be printed is found by Press.Check.
//
// Errors: document.form, document.field_missing, document.field_unknown,
// document.field_type, document.unreadable, document.too_long, document.forbidden_word,
// date.form.
func (l *Library) Set(issuer fengcun.Organ, f Form, lang string, values Fields) (*Paper, error) {
	t, err := l.template(f, lang)
	if err != nil {
		return nil, err
	}
	for name := range values {
		if _, ok := t.fields[name]; !ok {
			return nil, fengcun.Invalid("document.field_unknown", name)
		}
	}
	for name, kind := range t.fields {
		if err := kind.check(name, values[name]); err != nil {
			return nil, err
		}
	}
	return t.set(issuer, f, lang, values)
}

// Blank is a form to be filled in by hand: every field is empty.
func (l *Library) Blank(issuer fengcun.Organ, f Form, lang string) (*Paper, error) {
	t, err := l.template(f, lang)
	if err != nil {
		return nil, err
	}
	return t.set(issuer, f, lang, nil)
}

func (t *template) set(issuer fengcun.Organ, f Form, lang string, values Fields) (*Paper, error) {
	// The applicant's words are the applicant's own; the organ's are not.
	if t.header.Silent && t.header.Issuer == "organ" {
		for name, v := range values {
			if slices.ContainsFunc(v.texts(), func(s string) bool { return strings.Contains(s, forbidden) }) {
				return nil, fengcun.Invalid("document.forbidden_word", name)
			}
		}
	}
	p := &Paper{
		Form: f, Language: lang, Title: t.header.Title, Number: values["number"].text, Date: values["date"].date, Issuer: issuer,
		envelope: t.header.Envelope, sealed: t.header.Seal && lang == Chinese, values: values,
	}
	s := setter{t: t, paper: p, values: values}
	for _, e := range t.body {
		if s.holds(e.when) {
			p.Blocks = append(p.Blocks, s.blocks(e)...)
		}
	}
	return p, nil
}

// setter puts values in the place of fields.
type setter struct {
	t      *template
	paper  *Paper
	values Fields
}

func (s setter) holds(c condition) bool {
	return c.field == "" || s.values[c.field].empty() == c.not
}

var styles = map[lineKind]Style{
	paragraph: Paragraph, title: Title, heading: Heading, subheading: Subheading, flush: Flush, toRight: ToRight, centred: Centred, item: Paragraph,
}

func (s setter) blocks(e element) []Block {
	switch e.kind {
	case grid:
		return []Block{s.grid(e)}
	case closing:
		var lines [][]Run
		for _, line := range e.lines {
			lines = append(lines, s.runs(line, place{closing: true}))
		}
		return []Block{SignOff{lines}}
	case ruler:
		return []Block{Ruler{}}
	case sheetEnd:
		return []Block{SheetEnd{}}
	case codePlace:
		return []Block{Place{}}
	case item:
		return s.items(e)
	}
	// A text of several lines in a field is as many paragraphs.
	var out []Block
	for _, runs := range split(s.runs(e.text, place{})) {
		out = append(out, Line{styles[e.kind], runs})
	}
	return out
}

// items is a paragraph for each entry of the list that the line names.
func (s setter) items(e element) []Block {
	list := ""
	for _, p := range e.text {
		if s.t.fields[p.field].kind == "list" {
			list = p.field
		}
	}
	entries := s.values[list].list
	if len(entries) == 0 {
		entries = []string{""}
	}
	var out []Block
	for i, entry := range entries {
		runs := s.runs(e.text, place{row: Row{list: entry}})
		if len(entries) > 1 {
			runs = append([]Run{{Text: s.ordinal(i + 1)}}, runs...)
		}
		out = append(out, Line{Paragraph, runs})
	}
	return out
}

// ordinal is the number before an entry of a list, of the second level of GB/T 9704:
// the first is the form's own.
func (s setter) ordinal(n int) string {
	switch {
	case s.paper.Language != Chinese:
		return "(" + itoa(n) + ") "
	case n < 100:
		return "（" + chineseCount(n) + "）"
	}
	return "（" + itoa(n) + "）"
}

// place is where a piece is set.
type place struct {
	closing bool
	cell    bool
	row     Row // of a repeated row or item; nil elsewhere
	number  int // of that row, from 1
}

// blankRows are printed of a table field without rows: room to write.
const blankRows = 4

func (s setter) grid(e element) Grid {
	g := Grid{Columns: e.widths, Least: e.least}
	for _, row := range e.rows {
		switch {
		case !s.holds(row.when):
		case row.head:
			g.Head = append(g.Head, s.row(row, place{cell: true}))
		case row.repeat:
			rows := s.values[tableOf(row)].rows
			if len(rows) == 0 {
				rows = make([]Row, blankRows)
			}
			for i, values := range rows {
				if values == nil {
					values = Row{}
				}
				g.Rows = append(g.Rows, s.row(row, place{cell: true, row: values, number: i + 1}))
			}
		default:
			g.Rows = append(g.Rows, s.row(row, place{cell: true}))
		}
	}
	return g
}

func tableOf(row tableRow) string {
	for _, cell := range row.cells {
		for _, p := range cell.text {
			if table, _, ok := strings.Cut(p.field, "."); ok {
				return table
			}
		}
	}
	return ""
}

// labelLength is up to how many characters the words of a cell are its label.
const labelLength = 60

func (s setter) row(row tableRow, at place) GridRow {
	var out GridRow
	for _, cell := range row.cells {
		label := true
		length := 0
		for _, p := range cell.text {
			length += utf8.RuneCountInString(p.text)
			label = label && (p.field == "" || p.field == "#")
		}
		out = append(out, GridCell{Runs: s.runs(cell.text, at), Span: cell.span, Label: row.head || label && length <= labelLength})
	}
	return out
}

// gap is printed for a field without a value in running text: room to write.
const gap = "＿＿＿＿＿＿"

func (s setter) runs(pieces []piece, at place) []Run {
	var out []Run
	for _, p := range pieces {
		if p.field == "" {
			out = append(out, Run{p.text, p.whole})
			continue
		}
		r := s.run(p.field, at)
		if r.Text == "" && !at.cell {
			r.Text = gap
		}
		out = append(out, r)
	}
	return out
}

// wholeName and wholeCase are up to how many characters a name or a case number
// stays on one line.
const (
	wholeName = 6
	wholeCase = 26
)

func (s setter) run(field string, at place) Run {
	if field == "#" {
		return Run{Text: itoa(at.number)}
	}
	if table, column, ok := strings.Cut(field, "."); ok && s.t.fields[table].kind == "rows" {
		return Run{Text: at.row[column]}
	}
	if text, ok := at.row[field]; ok {
		return Run{Text: text}
	}
	v := s.values[field]
	length := utf8.RuneCountInString(v.text)
	switch s.t.fields[field].kind {
	case "date":
		if v.date.IsZero() {
			return Run{}
		}
		return Run{writeDate(v.date, s.paper.Language, s.paper.Issuer.Kind, at.closing && s.t.header.Issuer == "organ"), !at.cell}
	case "article":
		if n, err := strconv.Atoi(v.text); err == nil && s.paper.Language == Chinese {
			return Run{Text: chineseCount(n)}
		}
	case "identifier", "number":
		return Run{v.text, !at.cell}
	case "case":
		return Run{v.text, !at.cell && length <= wholeCase}
	case "name":
		return Run{v.text, !at.cell && length <= wholeName}
	}
	return Run{Text: v.text}
}

// split divides runs at line feeds.
func split(runs []Run) [][]Run {
	var out [][]Run
	var line []Run
	for _, r := range runs {
		parts := strings.Split(r.Text, "\n")
		for i, part := range parts {
			if i > 0 {
				out = append(out, line)
				line = nil
			}
			if part != "" {
				line = append(line, Run{part, r.Whole})
			}
		}
	}
	return append(out, line)
}
