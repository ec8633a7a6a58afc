package document

import (
	"strconv"
	"time"

	"fengcun"
	"fengcun/internal/pdf"
)

// House is what an organ prints with.
type House struct {
	Fonts pdf.Fonts // an empty slot takes the font that comes with the program
	Seals SealService
}

// SealService gives the impression of an organ's seal. Whoever has a seal system of
// its own implements it; the program invents no seal.
type SealService interface {
	// Seal returns the organ's seal, or an error of kind KindUnavailable.
	Seal(o fengcun.Organ) (pdf.Seal, error)
}

// Specimen is the SealService of an organ that has given no seal: a ring with 样章
// in it, where the seal is to be stamped.
type Specimen struct{}

// sealWidth is the diameter of a county organ's seal.
var sealWidth = pdf.MM(42)

// Seal returns the ring.
func (Specimen) Seal(fengcun.Organ) (pdf.Seal, error) {
	return pdf.Seal{Text: "样章", Width: sealWidth, Height: sealWidth}, nil
}

// SealPicture is the SealService of an organ that has given a picture of its seal.
type SealPicture struct{ Picture *pdf.Image }

// Seal returns the picture in the size of a seal.
func (s SealPicture) Seal(fengcun.Organ) (pdf.Seal, error) {
	return pdf.Seal{Art: s.Picture, Width: sealWidth, Height: sealWidth}, nil
}

// created is when the file says that it was made: the paper's day at noon, so that
// it tells no hour. A blank form has the day on which the Measures came into force.
func (p *Paper) created() time.Time {
	day := p.Date
	if day.IsZero() {
		day = fengcun.NewDate(2022, time.May, 30)
	}
	return time.Date(day.Year, day.Month, day.Day, 12, 0, 0, 0, fengcun.Shanghai)
}

// printed is the paper as package pdf lays it out.
func (p *Paper) printed(h House, room int) (*pdf.Document, error) {
	d := &pdf.Document{
		Title: p.Title, Language: p.Language, Fonts: h.Fonts, Signature: room,
		Created: p.created(),
	}
	if p.envelope {
		d.Frame = envelopeFrame
	} else {
		d.Header, d.Footer = p.header, p.footer
	}
	for i, block := range p.Blocks {
		blocks, err := p.blocks(h, block, i)
		if err != nil {
			return nil, err
		}
		d.Body = append(d.Body, blocks...)
	}
	return d, nil
}

// envelopeFrame is the window of a DL envelope on a folded sheet.
var envelopeFrame = pdf.Frame{Top: pdf.MM(20), Left: pdf.MM(28), Width: pdf.MM(156), Height: pdf.MM(240), Pitch: pdf.MM(10)}

// belowTitle is the blank line below a title.
var belowTitle = pdf.MM(8)

const indentOfDate = 4 // characters between a date and the right edge, GB/T 9704 7.3.5.1

func (p *Paper) blocks(h House, block Block, at int) ([]pdf.Block, error) {
	switch b := block.(type) {
	case Line:
		return []pdf.Block{p.line(b, at)}, nil
	case Grid:
		above := 4 * pdf.Point
		if before, ok := p.at(at - 1); ok && before.Style == Title {
			above = belowTitle
		}
		grid := p.grid(b)
		grid.Keep = p.signedBelow(at)
		return []pdf.Block{pdf.Gap{Height: above, Keep: true}, grid, pdf.Gap{Height: 6 * pdf.Point, Keep: grid.Keep}}, nil
	case Ruler:
		return []pdf.Block{pdf.Rule{}, pdf.Gap{Height: 6 * pdf.Point}}, nil
	case SheetEnd:
		return []pdf.Block{pdf.PageBreak{}}, nil
	case Place:
		if at > 0 {
			if _, signed := p.Blocks[at-1].(SignOff); signed {
				return nil, nil // it stands on the page of signer and date
			}
		}
		return p.stamp()
	case SignOff:
		return p.signOff(h, b, at)
	}
	return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "document.block"}
}

// line sets one line. English is smaller, with space between paragraphs instead of
// an indent.
func (p *Paper) line(l Line, at int) pdf.Paragraph {
	out := pdf.Paragraph{}
	slot, size := pdf.Body, pdf.SanHao
	if p.Language != Chinese {
		size = pdf.XiaoSi
		out.Pitch, out.Before, out.Align = 18*pdf.Point, 6*pdf.Point, pdf.Left
	}
	switch l.Style {
	case Title:
		slot, size = pdf.Title, pdf.ErHao
		if p.Language != Chinese {
			size = pdf.XiaoEr
		}
		out.Align, out.Keep, out.Pitch = pdf.Center, true, size*3/2
	case Heading, Subheading:
		slot, out.Keep = pdf.Hei, true
		if l.Style == Subheading {
			slot = pdf.Kai
		}
		if p.Language == Chinese {
			out.Indent = 2
		}
	case Flush:
		out.Align = pdf.Justified
	case ToRight:
		out.Align = pdf.Right
	case Centred:
		out.Align = pdf.Center
	default:
		if p.Language == Chinese {
			out.Indent = 2
		}
	}
	if before, ok := p.at(at - 1); ok && before.Style == Title && l.Style != Title {
		out.Before = belowTitle
	}
	if p.envelope && l.Style == ToRight {
		if before, ok := p.at(at - 1); ok && before.Style != ToRight {
			out.Before = pdf.MM(30)
		}
	}
	out.Keep = out.Keep || p.signedBelow(at)
	out.Runs = runs(l.Runs, slot, size)
	return out
}

// signedBelow reports whether signer and date follow: no page carries them alone.
func (p *Paper) signedBelow(at int) bool {
	if at+1 >= len(p.Blocks) {
		return false
	}
	_, signed := p.Blocks[at+1].(SignOff)
	return signed
}

func (p *Paper) at(i int) (Line, bool) {
	if i < 0 || i >= len(p.Blocks) {
		return Line{}, false
	}
	l, ok := p.Blocks[i].(Line)
	return l, ok
}

func runs(from []Run, slot pdf.Slot, size pdf.Length) []pdf.Run {
	out := make([]pdf.Run, len(from))
	for i, r := range from {
		out[i] = pdf.Run{Text: r.Text, Slot: slot, Size: size, NoBreak: r.Whole}
	}
	return out
}

func (p *Paper) grid(g Grid) pdf.Table {
	size := pdf.XiaoSi
	if p.Language != Chinese || len(g.Columns) > 6 {
		size = pdf.WuHao
	}
	rows := func(from []GridRow, slot pdf.Slot) []pdf.Row {
		var out []pdf.Row
		for _, r := range from {
			var row pdf.Row
			for _, c := range r {
				cell := pdf.Cell{Runs: runs(c.Runs, slot, size), Align: pdf.Left, Span: c.Span}
				if c.Label {
					cell.Align = pdf.Center
				}
				row = append(row, cell)
			}
			out = append(out, row)
		}
		return out
	}
	return pdf.Table{Columns: g.Columns, Size: size, Least: pdf.MM(float64(g.Least)), Head: rows(g.Head, pdf.Hei), Rows: rows(g.Rows, pdf.Body)}
}

// aboveSeal is the room above the signer: the seal's upper edge stays within a line of
// the text above it (GB/T 9704-2012, 7.3.5.1).
var aboveSeal = pdf.MM(16)

// belowSeal is how far a seal reaches below the line of the date.
var belowSeal = pdf.MM(8)

// signOff keeps signer, date and seal on one page, with the end of the text above.
func (p *Paper) signOff(h House, s SignOff, at int) ([]pdf.Block, error) {
	size := pdf.SanHao
	if p.Language != Chinese {
		size = pdf.XiaoSi
	}
	o := pdf.SignOff{Right: indentOfDate * size}
	for _, line := range s.Lines {
		o.Lines = append(o.Lines, runs(line, pdf.Body, size))
	}
	var stamp []pdf.Block
	if at+1 < len(p.Blocks) && p.Blocks[at+1] == Block(Place{}) {
		var err error
		if stamp, err = p.stamp(); err != nil {
			return nil, err
		}
	}
	if !p.sealed {
		return []pdf.Block{append(pdf.Together{pdf.Gap{Height: pdf.MM(10)}, o}, stamp...)}, nil
	}
	seal, err := h.Seals.Seal(p.Issuer)
	if err != nil {
		return nil, err
	}
	return []pdf.Block{append(pdf.Together{pdf.Gap{Height: aboveSeal}, o, seal, pdf.Gap{Height: belowSeal}}, stamp...)}, nil
}

func (p *Paper) stamp() ([]pdf.Block, error) {
	if p.code == nil {
		return nil, nil
	}
	stamp, err := p.code.Block()
	return []pdf.Block{pdf.Gap{Height: pdf.MM(8)}, stamp}, err
}

// header ties the later pages to the first: a page that was exchanged would show.
func (p *Paper) header(page, _ int) pdf.Paragraph {
	text := ""
	switch {
	case p.ReadingCopy():
		text = "Reading copy. Only the Chinese text has effect."
	case page > 1 && p.Number != "":
		text = p.Title + "　" + p.Number
	case page > 1:
		text = p.Title
	}
	return pdf.Paragraph{Runs: []pdf.Run{{Text: text, Size: pdf.XiaoWu}}, Align: pdf.Right}
}

func (p *Paper) footer(page, pages int) pdf.Paragraph {
	if p.ReadingCopy() {
		text := "Page " + strconv.Itoa(page) + " of " + strconv.Itoa(pages)
		return pdf.Paragraph{Runs: []pdf.Run{{Text: text, Size: pdf.WuHao}}, Align: pdf.Center}
	}
	return pdf.PageNumbers(page, pages)
}

// Check reports whether the paper can be printed, at a fraction of the cost: every
// character has a glyph, every line its room.
func (p *Paper) Check(h House) error {
	d, err := p.printed(h, 0)
	if err != nil {
		return err
	}
	return d.Check()
}

// PDF prints the paper, with room for a signature of so many bytes (zero: none).
func (p *Paper) PDF(h House, room int) ([]byte, error) {
	d, err := p.printed(h, room)
	if err != nil {
		return nil, err
	}
	return d.Render()
}
