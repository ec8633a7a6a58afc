package roster

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

var (
	errRowOrder     = errors.New("rows or cells out of order")
	errSharedString = errors.New("no such shared string")
)

// mergedRange is a merged range, rows counted from 1, columns from 0.
type mergedRange struct{ top, bottom, left, right int }

// mergedRanges are the merged ranges of a sheet, by first row. Only the first cell
// of a range holds its value; what the others mean is for the sender to say.
type mergedRanges struct {
	pending []mergedRange // begin below the current row
	active  []mergedRange // have cells in the current row
}

// maxMerged bounds the list: a roster has no use for more.
const maxMerged = 10_000

// advance moves to a row further down.
func (m *mergedRanges) advance(line int) {
	for len(m.pending) > 0 && m.pending[0].top <= line {
		m.active, m.pending = append(m.active, m.pending[0]), m.pending[1:]
	}
	m.active = slices.DeleteFunc(m.active, func(r mergedRange) bool { return r.bottom < line })
}

// columns calls take for the covered columns of the current row.
func (m *mergedRanges) columns(line int, take func(column int)) {
	for _, r := range m.active {
		for column := r.left; column <= r.right && column < maxColumns; column++ {
			if line != r.top || column != r.left {
				take(column)
			}
		}
	}
}

// mergedRanges reads the list of merged ranges, which the format puts after all
// rows. The rows are skipped as bytes: "<" cannot stand in a text unescaped.
func (s *sheetReader) mergedRanges() ([]mergedRange, error) {
	r, err := s.book.openPart(s.part)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	buffered := bufio.NewReaderSize(r, 64<<10)
	if err := skipRows(buffered); err != nil {
		if err == io.EOF {
			return nil, nil
		}
		return nil, partError(err)
	}
	var ranges []mergedRange
	decoder := xml.NewDecoder(buffered)
	decoder.Strict = false // the tail alone has end tags without start
	for {
		token, err := decoder.RawToken()
		if err == io.EOF {
			slices.SortFunc(ranges, func(a, b mergedRange) int { return a.top - b.top })
			return ranges, nil
		}
		if err != nil {
			return nil, partError(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok || e.Name.Local != "mergeCell" {
			continue
		}
		if len(ranges) == maxMerged {
			return nil, fileError("roster.file.merged", "", RemedyUnmerge)
		}
		if m, ok := parseRange(attribute(e, "ref")); ok {
			ranges = append(ranges, m)
		}
	}
}

// skipRows reads up to and including the end tag of sheetData.
func skipRows(r *bufio.Reader) error {
	for {
		chunk, err := r.ReadSlice('>')
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil {
			return err
		}
		tag := chunk[bytes.LastIndexByte(chunk, '<')+1:]
		if len(tag) > 1 && tag[0] == '/' && bytes.HasSuffix(tag, []byte("sheetData>")) {
			return nil
		}
	}
}

func parseRange(reference string) (mergedRange, bool) {
	from, to, ok := strings.Cut(reference, ":")
	if !ok {
		return mergedRange{}, false
	}
	left, ok1 := columnIndex(from)
	right, ok2 := columnIndex(to)
	top, err1 := strconv.Atoi(strings.TrimLeft(from, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	bottom, err2 := strconv.Atoi(strings.TrimLeft(to, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return mergedRange{top, bottom, left, right}, ok1 && ok2 && err1 == nil && err2 == nil
}
