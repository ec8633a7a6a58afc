package roster

import (
	"context"
	"errors"
	"io"
)

// cell is one cell as the file holds it.
type cell struct {
	text    string
	kind    cellKind
	covered bool // inside a merged range, and not its first cell
}

type cellKind byte

const (
	textCell cellKind = iota
	numberCell
	dateCell    // text is 2006-01-02
	badDateCell // formatted as a date, but the number is none
	formulaCell
	errorCell // #N/A and the like
)

// record is one row of the file. Its cells are valid until the next record.
type record struct {
	line   int
	hidden bool
	fault  Code // the row could not be read at all
	cells  []cell
}

// source is a file opened for reading, workbook or CSV alike.
type source interface {
	// records calls take for every row in order and stops at its first error.
	records(ctx context.Context, take func(record) error) error
	// describe tells the report what was opened.
	describe(*Report)
}

// errEnough ends a reading that has seen what it needed.
var errEnough = errors.New("enough rows seen")

// Format is the kind of file that was read.
type Format string

// The formats.
const (
	FormatXLSX Format = "xlsx"
	FormatCSV  Format = "csv"
)

// section is a file of known size that can be read at any place.
type section struct {
	io.ReaderAt
	size int64
}

func (s section) reader() io.Reader { return io.NewSectionReader(s, 0, s.size) }

// head returns the first bytes of the file, at most n.
func (s section) head(n int64) ([]byte, error) {
	b := make([]byte, min(n, s.size))
	if _, err := io.ReadFull(io.NewSectionReader(s, 0, int64(len(b))), b); err != nil {
		return nil, err
	}
	return b, nil
}
