package pdf

import "fengcun"

// Beside lays blocks out side by side, in one box that no page divides: a code and
// the lines that explain it, a row of labels.
type Beside struct {
	Panels []Panel
	Height Length // of the box; zero: that of its tallest panel
}

// Panel is one of the parts of Beside, from left to right.
type Panel struct {
	Width  Length
	Blocks []Block
}

func (b Beside) boxes(s *setting) ([]box, error) {
	all := box{height: b.Height}
	whole := s.column
	defer func() { s.column = whole }()
	x := whole.x
	for _, panel := range b.Panels {
		if panel.Width <= 0 || x+panel.Width > whole.x+whole.width {
			return nil, fengcun.Invalid("pdf.too_narrow", "panel")
		}
		s.column = column{x, panel.Width}
		x += panel.Width
		boxes, err := s.flow(panel.Blocks)
		if err != nil {
			return nil, err
		}
		if height(boxes) > b.Height {
			if b.Height > 0 {
				return nil, tooTall("panel")
			}
			all.height = max(all.height, height(boxes))
		}
		var down Length
		for _, inner := range boxes {
			if inner.breaks {
				return nil, tooTall("panel")
			}
			for _, m := range inner.marks {
				all.marks = append(all.marks, lowered{m, down})
			}
			down += inner.height
		}
	}
	return []box{all}, nil
}

// lowered is a mark of a box that became part of a larger one.
type lowered struct {
	mark mark
	down Length
}

func (l lowered) draw(c *canvas, top Length) { l.mark.draw(c, top+l.down) }
