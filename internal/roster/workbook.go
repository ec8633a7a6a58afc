package roster

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// workbook is an opened .xlsx file (ECMA-376 part 1, chapter 18). Only what the
// reading needs is kept: one sheet, the shared strings, which styles are dates.
type workbook struct {
	parts   map[string]*zip.File
	limit   int64
	date    []bool // by cell style: shows a date
	strings sharedStrings
	epoch04 bool
	sheet   sheetEntry
	hidden  int          // sheets that are hidden and therefore not read
	columns []columnSpan // hidden, known after the sheet was read
	others  int          // visible sheets with content that are not read
}

type sheetEntry struct {
	number int // position in the workbook, from 1
	part   string
	hidden bool
}

// openWorkbook finds the first visible sheet with the row of headings.
func openWorkbook(file section, o Options) (source, error) {
	archive, err := zip.NewReader(file, file.size)
	if err != nil {
		return nil, unreadable(err)
	}
	w := &workbook{parts: map[string]*zip.File{}, limit: o.MaxUnpackedBytes}
	var total uint64
	for _, f := range archive.File {
		total += f.UncompressedSize64
		if f.UncompressedSize64 > uint64(w.limit) || total > uint64(w.limit) {
			return nil, fileError("roster.file.too_large", "", RemedySplitFile)
		}
		w.parts[strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))] = f
	}
	sheets, err := w.index()
	if err != nil {
		return nil, err
	}
	if w.date, err = w.dateStyles(); err != nil {
		return nil, err
	}
	if w.strings, err = w.readSharedStrings(); err != nil {
		return nil, err
	}
	return w, w.choose(sheets)
}

// index reads the list of sheets and the calendar system.
func (w *workbook) index() ([]sheetEntry, error) {
	const root = "xl/workbook.xml"
	if w.parts[root] == nil {
		return nil, fileError("roster.file.not_workbook", "", RemedySaveAsXLSX)
	}
	targets, err := w.relationships()
	if err != nil {
		return nil, err
	}
	var sheets []sheetEntry
	number := 0
	err = w.elements(root, func(e xml.StartElement) {
		switch e.Name.Local {
		case "workbookPr":
			value := attribute(e, "date1904")
			w.epoch04 = value == "1" || value == "true"
		case "sheet":
			number++
			state := attribute(e, "state")
			if part := targets[attribute(e, "id")]; part != "" {
				sheets = append(sheets, sheetEntry{number, part, state == "hidden" || state == "veryHidden"})
			}
		}
	})
	return sheets, err
}

// relationships maps the relation ids of the workbook to the parts of its
// worksheets.
func (w *workbook) relationships() (map[string]string, error) {
	targets := map[string]string{}
	err := w.elements("xl/_rels/workbook.xml.rels", func(e xml.StartElement) {
		if e.Name.Local != "Relationship" || !strings.HasSuffix(attribute(e, "Type"), "/worksheet") {
			return
		}
		target := attribute(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("xl", target)
		}
		targets[attribute(e, "Id")] = strings.ToLower(strings.TrimPrefix(target, "/"))
	})
	return targets, err
}

// choose picks the sheet. Hidden sheets are counted and never read: what nobody
// saw when the file was approved is not a statement of the organ.
func (w *workbook) choose(sheets []sheetEntry) error {
	for _, s := range sheets {
		if s.hidden {
			w.hidden++
			continue
		}
		best, filled, err := w.probe(s)
		switch {
		case err != nil:
			return err
		case best >= minHeadings && w.sheet.part == "":
			w.sheet = s
		case filled:
			w.others++
		}
	}
	if w.sheet.part == "" {
		return fileError("roster.heading.none", "", RemedyUseHeadings)
	}
	return nil
}

// probe looks for the row of headings among the first rows of a sheet.
func (w *workbook) probe(s sheetEntry) (best int, filled bool, err error) {
	reader := sheetReader{book: w, part: s.part}
	seen := 0
	err = reader.read(context.Background(), func(r record) error {
		best = max(best, recognise(r.cells))
		filled = filled || len(r.cells) > 0
		if seen++; seen >= maxTitleRows || best >= minHeadings {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return best, filled, err
}

func (w *workbook) describe(r *Report) {
	r.Format, r.Encoding, r.Sheet = FormatXLSX, "UTF-8", w.sheet.number
	if w.hidden > 0 {
		r.add(newIssue(0, Column{}, SheetHidden, w.hidden))
	}
	if w.others > 0 {
		r.add(newIssue(0, Column{}, SheetNotRead, w.others))
	}
}

func (w *workbook) records(ctx context.Context, take func(record) error) error {
	reader := sheetReader{book: w, part: w.sheet.part}
	merged, err := reader.mergedRanges()
	if err != nil {
		return err
	}
	reader.merged = mergedRanges{pending: merged}
	err = reader.read(ctx, take)
	w.columns = reader.hiddenColumns
	return err
}

// hiddenColumns warns of used columns that are hidden. They are read all the
// same: a column belongs to every row, a hidden sheet to none.
func (w *workbook) hiddenColumns(l *layout) []Issue {
	var issues []Issue
	for i, column := range l.columns {
		for _, span := range w.columns {
			if column.field != "" && i >= span.first && i <= span.last {
				issues = append(issues, newIssue(l.row, column, ColumnHidden, 0))
			}
		}
	}
	return issues
}

// openPart opens a part for reading to the unpacked limit, whatever the archive
// says its size is.
func (w *workbook) openPart(name string) (io.ReadCloser, error) {
	f := w.parts[name]
	if f == nil {
		return nil, unreadable(errors.New("part missing"))
	}
	r, err := f.Open()
	if err != nil {
		return nil, unreadable(err)
	}
	return &boundedPart{ReadCloser: r, left: w.limit}, nil
}

type boundedPart struct {
	io.ReadCloser
	left int64
}

func (b *boundedPart) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, fileError("roster.file.too_large", "", RemedySplitFile)
	}
	return n, err
}

// elements calls take for every start tag of a small part, and fails unless the
// part is whole: the checksum of the archive is only known at its end.
func (w *workbook) elements(part string, take func(xml.StartElement)) error {
	r, err := w.openPart(part)
	if err != nil {
		return err
	}
	defer r.Close()
	decoder := xml.NewDecoder(r)
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return partError(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			take(e)
		}
	}
}

// partError keeps an error that already says what to do and makes any other a
// damaged file.
func partError(err error) error {
	if RemedyOf(err) != "" {
		return err
	}
	return unreadable(err)
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
