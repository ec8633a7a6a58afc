package document

import "strings"

// Text is the paper as plain text, one paragraph in a line: for the command line,
// and for whoever reads by ear. It says what the PDF says, in the same order, but for
// the code, which is a picture.
func (p *Paper) Text() []byte {
	var b strings.Builder
	for i, block := range p.Blocks {
		switch block := block.(type) {
		case Line:
			if i > 0 && block.Style != Title {
				b.WriteByte('\n')
			}
			b.WriteString(textOf(block.Runs) + "\n")
		case Grid:
			b.WriteByte('\n')
			for _, row := range append(append([]GridRow{}, block.Head...), block.Rows...) {
				cells := make([]string, len(row))
				for i, cell := range row {
					cells[i] = textOf(cell.Runs)
				}
				b.WriteString(strings.TrimRight(strings.Join(cells, " | "), " ") + "\n")
			}
		case SignOff:
			b.WriteByte('\n')
			for _, line := range block.Lines {
				b.WriteString(textOf(line) + "\n")
			}
		case Ruler:
			b.WriteString("\n----\n")
		case SheetEnd:
			b.WriteString("\n")
		}
	}
	return []byte(b.String())
}

func textOf(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}
