package pdf

import "fengcun"

func tooTall(field string) error { return fengcun.Invalid("pdf.too_tall", field) }

// box is what stands between two places where a page may end.
type box struct {
	height Length
	marks  []mark
	keep   bool  // no page ends after it
	gap    bool  // empty, left out at the top of a page
	breaks bool  // starts a new page; without height
	head   []box // repeated above it when it comes first on a page: the head of a table
}

// mark is something with ink, or text. Its vertical place counts from the top of
// its box.
type mark interface {
	draw(c *canvas, top Length)
}

// placed is a mark at its place on a page.
type placed struct {
	mark mark
	top  Length // of its box, from the top of the sheet
}

// setting is what a layout works with.
type setting struct {
	fonts  Fonts
	frame  Frame
	column column
	rules  *lineRules
	faces  []*face
}

func newSetting(fonts Fonts, frame Frame) *setting {
	return &setting{fonts: fonts, frame: frame, column: column{frame.Left, frame.Width}, rules: newLineRules()}
}

// flow lays blocks out one below the other.
func (s *setting) flow(blocks []Block) ([]box, error) {
	var all []box
	for _, block := range blocks {
		if seal, ok := block.(Seal); ok {
			if err := seal.over(s, all); err != nil {
				return nil, err
			}
			continue
		}
		boxes, err := block.boxes(s)
		if err != nil {
			return nil, err
		}
		all = append(all, boxes...)
	}
	return all, nil
}

// paginate divides boxes among pages. What is kept together moves together; what
// does not fit on an empty page is an error, since nothing is ever clipped.
func (s *setting) paginate(boxes []box) ([][]placed, error) {
	pages := [][]placed{nil}
	top, bottom := s.frame.Top, s.frame.Top+s.frame.Height
	y := top
	put := func(b box) {
		last := len(pages) - 1
		for _, m := range b.marks {
			pages[last] = append(pages[last], placed{m, y})
		}
		y += b.height
	}
	fresh := func() {
		pages = append(pages, nil)
		y = top
	}
	for start := 0; start < len(boxes); {
		if boxes[start].breaks {
			fresh()
			start++
			continue
		}
		end := start
		for end < len(boxes)-1 && boxes[end].keep && !boxes[end+1].breaks {
			end++
		}
		group := boxes[start : end+1]
		start = end + 1
		if y+height(group) > bottom {
			for len(group) > 0 && group[0].gap {
				group = group[1:]
			}
			if len(group) == 0 {
				continue // what is empty starts no page
			}
			if y > top {
				fresh()
			}
			if y+height(group[0].head)+height(group) > bottom {
				return nil, tooTall("page")
			}
			for _, b := range group[0].head {
				put(b)
			}
		}
		for _, b := range group {
			if !(b.gap && y == top && len(pages) > 1) {
				put(b)
			}
		}
	}
	return pages, nil
}

func height(boxes []box) Length {
	var sum Length
	for _, b := range boxes {
		sum += b.height
	}
	return sum
}

func (g Gap) boxes(*setting) ([]box, error) {
	if g.Height < 0 {
		return nil, fengcun.Invalid("pdf.size", "gap")
	}
	return []box{{height: g.Height, gap: true, keep: g.Keep}}, nil
}

func (PageBreak) boxes(*setting) ([]box, error) { return []box{{breaks: true}}, nil }

func (t Together) boxes(s *setting) ([]box, error) {
	boxes, err := s.flow(t)
	for i := range boxes {
		if boxes[i].breaks {
			return nil, fengcun.Invalid("pdf.too_tall", "together")
		}
		boxes[i].keep = i < len(boxes)-1
	}
	return boxes, err
}

func (r Rule) boxes(s *setting) ([]box, error) {
	thickness := r.Thickness
	if thickness == 0 {
		thickness = Point / 2
	}
	return []box{{height: thickness, marks: []mark{bar{s.column.x, s.column.width, thickness, r.Color}}}}, nil
}

func (f Figure) boxes(s *setting) ([]box, error) {
	if err := checkArt(f.Art, f.Width, f.Height); err != nil {
		return nil, err
	}
	if f.Width > s.column.width {
		return nil, fengcun.Invalid("pdf.too_narrow", "figure")
	}
	x := s.column.x
	switch f.Align {
	case Center:
		x += (s.column.width - f.Width) / 2
	case Right:
		x += s.column.width - f.Width
	}
	return []box{{height: f.Height, marks: []mark{artMark{art: f.Art, x: x, width: f.Width, height: f.Height}}}}, nil
}

// boxes is never asked: a seal has no place of its own in the flow.
func (Seal) boxes(*setting) ([]box, error) { return nil, fengcun.Invalid("pdf.seal_place", "seal") }
