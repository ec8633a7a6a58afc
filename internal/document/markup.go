package document

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// lineKind is what a line of a form is.
type lineKind int

const (
	paragraph  lineKind = iota // text, two characters in
	title                      // "# "  centred, 小标宋
	heading                    // "## " first level, 黑体
	subheading                 // "### " second level, 楷体
	flush                      // "< "  from the left edge: whom it is addressed to
	toRight                    // "> "  to the right edge: a number
	centred                    // "^ "
	item                       // "- "  one paragraph for each entry of a list
	closing                    // "~ "  signer and date, with the seal
	grid                       // "|"   a table
	ruler                      // "---"
	sheetEnd                   // "***"
	codePlace                  // "@code": where the code to verify the paper by goes
)

// prefixes in the order in which they are tried.
var prefixes = []struct {
	mark string
	kind lineKind
}{
	{"### ", subheading}, {"## ", heading}, {"# ", title}, {"< ", flush}, {"> ", toRight}, {"^ ", centred}, {"- ", item}, {"~ ", closing},
}

// parseBody reads the markup of a body whose first line is line first of the file.
func parseBody(file string, first int, body string) ([]element, error) {
	p := &parser{file: file}
	for i, line := range strings.Split(body, "\n") {
		p.at = first + i
		if err := p.line(strings.TrimRight(line, " \t")); err != nil {
			return nil, err
		}
	}
	if len(p.out) == 0 {
		return nil, faulty("document.template_markup", file, first, "")
	}
	for _, e := range p.out {
		if e.kind == grid && (len(e.widths) == 0 || len(e.rows) == 0) {
			return nil, faulty("document.template_markup", file, e.at, "|")
		}
	}
	return p.out, nil
}

type parser struct {
	file string
	at   int
	out  []element
	open bool // the last element is a paragraph that the next line continues
}

func (p *parser) fault(word string) error {
	return faulty("document.template_markup", p.file, p.at, word)
}

func (p *parser) line(s string) error {
	switch {
	case strings.TrimSpace(s) == "":
		p.open = false
		return nil
	case strings.HasPrefix(s, "//"):
		return nil
	case s == "---", s == "***", s == "@code":
		p.add(element{kind: map[string]lineKind{"---": ruler, "***": sheetEnd, "@code": codePlace}[s]})
		return nil
	}
	when, s, err := p.condition(s)
	if err != nil {
		return err
	}
	if strings.HasPrefix(s, "|") {
		return p.row(when, s[1:])
	}
	for _, prefix := range prefixes {
		if rest, ok := strings.CutPrefix(s, prefix.mark); ok {
			text, err := p.pieces(rest)
			if err != nil {
				return err
			}
			if prefix.kind == closing {
				return p.signOff(when, text)
			}
			p.add(element{kind: prefix.kind, text: text, when: when})
			return nil
		}
	}
	return p.paragraph(when, strings.TrimSpace(s))
}

// paragraph begins a paragraph or continues one. Chinese lines are joined as they
// are, words with a space.
func (p *parser) paragraph(when condition, s string) error {
	text, err := p.pieces(s)
	if err != nil {
		return err
	}
	if !p.open || when.field != "" {
		p.add(element{kind: paragraph, text: text, when: when})
		p.open = when.field == ""
		return nil
	}
	last := &p.out[len(p.out)-1]
	if western(last.text[len(last.text)-1], true) && western(text[0], false) {
		last.text = append(last.text, piece{text: " "})
	}
	last.text = append(last.text, text...)
	return nil
}

// western reports whether a piece ends, or begins, with a character of words. A
// field stands between spaces where a word would.
func western(p piece, end bool) bool {
	r, _ := utf8.DecodeRuneInString(p.text)
	if end {
		r, _ = utf8.DecodeLastRuneInString(p.text)
	}
	return p.field == "" && r < 0x2E80
}

func (p *parser) add(e element) {
	e.at = p.at
	p.out = append(p.out, e)
	p.open = false
}

// condition reads "?field " (only if it has a value) or "!field " (only if not).
func (p *parser) condition(s string) (condition, string, error) {
	if s[0] != '?' && s[0] != '!' {
		return condition{}, s, nil
	}
	name, rest, ok := strings.Cut(s[1:], " ")
	if !ok || name == "" || rest == "" {
		return condition{}, s, p.fault(s[:1])
	}
	return condition{name, s[0] == '!'}, strings.TrimLeft(rest, " "), nil
}

// signOff adds a line to the sign-off before it, or begins one.
func (p *parser) signOff(when condition, text []piece) error {
	if when.field != "" {
		return p.fault("~")
	}
	if n := len(p.out); n > 0 && p.out[n-1].kind == closing {
		p.out[n-1].lines = append(p.out[n-1].lines, text)
		return nil
	}
	p.add(element{kind: closing, lines: [][]piece{text}})
	return nil
}

// row reads a line of a table: "|: 1 3 / 12" its columns and the height of its rows
// in millimetres, "|! " a head, "|* " a row for each of a table field, "| " a row.
func (p *parser) row(when condition, s string) error {
	if rest, ok := strings.CutPrefix(s, ":"); ok {
		columns, least, _ := strings.Cut(rest, "/")
		e := element{kind: grid}
		for _, share := range strings.Fields(columns) {
			n, err := strconv.Atoi(share)
			if err != nil || n < 1 || n > 100 {
				return p.fault("|:")
			}
			e.widths = append(e.widths, n)
		}
		if least = strings.TrimSpace(least); least != "" {
			n, err := strconv.Atoi(least)
			if err != nil || n < 1 || n > 100 {
				return p.fault("|:")
			}
			e.least = n
		}
		p.add(e)
		return nil
	}
	n := len(p.out)
	if n == 0 || p.out[n-1].kind != grid {
		return p.fault("|")
	}
	table := &p.out[n-1]
	r := tableRow{when: when}
	if rest, ok := strings.CutPrefix(s, "!"); ok {
		r.head, s = true, rest
	} else if rest, ok := strings.CutPrefix(s, "*"); ok {
		r.repeat, s = true, rest
	}
	columns := 0
	for _, cell := range strings.Split(strings.TrimSuffix(s, "|"), "|") {
		cell = strings.TrimSpace(cell)
		columns++
		if cell == "<" && len(r.cells) > 0 { // one with the cell at its left
			r.cells[len(r.cells)-1].span++
			continue
		}
		text, err := p.pieces(cell)
		if err != nil {
			return err
		}
		r.cells = append(r.cells, tableCell{text, 1})
	}
	if columns != len(table.widths) {
		return p.fault("|")
	}
	table.rows = append(table.rows, r)
	return nil
}

// pieces reads a text with fields in braces and stretches that stay on one line in
// backquotes. A backslash takes the next character as it is.
func (p *parser) pieces(s string) ([]piece, error) {
	var out []piece
	var b strings.Builder
	whole := false
	emit := func() {
		if b.Len() > 0 {
			out = append(out, piece{text: b.String(), whole: whole})
			b.Reset()
		}
	}
	for i := 0; i < len(s); {
		switch c := s[i]; c {
		case '\\':
			if i++; i == len(s) {
				return nil, p.fault("\\")
			}
			_, size := utf8.DecodeRuneInString(s[i:])
			b.WriteString(s[i : i+size])
			i += size
		case '`':
			emit()
			whole = !whole
			i++
		case '{':
			name, _, ok := strings.Cut(s[i+1:], "}")
			if !ok || name == "" || whole || strings.ContainsAny(name, "{ ") {
				return nil, p.fault("{")
			}
			emit()
			out = append(out, piece{field: name})
			i += len(name) + 2
		case '}':
			return nil, p.fault("}")
		default:
			b.WriteByte(c)
			i++
		}
	}
	emit()
	if whole {
		return nil, p.fault("`")
	}
	if len(out) == 0 {
		out = []piece{{}}
	}
	return out, nil
}

func itoa(n int) string { return strconv.Itoa(n) }
