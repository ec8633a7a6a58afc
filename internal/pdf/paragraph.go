package pdf

import "fengcun"

func tooLong() error   { return fengcun.Invalid("pdf.run_too_long", "text") }
func tooNarrow() error { return fengcun.Invalid("pdf.too_narrow", "text") }

// glyph is one character with what the line needs to know of it.
type glyph struct {
	r       rune
	cid     uint16
	face    *face
	size    Length
	advance Length
	color   Color
	whole   int // the number of the run that is kept whole, 0 for other text
}

// line is a line of text at its place in the measure.
type line struct {
	glyphs []glyph
	x      Length   // from the left edge of the sheet
	width  Length   // without what hangs over the end
	extra  []Length // space added before each glyph, nil if none
	base   Length   // of the baseline, from the top of the box
}

// glyphs turns runs into characters, or returns the first that cannot be shown.
func (s *setting) glyphs(runs []Run, size Length) ([]glyph, error) {
	count := 0
	for _, run := range runs {
		count += len(run.Text)
	}
	text := make([]glyph, 0, count)
	whole := 0
	for _, run := range runs {
		face, err := s.face(run.Slot)
		if err != nil {
			return nil, err
		}
		at := run.Size
		if at == 0 {
			at = size
		}
		if at < 0 {
			return nil, fengcun.Invalid("pdf.size", "text")
		}
		number := 0
		if run.NoBreak {
			whole++
			number = whole
		}
		for _, r := range run.Text {
			g := glyph{r: r, face: face, size: at, color: run.Color, whole: number}
			if r != '\n' {
				var ok bool
				if g.cid, g.advance, ok = face.set(r, at); !ok {
					return nil, &MissingGlyph{Rune: r, Font: face.font.name, Slot: run.Slot}
				}
			}
			text = append(text, g)
		}
	}
	return text, nil
}

// column is where text is set: a frame or a cell.
type column struct{ x, width Length }

// compose breaks runs into lines in a column and returns them with the distance
// from line to line: the paragraph's own, or else the usual one if the type is
// small enough for it (zero: never), or else in proportion to the type.
func (s *setting) compose(p Paragraph, c column, size, usual Length) ([]line, Length, error) {
	text, err := s.glyphs(p.Runs, size)
	if err != nil {
		return nil, 0, err
	}
	largest := size
	if len(p.Runs) > 0 && p.Runs[0].Size > 0 {
		largest = p.Runs[0].Size
	}
	indent := Length(p.Indent) * largest
	for _, g := range text {
		largest = max(largest, g.size)
	}
	pitch := p.Pitch
	if pitch == 0 {
		if pitch = usual; pitch < largest*6/5 {
			pitch = largest * 7 / 5
		}
	}
	c.x += p.Left
	c.width -= p.Left + p.Right
	if p.Indent < 0 || p.Left < 0 || p.Right < 0 || pitch < 0 {
		return nil, 0, fengcun.Invalid("pdf.size", "text")
	}
	broken, err := s.rules.lines(text, c.width-indent, c.width)
	if err != nil {
		return nil, 0, err
	}
	lines := make([]line, len(broken))
	for i, glyphs := range broken {
		last := i == len(broken)-1
		if n := len(glyphs); n > 0 && glyphs[n-1].r == '\n' {
			glyphs, last = glyphs[:n-1], true
		}
		l := line{glyphs: glyphs, x: c.x}
		measure := c.width
		if i == 0 {
			l.x += indent
			measure -= indent
		}
		l.width = s.rules.visible(glyphs, measure)
		slack := measure - l.width
		switch p.Align {
		case Center:
			l.x += slack / 2
		case Right:
			l.x += slack
		case Justified:
			if !last {
				l.extra = s.rules.stretch(glyphs, slack)
				if l.extra != nil {
					l.width = measure
				}
			}
		}
		// Ideographs fill the em square, whose lower edge lies 0.12 em below the
		// baseline; the square is centred in the pitch.
		l.base = (pitch-largest)/2 + largest*88/100
		lines[i] = l
	}
	return lines, pitch, nil
}

// visible returns the width of a line without the blanks at its end and without
// the empty half of a closing mark that hangs over the measure.
func (l *lineRules) visible(glyphs []glyph, measure Length) Length {
	end := len(glyphs)
	for end > 0 && blank(glyphs[end-1].r) {
		end--
	}
	var width Length
	for _, g := range glyphs[:end] {
		width += g.advance
	}
	if width > measure && end > 0 && l.hanging[glyphs[end-1].r] {
		return measure
	}
	return width
}

// stretch spreads the slack of a line over the places between its characters,
// words, numbers and unbroken runs excepted. A line that would need more than a
// twelfth of an em in each place stays as it is: wider gaps look like blanks, and
// a reader of the text layer would take them for blanks.
func (l *lineRules) stretch(glyphs []glyph, slack Length) []Length {
	end := len(glyphs)
	for end > 0 && blank(glyphs[end-1].r) {
		end--
	}
	if slack <= 0 || end < 2 {
		return nil
	}
	smallest := glyphs[0].size
	var places []int
	for i := 1; i < end; i++ {
		a, b := glyphs[i-1], glyphs[i]
		smallest = min(smallest, b.size)
		if !(a.whole != 0 && a.whole == b.whole) && !(western(a.r) && western(b.r)) {
			places = append(places, i)
		}
	}
	if len(places) == 0 || slack > smallest/12*Length(len(places)) {
		return nil
	}
	extra := make([]Length, len(glyphs))
	each, rest := slack/Length(len(places)), slack%Length(len(places))
	for n, i := range places {
		extra[i] = each
		if Length(n) < rest {
			extra[i]++
		}
	}
	return extra
}

// boxes makes one box of each line. The first two lines stay together, and the
// last two: no line of a paragraph stands alone on a page.
func (p Paragraph) boxes(s *setting) ([]box, error) {
	lines, pitch, err := s.compose(p, s.column, SanHao, s.frame.Pitch)
	if err != nil {
		return nil, err
	}
	var boxes []box
	if p.Before > 0 {
		boxes = append(boxes, box{height: p.Before, gap: true, keep: true})
	}
	for i, l := range lines {
		boxes = append(boxes, box{
			height: pitch,
			marks:  []mark{l},
			keep:   i == 0 && len(lines) > 1 || i == len(lines)-2 || p.Keep && i == len(lines)-1,
		})
	}
	return boxes, nil
}
