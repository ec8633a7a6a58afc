package pdf

import (
	"math"
	"strconv"

	"fengcun"
)

// Watermark is a text across every page, slanted, repeated and pale: who reads
// this copy, so that a photographed page tells where it came from. It lies below
// the text and takes no space. The zero value is none.
type Watermark struct {
	Text    string
	Size    Length // zero: 一号
	Opacity int    // percent, zero: 12
	Over    bool   // above what stands on the page: a scan would hide it
}

const slant = 30 // degrees, upwards to the right

// layMark sets the text of the watermark.
func (m Watermark) layMark(s *setting) ([]glyph, error) {
	if m.Text == "" {
		return nil, nil
	}
	size := m.Size
	if size == 0 {
		size = YiHao
	}
	if m.Opacity < 0 || m.Opacity > 100 || size < 0 {
		return nil, fengcun.Invalid("pdf.size", "watermark")
	}
	text, err := s.glyphs([]Run{{Text: m.Text, Size: size}}, size)
	if err != nil {
		return nil, err
	}
	for _, g := range text {
		if g.r == '\n' {
			return nil, fengcun.Invalid("pdf.size", "watermark")
		}
	}
	return text, nil
}

// draw repeats the text over the sheet, each row shifted against the one above.
func (m Watermark) draw(c *canvas, text []glyph) {
	if len(text) == 0 {
		return
	}
	opacity := m.Opacity
	if opacity == 0 {
		opacity = 12
	}
	state := -1
	for i, known := range c.used.opaque {
		if known == opacity {
			state = i
		}
	}
	if state < 0 {
		state = len(c.used.opaque)
		c.used.opaque = append(c.used.opaque, opacity)
	}
	var width Length
	for _, g := range text {
		width += g.advance
	}
	size := text[0].size
	stepX, stepY := width+6*size, 7*size
	sin, cos := Length(math.Round(1000*math.Sin(slant*math.Pi/180))), Length(math.Round(1000*math.Cos(slant*math.Pi/180)))

	c.op("q /G" + strconv.Itoa(state+1) + " gs")
	// Rows run along the slant through a square that covers the turned sheet.
	reach := SheetWidth + SheetHeight
	row := 0
	for v := -reach / 2; v < reach; v += stepY {
		for u := -Length(row%2)*stepX/2 - stepX; u < reach; u += stepX {
			x := (u*cos - v*sin) / 1000
			y := (u*sin + v*cos) / 1000
			endX, endY := x+width*cos/1000, y+width*sin/1000
			if endX < 0 || x > SheetWidth || endY < 0 || y > SheetHeight {
				continue // outside the sheet
			}
			c.op("BT")
			c.lengths(cos, sin, -sin, cos, x, y)
			c.op("Tm 0.4 g")
			c.out = append(append(append(c.out, '/'), c.faceName(text[0].face)...), ' ')
			c.lengths(size)
			c.op("Tf")
			c.out = append(c.out, '<')
			for _, g := range text {
				c.out = append(c.out, hex4(g.cid)...)
			}
			c.op("> Tj")
			c.op("ET")
		}
		row++
	}
	c.op("Q")
}
