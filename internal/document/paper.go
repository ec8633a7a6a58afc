package document

import (
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/verification"
)

// Paper is one paper, complete but for its layout: typed blocks that every output
// (PDF, text document, plain text) works on.
type Paper struct {
	Form     Form
	Language string
	Title    string        // the form's name, all that a file's metadata say
	Number   string        // empty for a paper without one
	Date     fengcun.Date  // the day it is dated
	Issuer   fengcun.Organ // whose paper it is
	Blocks   []Block

	code     *verification.Stamp // where the form says @code; nil for none, see Press.mark
	envelope bool
	sealed   bool // the organ's seal stands across the date
	values   Fields
}

// subject is whom the paper is about or, if about nobody, addressed to.
func (p *Paper) subject() verification.Subject {
	for _, field := range []string{"name", "unit", "applicant", "recipient"} {
		if text := p.values[field].text; text != "" {
			return verification.Subject{
				Name:     fengcun.Particular(strings.ReplaceAll(text, "\n", "")),
				Document: fengcun.Particular(p.values["document"].text),
			}
		}
	}
	return verification.Subject{}
}

// marked reports whether the paper carries a code: the form has a place for it, and
// what it would say is filled in.
func (p *Paper) marked() bool {
	return !p.ReadingCopy() && p.Number != "" && !p.Date.IsZero() && slices.Contains(p.Blocks, Block(Place{}))
}

// ReadingCopy reports whether the paper is the translation that has no effect.
func (p *Paper) ReadingCopy() bool { return p.Language != Chinese }

// Block is a part of a paper: Line, Grid, SignOff, Place, Ruler or SheetEnd.
type Block interface{ block() }

// Line is one line or paragraph.
type Line struct {
	Style Style
	Runs  []Run
}

// Style says what a line is; each output knows what that looks like.
type Style int

// The styles.
const (
	Paragraph  Style = iota // 三号仿宋, indented by two characters
	Title                   // 二号小标宋, centred
	Heading                 // 三号黑体
	Subheading              // 三号楷体
	Flush                   // from the left edge
	ToRight                 // to the right edge
	Centred
)

// Run is a stretch of text.
type Run struct {
	Text  string
	Whole bool // stays on one line: an ID number, a date, a number
}

// Grid is a table.
type Grid struct {
	Columns []int // relative widths
	Least   int   // height of a row in millimetres at least
	Head    []GridRow
	Rows    []GridRow
}

// GridRow is the cells of one row; their spans add up to the number of columns.
type GridRow []GridCell

// GridCell is one cell. A label is centred, a value begins at the left.
type GridCell struct {
	Runs  []Run
	Span  int
	Label bool
}

// SignOff is the signer with the date below, the seal across it, all on one page.
type SignOff struct{ Lines [][]Run }

// Place is where the code goes.
type Place struct{}

// Ruler is a line across the sheet.
type Ruler struct{}

// SheetEnd begins a new page.
type SheetEnd struct{}

func (Line) block()     {}
func (Grid) block()     {}
func (SignOff) block()  {}
func (Place) block()    {}
func (Ruler) block()    {}
func (SheetEnd) block() {}
