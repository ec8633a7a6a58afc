package pdf

// Block is a part of a document's flow: Paragraph, SignOff, Table, Figure, Rule,
// Gap, Together, Beside, Seal or PageBreak.
type Block interface {
	// boxes lays the block out in lines that are not divided any further.
	boxes(*setting) ([]box, error)
}

// Align says where a line stands in its measure.
type Align int

// The alignments. The zero value is justified: both edges straight, the last line
// of a paragraph left.
const (
	Justified Align = iota
	Left
	Center
	Right
)

// Run is a stretch of text in one style. Text is printed as it is; whoever passes
// the text of a fengcun.Particular reveals it on purpose. A line feed starts a new
// line; every other control character is a *MissingGlyph.
type Run struct {
	Text  string
	Slot  Slot
	Size  Length // zero: 三号, in tables the table's size
	Color Color

	// NoBreak keeps the run on one line: an ID number, a date, a case number. Such a
	// run that is longer than the line is an error, pdf.run_too_long.
	NoBreak bool
}

// Paragraph is text that is broken into lines.
type Paragraph struct {
	Runs   []Run
	Align  Align
	Indent int    // of the first line, in characters: two in Chinese body text
	Before Length // empty space above, left out at the top of a page
	Left   Length // narrower than the frame by so much
	Right  Length
	Pitch  Length // from line to line; zero: the frame's, or more for large type
	Keep   bool   // on the same page as what follows
}

// Text returns a body paragraph: 三号, justified, indented by two characters.
func Text(text string) Paragraph {
	return Paragraph{Runs: []Run{{Text: text}}, Indent: 2}
}

// Heading returns a document's title: 二号, centred, kept with what follows.
func Heading(text string) Paragraph {
	return Paragraph{Runs: []Run{{Text: text, Slot: Title, Size: ErHao}}, Align: Center, Keep: true}
}

// Gap is empty space, left out at the top of a page.
type Gap struct {
	Height Length
	Keep   bool // on the same page as what follows
}

// Rule is a horizontal line across the measure.
type Rule struct {
	Thickness Length // zero: half a point
	Color     Color
}

// Figure is a picture or a barcode in the flow.
type Figure struct {
	Art           Art
	Width, Height Length
	Align         Align // Justified means Left
}

// SignOff is the signer with the date below (GB/T 9704-2012, 7.3.5): the date ends
// so far from the end of the measure as Right says, and the lines above it are
// centred on it, moved to the left where they would reach beyond the measure.
type SignOff struct {
	Lines [][]Run // the date last
	Right Length
}

// Seal stands over the last line of the block before it, their centres on each
// other: 骑年盖月, the seal across the date. It takes no space in the flow. It is a
// picture or, without one, a ring around a text: the place of a seal, with which
// nobody can be deceived.
type Seal struct {
	Art           Art
	Text          string
	Width, Height Length
}

// Together keeps its blocks on one page: signers, date and seal. What does not fit
// on a page is an error, pdf.too_tall.
type Together []Block

// PageBreak starts a new page.
type PageBreak struct{}

// Fixed is a picture at a place on the sheet, outside the flow.
type Fixed struct {
	Art           Art
	X, Y          Length // of its upper left corner, from that of the sheet
	Width, Height Length
	On            Sheets
}

// Sheets says on which pages something stands.
type Sheets int

// The choices of pages.
const (
	EverySheet Sheets = iota
	FirstSheet
	LastSheet
)

func (s Sheets) has(page, pages int) bool {
	return s == EverySheet || s == FirstSheet && page == 1 || s == LastSheet && page == pages
}
