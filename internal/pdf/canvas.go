package pdf

import (
	"encoding/hex"
	"strconv"
)

// canvas writes the content of one page. Lengths count from the upper left corner
// of the sheet; PDF counts from the lower left.
type canvas struct {
	out   []byte
	faces []*face
	used  *resources
}

// resources are what the pages refer to by name.
type resources struct {
	arts   []*Image
	opaque []int // percents of opacity, one graphics state each
}

func (c *canvas) lengths(values ...Length) {
	for _, v := range values {
		c.out = append(appendLength(c.out, v), ' ')
	}
}

func (c *canvas) op(name string) { c.out = append(append(c.out, name...), '\n') }

func (c *canvas) color(color Color) {
	if color.R == color.G && color.G == color.B {
		c.lengths(component(color.R))
		c.op("g")
		return
	}
	c.lengths(component(color.R), component(color.G), component(color.B))
	c.op("rg")
}

// component returns a colour component from 0 to 1 in thousandths.
func component(value uint8) Length { return (Length(value)*Point + 127) / 255 }

func (c *canvas) rect(x, top, width, height Length) {
	c.lengths(x, SheetHeight-top-height, width, height)
	c.op("re")
}

func (c *canvas) faceName(f *face) string {
	for i, known := range c.faces {
		if known == f {
			return "F" + strconv.Itoa(i+1)
		}
	}
	panic("pdf: a face that was not set") // glyphs get their faces from the same list
}

// draw writes a line of text, one operator for each stretch in one style.
func (l line) draw(c *canvas, top Length) {
	if len(l.glyphs) == 0 {
		return
	}
	c.op("BT")
	c.lengths(l.x, SheetHeight-top-l.base)
	c.op("Td")
	var style glyph
	open := false
	for i, g := range l.glyphs {
		if i == 0 || g.face != style.face || g.size != style.size || g.color != style.color {
			if open {
				c.op(">] TJ")
			}
			if i == 0 || g.face != style.face || g.size != style.size {
				c.out = append(append(append(c.out, '/'), c.faceName(g.face)...), ' ')
				c.lengths(g.size)
				c.op("Tf")
			}
			if i == 0 || g.color != style.color {
				c.color(g.color)
			}
			c.out = append(c.out, '[', '<')
			open, style = true, g
		}
		if l.extra != nil && l.extra[i] != 0 {
			// A number between strings moves left, in thousandths of an em.
			c.out = append(c.out, '>')
			c.out = appendLength(c.out, -l.extra[i]*1000*Point/g.size)
			c.out = append(c.out, '<')
		}
		c.out = hex.AppendEncode(c.out, []byte{byte(g.cid >> 8), byte(g.cid)})
	}
	c.op(">] TJ")
	c.op("ET")
}

// bar is a filled rectangle across the column.
type bar struct {
	x, width, thickness Length
	color               Color
}

func (b bar) draw(c *canvas, top Length) {
	c.color(b.color)
	c.rect(b.x, top, b.width, b.thickness)
	c.op("f")
}

// frameMark is the line around a cell.
type frameMark struct{ x, width, height Length }

func (f frameMark) draw(c *canvas, top Length) {
	c.op("0 G")
	c.lengths(tableLine)
	c.op("w")
	c.rect(f.x, top, f.width, f.height)
	c.op("S")
}
