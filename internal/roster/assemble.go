package roster

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fengcun"
)

// Bounds of a cell, in characters.
const (
	maxNameLength = 100
	maxCellLength = 4000
)

// builder puts one row together from its cells.
type builder struct {
	options Options
	layout  *layout
	row     Row
	cells   map[Field][]fieldCell
	faulted map[Field]bool // fields with a cell that cannot be used
	issues  []Issue
}

type fieldCell struct {
	column Column
	text   string
	number bool // stored as a number
}

func (r *reading) assemble(rec record) (Row, []Issue) {
	b := &builder{options: r.options, layout: r.layout, row: Row{Line: rec.line}, cells: map[Field][]fieldCell{}, faulted: map[Field]bool{}}
	if rec.fault != "" {
		b.flag(Column{}, rec.fault)
		return b.row, b.issues
	}
	if rec.hidden {
		b.flag(Column{}, RowHidden)
	}
	for i, c := range rec.cells {
		b.sort(i, c, r.report.Format)
	}
	b.compare(r.seen)
	b.person()
	b.matter()
	b.outcome()
	b.order()
	slices.SortStableFunc(b.issues, func(x, y Issue) int {
		if len(x.Column.Letter) != len(y.Column.Letter) {
			return len(x.Column.Letter) - len(y.Column.Letter)
		}
		return strings.Compare(x.Column.Letter, y.Column.Letter)
	})
	return b.row, b.issues
}

func (b *builder) flag(column Column, code Code) { b.flagNumber(column, code, 0) }

func (b *builder) flagNumber(column Column, code Code, number int) {
	b.issues = append(b.issues, newIssue(b.row.Line, column, code, number))
}

// sort puts a cell under its field, or says why it cannot be used.
func (b *builder) sort(at int, c cell, format Format) {
	if at >= len(b.layout.columns) {
		// In a CSV file a field too many has shifted the others.
		if trim(c.text) != "" && format == FormatCSV {
			b.flag(Column{Letter: columnLetter(at)}, CellOutside)
		}
		return
	}
	column := b.layout.columns[at]
	if column.field == "" || column.field == fieldNumber {
		return
	}
	limit := maxCellLength
	if column.field == fieldName {
		limit = maxNameLength
	}
	text := trim(c.text)
	var fault Code
	switch {
	case c.covered:
		fault = CellMerged
	case c.kind == formulaCell:
		fault = CellFormula
	case c.kind == errorCell:
		fault = CellError
	case c.kind == badDateCell:
		fault = DateImpossible
	case utf8.RuneCountInString(text) > limit:
		b.faulted[column.field] = true
		b.flagNumber(column, CellTooLong, limit)
		return
	case fengcun.LooksSpoiled(text):
		fault = TextDamaged
	default:
		b.cells[column.field] = append(b.cells[column.field], fieldCell{column, text, c.kind == numberCell})
		return
	}
	b.faulted[column.field] = true
	b.flag(column, fault)
}

// missing says that a fact is absent, unless a fault of its cell was reported
// already.
func (b *builder) missing(column Column, code Code) {
	if !b.faulted[column.field] {
		b.flag(column, code)
	}
}

// first returns the cell of a field; an absent or blank one has the empty text.
func (b *builder) first(field Field) fieldCell {
	if cells := b.cells[field]; len(cells) > 0 {
		if c := cells[0]; !blank(c.text) {
			return c
		}
		return fieldCell{column: cells[0].column}
	}
	for _, column := range b.layout.columns {
		if column.field == field {
			return fieldCell{column: column}
		}
	}
	return fieldCell{}
}

// compare looks for the same row, and for the same person in the same case, among
// the rows above.
func (b *builder) compare(seen *doubles) {
	var whole strings.Builder
	for _, h := range headings().list {
		if h.Field == fieldRemark {
			continue
		}
		for _, c := range b.cells[h.Field] {
			whole.WriteString(string(h.Field))
			whole.WriteByte(0)
			whole.WriteString(canonical(c.text))
			whole.WriteByte(0)
		}
	}
	if line := remember(seen.rows, []byte(whole.String()), b.row.Line); line != 0 {
		b.flagNumber(Column{}, RowDouble, line)
		return
	}
	name := canonical(b.first(fieldName).text)
	if name == "" {
		return
	}
	for _, cell := range b.cells[fieldCaseNumber] {
		for _, text := range split(cell.text) {
			n, err := fengcun.ParseCaseNumber(text)
			if err != nil {
				continue
			}
			key := name + "\x00" + canonical(b.first(fieldIdentity).text) + "\x00" + n.Norm.Reveal()
			if line := remember(seen.cases, []byte(key), b.row.Line); line != 0 && line != b.row.Line {
				b.flagNumber(cell.column, RowConflict, line)
			}
		}
	}
}

// date reads the one date of a field; zero if there is none.
func (b *builder) date(field Field) fengcun.Date {
	c := b.first(field)
	if c.text == "" {
		return fengcun.Date{}
	}
	d, code := parseDate(c.text)
	if code != "" {
		b.flag(c.column, code)
		return fengcun.Date{}
	}
	if !b.options.Today.IsZero() && d.After(b.options.Today) {
		b.flag(c.column, DateFuture)
	}
	return d
}
