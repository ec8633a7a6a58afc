package roster

import (
	"bufio"
	"context"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// sheetReader reads one worksheet as a stream.
type sheetReader struct {
	book   *workbook
	part   string
	merged mergedRanges

	hiddenColumns []columnSpan
	record        record
	value         []byte // raw content of the cell being read
}

type columnSpan struct{ first, last int }

// maxColumns is the width of a worksheet.
const maxColumns = 16384

// read calls take for every row with a cell, in order. It fails unless the part
// is well formed to its end, because a sheet that breaks off would lose persons
// without a word.
func (s *sheetReader) read(ctx context.Context, take func(record) error) error {
	r, err := s.book.openPart(s.part)
	if err != nil {
		return err
	}
	defer r.Close()
	// RawToken costs half of Token; depth takes the place of the check of tags.
	decoder := xml.NewDecoder(bufio.NewReaderSize(r, 64<<10))
	depth, rows, whole := 0, 0, false
	for {
		token, err := decoder.RawToken()
		if err == io.EOF {
			if depth != 0 || !whole {
				return unreadable(io.ErrUnexpectedEOF)
			}
			return nil
		}
		if err != nil {
			return partError(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			switch t.Name.Local {
			case "col":
				s.hiddenColumn(t)
			case "row":
				if err := s.startRow(t); err != nil {
					return err
				}
			case "c":
				if err := s.readCell(decoder, t); err != nil {
					return partError(err)
				}
				depth--
			}
		case xml.EndElement:
			depth--
			if t.Name.Local == "sheetData" {
				whole = true
			}
			if t.Name.Local != "row" {
				continue
			}
			s.markCovered()
			if rows++; rows%1024 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if len(s.record.cells) == 0 {
				continue
			}
			if err := take(s.record); err != nil {
				return err
			}
		}
	}
}

func (s *sheetReader) hiddenColumn(e xml.StartElement) {
	if !truth(attribute(e, "hidden")) {
		return
	}
	first, err1 := strconv.Atoi(attribute(e, "min"))
	last, err2 := strconv.Atoi(attribute(e, "max"))
	if err1 == nil && err2 == nil {
		s.hiddenColumns = append(s.hiddenColumns, columnSpan{first - 1, last - 1})
	}
}

// startRow begins a row. Rows come in order; a sheet in which they do not is
// damaged, since "the same row twice" would hide one of them.
func (s *sheetReader) startRow(e xml.StartElement) error {
	line := s.record.line + 1
	if r := attribute(e, "r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n < line {
			return unreadable(errRowOrder)
		}
		line = n
	}
	s.merged.advance(line)
	s.record = record{line: line, hidden: truth(attribute(e, "hidden")), cells: s.record.cells[:0]}
	return nil
}

// markCovered marks the cells of the finished row that lie in a merged range. A
// row that has nothing but such cells is still a row.
func (s *sheetReader) markCovered() {
	s.merged.columns(s.record.line, func(column int) {
		for len(s.record.cells) <= column {
			s.record.cells = append(s.record.cells, cell{})
		}
		s.record.cells[column].covered = true
	})
}

func truth(value string) bool { return value == "1" || value == "true" }

// readCell reads one cell to its end tag and appends it to the row.
func (s *sheetReader) readCell(decoder *xml.Decoder, start xml.StartElement) error {
	at := len(s.record.cells)
	kind := ""
	style := -1
	for _, a := range start.Attr {
		switch a.Name.Local {
		case "r":
			column, ok := columnIndex(a.Value)
			if !ok || column < at {
				return errRowOrder
			}
			at = column
		case "t":
			kind = a.Value
		case "s":
			style, _ = strconv.Atoi(a.Value)
		}
	}
	if at >= maxColumns {
		return errRowOrder
	}
	s.value = s.value[:0]
	formula, capture, phonetic := false, false, false
	for depth := 1; depth > 0; {
		token, err := decoder.RawToken()
		if err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			switch t.Name.Local {
			case "f":
				formula = true
			case "rPh":
				phonetic = true
			case "v", "t":
				capture = !phonetic
			}
		case xml.CharData:
			if capture {
				s.value = append(s.value, t...)
			}
		case xml.EndElement:
			depth--
			capture = false
			if t.Name.Local == "rPh" {
				phonetic = false
			}
		}
	}
	c, err := s.book.interpret(kind, style, string(s.value))
	if err != nil {
		return err
	}
	if formula {
		c.kind = formulaCell
	}
	if c.text == "" && c.kind == textCell {
		return nil // only a format
	}
	for len(s.record.cells) < at {
		s.record.cells = append(s.record.cells, cell{})
	}
	s.record.cells = append(s.record.cells, c)
	return nil
}

// interpret turns the stored value of a cell into its text.
func (w *workbook) interpret(kind string, style int, value string) (cell, error) {
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil {
			return cell{}, errSharedString
		}
		text, ok := w.strings.at(i)
		if !ok {
			return cell{}, errSharedString
		}
		return cell{text: text}, nil
	case "inlineStr", "str":
		return cell{text: unescape(value)}, nil
	case "e":
		return cell{text: value, kind: errorCell}, nil
	case "b":
		if value == "1" {
			return cell{text: "是"}, nil
		}
		return cell{text: "否"}, nil
	case "d":
		return cell{text: value}, nil
	}
	if value == "" {
		return cell{}, nil
	}
	if style < 0 || style >= len(w.date) || !w.date[style] {
		return cell{text: value, kind: numberCell}, nil
	}
	serial, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return cell{kind: badDateCell}, nil
	}
	date, ok := serialDate(serial, w.epoch04)
	if !ok {
		return cell{kind: badDateCell}, nil
	}
	return cell{text: date.String(), kind: dateCell}, nil
}

// columnIndex returns the position, from 0, of the column in a cell reference.
func columnIndex(reference string) (int, bool) {
	n := 0
	for i := 0; i < len(reference); i++ {
		c := reference[i]
		switch {
		case c >= 'A' && c <= 'Z' && i < 3:
			n = n*26 + int(c-'A'+1)
		case c >= '0' && c <= '9' && i > 0:
			return n - 1, true
		default:
			return 0, false
		}
	}
	return 0, false
}
