package roster

import (
	"context"
	"errors"
	"io"
	"os"

	"fengcun"
)

// Options bound and inform a reading. The zero value reads with the default
// bounds and knows no organ.
type Options struct {
	// Organ finds an organ by the name that the file uses. It must look only at
	// the register of organs. Nil knows none.
	Organ func(name string) (fengcun.Organ, bool)

	// Today is the civil date of the reading; acts, births and judgments after it
	// are impossible. Zero leaves that check out.
	Today fengcun.Date

	MaxRows          int   // rows below the headings; 0: 200,000
	MaxBytes         int64 // size of the file; 0: 256 MiB
	MaxUnpackedBytes int64 // size of the parts of a workbook together; 0: 2 GiB
}

func (o Options) bounded() Options {
	if o.MaxRows == 0 {
		o.MaxRows = 200_000
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = 256 << 20
	}
	if o.MaxUnpackedBytes == 0 {
		o.MaxUnpackedBytes = 2 << 30
	}
	if o.Organ == nil {
		o.Organ = func(string) (fengcun.Organ, bool) { return fengcun.Organ{}, false }
	}
	return o
}

// maxTitleRows is how many rows may stand above the headings.
const maxTitleRows = 20

// Read reads a roster of size bytes and calls take for every row that is taken,
// in the order of the file. An error of take ends the reading and is returned as
// it is.
//
// Any other error concerns the file as a whole and is a *fengcun.Error of kind
// KindInvalid: roster.file.empty, .too_large, .damaged, .not_workbook,
// .old_format, .encrypted, .markup, .utf16, .encoding, .merged; roster.rows.too_many;
// roster.heading.none, .missing and .twice with the heading as Field. RemedyOf
// says what helps. Rows already handed over are then to be discarded; the report
// tells how far the reading came.
func Read(ctx context.Context, file io.ReaderAt, size int64, o Options, take func(Row) error) (*Report, error) {
	o = o.bounded()
	report := newReport()
	src, err := open(section{file, size}, o)
	if err != nil {
		return report, err
	}
	src.describe(report)
	r := &reading{options: o, report: report, take: take, seen: newDoubles()}
	if err := src.records(ctx, r.record); err != nil {
		return report, err
	}
	if r.layout == nil {
		return report, fileError("roster.heading.none", "", RemedyUseHeadings)
	}
	if w, ok := src.(*workbook); ok {
		report.add(w.hiddenColumns(r.layout)...)
	}
	return report, nil
}

// ReadFile is Read for a file on disk. Failing to open it is a KindNotFound
// error, roster.file.unreadable.
func ReadFile(ctx context.Context, path string, o Options, take func(Row) error) (*Report, error) {
	f, err := os.Open(path)
	if err != nil {
		return newReport(), &fengcun.Error{Kind: fengcun.KindNotFound, Code: "roster.file.unreadable", Err: errors.Unwrap(err)}
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return newReport(), &fengcun.Error{Kind: fengcun.KindNotFound, Code: "roster.file.unreadable", Err: errors.Unwrap(err)}
	}
	return Read(ctx, f, info.Size(), o, take)
}

// RemedyOf returns the remedy of an error of Read, or "".
func RemedyOf(err error) Remedy {
	var e *fengcun.Error
	if errors.As(err, &e) {
		return Remedy(e.Args["remedy"])
	}
	return ""
}

// reading is the state of one Read.
type reading struct {
	options Options
	report  *Report
	take    func(Row) error
	layout  *layout
	titles  int
	seen    *doubles
}

func (r *reading) record(rec record) error {
	if r.layout == nil {
		return r.heading(rec)
	}
	if rec.fault == "" && r.layout.empty(rec.cells) {
		return nil
	}
	if r.report.Rows == r.options.MaxRows {
		return fileError("roster.rows.too_many", "", RemedySplitFile)
	}
	r.report.Rows++
	row, issues := r.assemble(rec)
	r.report.add(issues...)
	for _, issue := range issues {
		if issue.Severity == Refused {
			r.report.Refused++
			return nil
		}
	}
	r.report.Taken++
	row.Issues = issues
	return r.take(row)
}

// heading looks for the row of headings.
func (r *reading) heading(rec record) error {
	if recognise(rec.cells) < minHeadings {
		if r.titles++; r.titles >= maxTitleRows {
			return fileError("roster.heading.none", "", RemedyUseHeadings)
		}
		return nil
	}
	l, issues, err := newLayout(rec.line, rec.cells)
	if err != nil {
		return err
	}
	r.layout, r.report.Headings = l, l.columns
	r.report.add(issues...)
	return nil
}

// empty reports a row that says nothing: no cell, or only a number put there in
// advance.
func (l *layout) empty(cells []cell) bool {
	for i, c := range cells {
		known := i < len(l.columns) && l.columns[i].field != fieldNumber
		if (known && (c.covered || c.kind == errorCell || c.kind == badDateCell)) || (trim(c.text) != "" && (known || i >= len(l.columns))) {
			return false
		}
	}
	return true
}
