package pdf

import "fengcun"

func (o SignOff) boxes(s *setting) ([]box, error) {
	if len(o.Lines) == 0 || o.Right < 0 {
		return nil, fengcun.Invalid("pdf.size", "sign-off")
	}
	var rows [][]line
	var pitch, widest Length
	for _, runs := range o.Lines {
		lines, height, err := s.compose(Paragraph{Runs: runs, Align: Left}, s.column, SanHao, s.frame.Pitch)
		if err != nil {
			return nil, err
		}
		rows = append(rows, lines)
		pitch = max(pitch, height)
		for _, l := range lines {
			widest = max(widest, l.width)
		}
	}
	end := s.column.x + s.column.width
	date := rows[len(rows)-1]
	centre := end - o.Right - date[len(date)-1].width/2
	centre = max(min(centre, end-widest/2), s.column.x+widest/2)
	var boxes []box
	for _, lines := range rows {
		for _, l := range lines {
			l.x = centre - l.width/2
			boxes = append(boxes, box{height: pitch, marks: []mark{l}, keep: true})
		}
	}
	boxes[len(boxes)-1].keep = false
	return boxes, nil
}

// rise is how far the centre of a seal stands above the line of the date: signer and
// date lie a little below the centre (GB/T 9704-2012, 7.3.5.1).
var rise = MM(8)

// over puts the seal across signer and date, the last lines of text.
func (seal Seal) over(s *setting, before []box) error {
	if seal.Art != nil || seal.Text == "" {
		if err := checkArt(seal.Art, seal.Width, seal.Height); err != nil {
			return err
		}
	}
	for i := len(before) - 1; i >= 0; i-- {
		b := &before[i]
		for _, m := range b.marks {
			l, ok := m.(line)
			if !ok || len(l.glyphs) == 0 {
				continue
			}
			x := l.x + l.width/2 - seal.Width/2
			down := b.height/2 - seal.Height/2 - rise
			if x < 0 || x+seal.Width > SheetWidth {
				return fengcun.Invalid("pdf.seal_place", "seal")
			}
			if seal.Art != nil {
				b.marks = append(b.marks, artMark{art: seal.Art, x: x, down: down, width: seal.Width, height: seal.Height})
				return nil
			}
			return seal.write(s, b, x, down)
		}
	}
	return fengcun.Invalid("pdf.seal_place", "seal")
}

// write puts the ring and its text into a box. The text stands above the signer: on
// signer or date neither would be legible.
func (seal Seal) write(s *setting, b *box, x, down Length) error {
	size := seal.Width / 6
	text, err := s.glyphs([]Run{{Text: seal.Text, Size: size, Color: Red}}, size)
	if err != nil {
		return err
	}
	var width Length
	for _, g := range text {
		width += g.advance
	}
	if width > seal.Width || seal.Width <= 0 || seal.Height <= 0 {
		return fengcun.Invalid("pdf.size", "seal")
	}
	b.marks = append(b.marks,
		ring{x: x, down: down, width: seal.Width, height: seal.Height},
		line{glyphs: text, x: x + (seal.Width-width)/2, width: width, base: down + seal.Height*28/100})
	return nil
}

// ring is the line around a seal without a picture.
type ring struct{ x, down, width, height Length }

const ringLine = Point * 3 / 2

// draw makes an ellipse of four Bézier curves.
func (r ring) draw(c *canvas, top Length) {
	const bend = 552 // thousandths of the radius, for a quarter of a circle
	rx, ry := r.width/2, r.height/2
	x, y := r.x+rx, SheetHeight-top-r.down-ry
	bx, by := rx*bend/1000, ry*bend/1000
	c.lengths(component(Red.R), component(Red.G), component(Red.B))
	c.op("RG")
	c.lengths(ringLine)
	c.op("w")
	c.lengths(x+rx, y)
	c.op("m")
	for _, q := range [][6]Length{
		{x + rx, y + by, x + bx, y + ry, x, y + ry},
		{x - bx, y + ry, x - rx, y + by, x - rx, y},
		{x - rx, y - by, x - bx, y - ry, x, y - ry},
		{x + bx, y - ry, x + rx, y - by, x + rx, y},
	} {
		c.lengths(q[:]...)
		c.op("c")
	}
	c.op("S")
}
