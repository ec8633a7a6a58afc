package pdf

import "fengcun"

// Table is a grid with lines. It runs on over as many pages as it needs and
// repeats its head on each. A row is kept on one page; only a row taller than a
// page is divided, between lines.
type Table struct {
	Columns []int // relative widths, which share the measure
	Head    []Row
	Rows    []Row
	Size    Length // of runs without a size; zero: 五号
	Least   Length // height of a row at least: room to write by hand
	Keep    bool   // the last row on the same page as what follows
}

// Row is the cells of one row, whose spans add up to the number of columns.
type Row []Cell

// Cell is one cell. Its text is centred from top to bottom.
type Cell struct {
	Runs  []Run
	Align Align
	Span  int // columns that it covers; zero means one
}

// Cells returns a row of plain texts.
func Cells(texts ...string) Row {
	row := make(Row, len(texts))
	for i, text := range texts {
		row[i] = Cell{Runs: []Run{{Text: text}}, Align: Left}
	}
	return row
}

const (
	tableLine    = Point / 2
	cellPaddingX = 4 * Point
	cellPaddingY = 3 * Point
)

// laidRow is a row with its lines.
type laidRow struct {
	cells []laidCell
	lines int // of the longest cell
	pitch Length
}

type laidCell struct {
	x, width Length
	lines    []line
}

func (t Table) boxes(s *setting) ([]box, error) {
	edges, err := t.edges(s.column)
	if err != nil {
		return nil, err
	}
	size := t.Size
	if size == 0 {
		size = WuHao
	}
	if t.Least < 0 || t.Least > s.frame.Height/2 {
		return nil, fengcun.Invalid("pdf.size", "table")
	}
	var head []box
	var headHeight Length
	for _, row := range t.Head {
		laid, err := t.lay(s, row, edges, size)
		if err != nil {
			return nil, err
		}
		b := laid.box(0, laid.lines, t.Least)
		b.keep = true
		head = append(head, b)
		headHeight += b.height
	}
	room := int(s.frame.Height - headHeight - 2*cellPaddingY)
	boxes := head
	for _, row := range t.Rows {
		laid, err := t.lay(s, row, edges, size)
		if err != nil {
			return nil, err
		}
		most := room / int(laid.pitch)
		if most < 1 {
			return nil, tooTall("table")
		}
		for from := 0; from < laid.lines; from += most {
			b := laid.box(from, min(from+most, laid.lines), t.Least)
			b.head = head
			boxes = append(boxes, b)
		}
	}
	// No page begins with the last row alone, and with Keep none ends after it. Rows so
	// high that what is kept together might not fit on a page stand where they fall.
	few := s.frame.Height / 4
	if n := len(boxes); n > 0 {
		boxes[n-1].keep = t.Keep && boxes[n-1].height <= few
		if n > 1 && len(t.Rows) > 1 && boxes[n-2].height+boxes[n-1].height <= few {
			boxes[n-2].keep = true
		}
	}
	return boxes, nil
}

// edges returns the x of every line between columns, the outer ones included.
func (t Table) edges(c column) ([]Length, error) {
	sum := 0
	for _, share := range t.Columns {
		if share <= 0 {
			return nil, fengcun.Invalid("pdf.table", "columns")
		}
		sum += share
	}
	if sum == 0 {
		return nil, fengcun.Invalid("pdf.table", "columns")
	}
	edges := []Length{c.x}
	part := 0
	for _, share := range t.Columns {
		part += share
		edges = append(edges, c.x+c.width*Length(part)/Length(sum))
	}
	return edges, nil
}

func (t Table) lay(s *setting, row Row, edges []Length, size Length) (laidRow, error) {
	laid := laidRow{lines: 1}
	at := 0
	var texts [][]line
	for _, cell := range row {
		span := max(cell.Span, 1)
		if at+span >= len(edges) {
			return laid, fengcun.Invalid("pdf.table", "row")
		}
		x, width := edges[at], edges[at+span]-edges[at]
		at += span
		inner := column{x + cellPaddingX, width - 2*cellPaddingX}
		lines, pitch, err := s.compose(Paragraph{Runs: cell.Runs, Align: cell.Align}, inner, size, 0)
		if err != nil {
			return laid, err
		}
		texts = append(texts, lines)
		laid.cells = append(laid.cells, laidCell{x: x, width: width})
		laid.lines = max(laid.lines, len(lines))
		laid.pitch = max(laid.pitch, pitch)
	}
	if at != len(edges)-1 {
		return laid, fengcun.Invalid("pdf.table", "row")
	}
	for i, lines := range texts {
		laid.cells[i].lines = lines
	}
	return laid, nil
}

// box returns the lines from … to of every cell with the frame around them.
func (r laidRow) box(from, to int, least Length) box {
	b := box{height: max(Length(to-from)*r.pitch+2*cellPaddingY, least)}
	for _, cell := range r.cells {
		b.marks = append(b.marks, frameMark{cell.x, cell.width, b.height})
		first, last := min(from, len(cell.lines)), min(to, len(cell.lines))
		lines := cell.lines[first:last]
		top := (b.height - Length(len(lines))*r.pitch) / 2
		for i, l := range lines {
			l.base += top + Length(i)*r.pitch
			b.marks = append(b.marks, l)
		}
	}
	return b
}
