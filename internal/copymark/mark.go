package copymark

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"fengcun"
	"fengcun/internal/barcode"
	"fengcun/internal/pdf"
)

// Mark is what stands on the pages of one disclosure.
type Mark struct {
	Code   Code
	Organ  string             // that gave the page out
	Reader fengcun.Particular // who reads it, by name
	At     time.Time          // when it was given out
	Grant  string             // number of the grant
}

// check refuses a mark that would not tell who read the page.
func (m Mark) check() error {
	if _, err := ParseCode(string(m.Code)); err != nil {
		return err
	}
	if m.Organ == "" || m.Reader == "" || m.At.IsZero() || m.Grant == "" {
		return fengcun.Invalid("copymark.incomplete", "mark")
	}
	return nil
}

// Text is the line that is repeated across the page.
func (m Mark) Text() string {
	return strings.Join([]string{
		m.Code.String(), m.Organ, m.Reader.Reveal(), m.At.In(fengcun.Shanghai).Format("2006-01-02 15:04"), m.Grant,
	}, "　")
}

// The size and strength of the mark. A module of the code is 0.7 mm wide: 4 pixels
// of a scan at 150 dots per inch.
const opacity = 22

var (
	side   = pdf.MM(21)
	margin = pdf.MM(5)
)

func (m Mark) watermark(over bool) pdf.Watermark {
	return pdf.Watermark{Text: m.Text(), Size: pdf.XiaoSi, Opacity: opacity, Over: over}
}

func (m Mark) modules() (pdf.Modules, error) { return barcode.QR(prefix + string(m.Code)) }

// On puts the mark on every page of a paper that is still to be rendered, which has
// to be of A4. Errors: copymark.code, copymark.incomplete.
func (m Mark) On(d *pdf.Document) error {
	if err := m.check(); err != nil {
		return err
	}
	code, err := m.modules()
	if err != nil {
		return err
	}
	d.Watermark = m.watermark(d.Watermark.Over)
	d.Fixed = append(d.Fixed, pdf.Fixed{Art: code, X: margin, Y: pdf.SheetHeight - margin - side, Width: side, Height: side})
	return nil
}

// SVG returns the mark as a transparent picture, 210 by 297 units, that a page lays
// over the text it shows. Errors as On.
func (m Mark) SVG() ([]byte, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	code, err := m.modules()
	if err != nil {
		return nil, err
	}
	var text, b strings.Builder
	if err := xml.EscapeText(&text, []byte(m.Text())); err != nil {
		return nil, err
	}
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297" aria-hidden="true">`)
	fmt.Fprintf(&b, `<g transform="rotate(-30 105 148)" font-size="4.2" fill="#666" fill-opacity="0.%d">`, opacity)
	step := 24 // between two in a row: as long as the text is set, and a gap
	for _, r := range m.Text() {
		step += 2 + 3*min(int(r)/0x250, 1) // nearly half as wide in Latin
	}
	for row := range 14 {
		for x := -150 - row%2*step/2; x < 360; x += step {
			fmt.Fprintf(&b, `<text x="%d" y="%d">%s</text>`, x, row*28-60, text.String())
		}
	}
	b.WriteString(`</g>`)
	// Modules with their quiet zone, 0.7 units each, in the lower left corner.
	const module = 0.7
	width := module * float64(code.Columns+2*code.Quiet)
	fmt.Fprintf(&b, `<g transform="translate(5 %.1f)"><path fill="#fff" d="M0 0h%.1fv%.1fh-%.1fz"/><path d="`, 292-width, width, width, width)
	for i, dark := range code.Dark {
		if dark {
			fmt.Fprintf(&b, "M%.1f %.1fh.7v.7h-.7z", module*float64(i%code.Columns+code.Quiet), module*float64(i/code.Columns+code.Quiet))
		}
	}
	b.WriteString(`"/></g></svg>`)
	return []byte(b.String()), nil
}
