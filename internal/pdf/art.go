package pdf

import (
	"strconv"

	"fengcun"
)

// Art is what is drawn and not set: an *Image or Modules.
type Art interface {
	// check reports whether it can be drawn.
	check() error
	// draw fills the rectangle with it.
	draw(c *canvas, x, top, width, height Length)
}

// Modules is a barcode: a grid of dark and light modules, drawn as vectors. A QR
// code has as many rows as columns, Code 128 has one row.
type Modules struct {
	Columns, Rows int
	Dark          []bool // Columns × Rows, row by row

	// Quiet is how many light modules surround the grid within its rectangle. They
	// are painted white, over a watermark too; a single row has none above and below.
	Quiet int
}

func (m Modules) check() error {
	if m.Columns <= 0 || m.Rows <= 0 || m.Quiet < 0 || len(m.Dark) != m.Columns*m.Rows {
		return fengcun.Invalid("pdf.modules", "modules")
	}
	return nil
}

// draw fills all dark modules as one shape, so that no hairline shows where two of
// them touch.
func (m Modules) draw(c *canvas, x, top, width, height Length) {
	c.op("q")
	if m.Quiet > 0 {
		c.op("1 g")
		c.rect(x, top, width, height)
		c.op("f")
		across := width / Length(m.Columns+2*m.Quiet)
		x, width = x+Length(m.Quiet)*across, Length(m.Columns)*across
		if m.Rows > 1 {
			down := height / Length(m.Rows+2*m.Quiet)
			top, height = top+Length(m.Quiet)*down, Length(m.Rows)*down
		}
	}
	c.op("0 g")
	// The grid becomes the unit of length, with row 0 on top.
	c.lengths(width/Length(m.Columns), 0, 0, -height/Length(m.Rows), x, SheetHeight-top)
	c.op("cm")
	for row := range m.Rows {
		for column := 0; column < m.Columns; column++ {
			start := column
			for column < m.Columns && m.Dark[row*m.Columns+column] {
				column++
			}
			if column > start {
				c.lengths(Length(start)*Point, Length(row)*Point, Length(column-start)*Point, Point)
				c.op("re")
			}
		}
	}
	c.op("f Q")
}

func (i *Image) draw(c *canvas, x, top, width, height Length) {
	at := -1
	for n, known := range c.used.arts {
		if known == i {
			at = n
		}
	}
	if at < 0 {
		at = len(c.used.arts)
		c.used.arts = append(c.used.arts, i)
	}
	c.op("q")
	c.lengths(width, 0, 0, height, x, SheetHeight-top-height)
	c.op("cm /I" + strconv.Itoa(at+1) + " Do Q")
}

func checkArt(art Art, width, height Length) error {
	if art == nil || width <= 0 || height <= 0 {
		return fengcun.Invalid("pdf.size", "art")
	}
	return art.check()
}

// artMark is art in a box.
type artMark struct {
	art                    Art
	x, down, width, height Length
}

func (a artMark) draw(c *canvas, top Length) { a.art.draw(c, a.x, top+a.down, a.width, a.height) }
