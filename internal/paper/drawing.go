package paper

import (
	"strconv"
	"strings"

	"fengcun/internal/pdf"
)

// drawing follows the operators of one page, as far as package pdf uses them for
// text and for modules.
type drawing struct {
	fonts map[string]map[uint16]string
	font  map[uint16]string
	line  strings.Builder
	lines []string

	cells []cell // rectangles drawn since the last change of the coordinates
	grids []pdf.Modules
}

type cell struct{ x, y, width int }

// largestGrid is the width of the largest QR code, version 40.
const largestGrid = 177

// run reads operators with their operands before them.
func (d *drawing) run(content []byte) {
	var operands []string
	for len(content) > 0 {
		var token string
		token, content = next(content)
		switch {
		case token == "":
		case strings.ContainsAny(token[:1], "<[]/") || number(token[0]):
			if len(operands) < 1<<16 {
				operands = append(operands, token)
			}
		default:
			d.operator(token, operands)
			operands = operands[:0]
		}
	}
}

func number(c byte) bool { return c >= '0' && c <= '9' || c == '-' || c == '.' }

// next cuts one token off: a text in hexadecimal with its opening bracket, a
// bracket, a name, a number, an operator. Blanks give an empty one.
func next(content []byte) (string, []byte) {
	switch c := content[0]; c {
	case ' ', '\n', '\r', '\t', '>':
		return "", content[1:]
	case '[', ']':
		return string(c), content[1:]
	}
	end := 1
	for end < len(content) && !strings.ContainsRune(" \n\r\t<>[]/", rune(content[end])) {
		end++
	}
	return string(content[:end]), content[end:]
}

func (d *drawing) operator(name string, operands []string) {
	switch name {
	case "BT":
		d.line.Reset()
	case "ET":
		d.lines = append(d.lines, d.line.String())
	case "Tf":
		if len(operands) == 2 {
			d.font = d.fonts[strings.TrimPrefix(operands[0], "/")]
		}
	case "Tj", "TJ":
		for _, o := range operands {
			if digits, ok := strings.CutPrefix(o, "<"); ok {
				for _, code := range units16([]byte(digits)) {
					d.line.WriteString(d.font[code])
				}
			}
		}
	case "cm":
		d.cells = nil
	case "re":
		d.rectangle(operands)
	case "f":
		d.grid()
	}
}

// rectangle keeps a row of dark modules: whole numbers, one high.
func (d *drawing) rectangle(operands []string) {
	if len(operands) != 4 || operands[3] != "1" {
		return
	}
	var n [3]int
	for i := range n {
		value, err := strconv.Atoi(operands[i])
		if err != nil || value < 0 || value > largestGrid {
			return
		}
		n[i] = value
	}
	d.cells = append(d.cells, cell{n[0], n[1], n[2]})
}

// grid ends a shape. The finder patterns of a QR code reach its right and its lower
// edge, so that the rectangles tell its size.
func (d *drawing) grid() {
	size := 0
	for _, c := range d.cells {
		size = max(size, c.x+c.width, c.y+1)
	}
	if size > 1 && size <= largestGrid {
		m := pdf.Modules{Columns: size, Rows: size, Dark: make([]bool, size*size)}
		for _, c := range d.cells {
			for x := c.x; x < c.x+c.width; x++ {
				m.Dark[c.y*size+x] = true
			}
		}
		d.grids = append(d.grids, m)
	}
	d.cells = nil
}
