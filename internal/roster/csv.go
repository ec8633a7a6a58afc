package roster

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
)

// csvFile is a CSV file whose encoding and separator are known.
type csvFile struct {
	file    section
	skip    int64 // length of the byte order mark
	gb18030 bool
	comma   rune
}

// openCSV finds the encoding. A file that is valid UTF-8 throughout is UTF-8. Of
// any other the headings decide: if they read as UTF-8 the file is UTF-8 with
// damaged places, which are reported row by row; else it must read as GB18030.
func openCSV(file section) (source, error) {
	c := &csvFile{file: file}
	head, err := file.head(1 << 16)
	if err != nil {
		return nil, unreadable(err)
	}
	if bytes.HasPrefix(head, utf8BOM) {
		c.skip = int64(len(utf8BOM))
		head = head[c.skip:]
	}
	valid, err := validUTF8(file)
	if err != nil {
		return nil, unreadable(err)
	}
	if c.separate(string(head)) || valid || c.skip > 0 {
		return c, nil
	}
	c.gb18030 = true
	decoded, _, _ := transform.Bytes(simplifiedchinese.GB18030.NewDecoder(), head)
	if !c.separate(string(decoded)) {
		return nil, fileError("roster.file.encoding", "", RemedySaveAsUTF8)
	}
	return c, nil
}

// validUTF8 reads the whole file once.
func validUTF8(file section) (bool, error) {
	r := bufio.NewReaderSize(file.reader(), 64<<10)
	for {
		char, size, err := r.ReadRune()
		switch {
		case err == io.EOF:
			return true, nil
		case err != nil:
			return false, err
		case char == utf8.RuneError && size == 1:
			return false, nil
		}
	}
}

// separate chooses the separator under which the beginning of the file has the
// row with the most known headings, and reports whether it has one at all.
func (c *csvFile) separate(head string) (found bool) {
	c.comma = ','
	best := minHeadings - 1
	for _, comma := range []rune{',', '\t', ';'} {
		for n, line := range strings.Split(head, "\n") {
			if n >= maxTitleRows {
				break
			}
			cells := cellsOf(strings.Split(strings.ReplaceAll(line, `"`, ""), string(comma)), nil)
			if known := recognise(cells); known > best {
				best, c.comma, found = known, comma, true
			}
		}
	}
	return found
}

func (c *csvFile) describe(r *Report) {
	r.Format, r.Encoding = FormatCSV, "UTF-8"
	if c.gb18030 {
		r.Encoding = "GB18030"
	}
}

func (c *csvFile) records(ctx context.Context, take func(record) error) error {
	var text io.Reader = io.NewSectionReader(c.file, c.skip, c.file.size-c.skip)
	if c.gb18030 {
		text = transform.NewReader(text, simplifiedchinese.GB18030.NewDecoder())
	}
	reader := csv.NewReader(bufio.NewReaderSize(text, 64<<10))
	reader.Comma, reader.FieldsPerRecord, reader.ReuseRecord = c.comma, -1, true
	var cells []cell
	for n := 1; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		fields, err := reader.Read()
		r := record{}
		var bad *csv.ParseError
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &bad):
			r = record{line: bad.StartLine, fault: QuoteUnclosed}
		case err != nil:
			return unreadable(err)
		default:
			r.line, _ = reader.FieldPos(0)
			cells = cellsOf(fields, cells[:0])
			r.cells = cells
		}
		if err := take(r); err != nil {
			return err
		}
	}
}

// cellsOf turns fields into cells. A field that begins with an equals sign is a
// formula to whatever program shows the file.
func cellsOf(fields []string, cells []cell) []cell {
	for _, field := range fields {
		c := cell{text: field}
		if strings.HasPrefix(strings.TrimSpace(field), "=") {
			c.kind = formulaCell
		}
		cells = append(cells, c)
	}
	return cells
}
