package console

import (
	"html/template"
	"strconv"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/registry"
)

// The reader: what a judicial organ may see, one page at a time. A page is text under
// the mark, and no file; nothing of it is printed.
var readingRoutes = []route{
	{"GET /inquiries/{id}/reader", (*visit).readerPage, false},
	{"POST /inquiries/{id}/reader", (*visit).readPage, false},
	{"POST /inquiries/{id}/copies", (*visit).takeCopy, false},
}

type readerView struct {
	Form *form
	registry.InquiryView
	Files  []option
	Page   *registry.ReadingPage
	Paper  []paperLine
	Mark   template.HTML
	Before int
	After  int
}

func (v *visit) readerPage() error { return v.showReader(blank("page", "1"), nil) }

func (v *visit) showReader(f *form, page *registry.ReadingPage) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	q, err := v.parts.Registry.Inquiry(v.ctx(), v.actor(), id)
	if err != nil {
		return err
	}
	if q.Reading == nil || !q.Reading.Desk {
		return errMiss
	}
	view := readerView{Form: f, InquiryView: q, Page: page}
	for _, k := range fengcun.MarkedFileKinds() {
		if k.Citing() {
			view.Files = append(view.Files, named(v.look, "marked_file", k)...)
		}
	}
	if page != nil {
		view.Paper = paper(registry.Issued{Number: page.Number, Printed: document.Printed{Text: page.Text}})
		mark, err := page.Mark.SVG()
		if err != nil {
			return err
		}
		view.Mark = template.HTML(mark) // made here of escaped text
		view.Before, view.After = page.Page-1, (page.Page+1)%(page.Pages+1)
	}
	if f.good() {
		return v.page("reading", view)
	}
	return v.again(f, "reading", view)
}

// refused shows a refusal of the registry at the form; reading.closed is the answer to
// whatever the grant does not give.
func (v *visit) refused(f *form, err error, fields ...string) error {
	if fengcun.CodeOf(err) == "reading.closed" {
		f.Box = &box{"refusal", v.said(err)}
	} else if err := v.blame(f, err, fields...); err != nil {
		return err
	}
	return v.showReader(f, nil)
}

func (v *visit) readPage() error {
	f := v.form()
	id, err := v.id("id")
	if err != nil {
		return err
	}
	reader, n := v.text(f, "reader", "console.reading.no_reader"), v.number(f, "page")
	if !f.good() {
		return v.showReader(f, nil)
	}
	page, err := v.parts.Registry.ReadPage(v.ctx(), v.actor(), id, fengcun.Particular(reader), n)
	if err != nil {
		return v.refused(f, err)
	}
	return v.showReader(f, &page)
}

func (v *visit) takeCopy() error {
	f := v.form()
	id, err := v.id("id")
	if err != nil {
		return err
	}
	q := registry.Takeout{
		Reader: fengcun.Particular(v.text(f, "reader", "console.reading.no_reader")), Page: v.number(f, "page"),
		Excerpt: fengcun.Particular(v.text(f, "excerpt", "")), File: fengcun.MarkedFileKind(v.one(f, "file", "console.files.no_kind", texts(fengcun.MarkedFileKinds())...)),
	}
	if !f.good() {
		return v.showReader(f, nil)
	}
	file, err := v.parts.Registry.TakeCopy(v.ctx(), v.actor(), id, q)
	if err != nil {
		return v.refused(f, err, "file", "file", "excerpt", "excerpt")
	}
	return v.handOut(file, typePDF, "paper.pdf", nil)
}

// number reads a number; what is none is 0, which no rule accepts.
func (v *visit) number(f *form, name string) int {
	n, err := strconv.Atoi(f.Get(name))
	if err != nil {
		return 0
	}
	return n
}

// readingGrant reads what the second person grants with the answer.
func (v *visit) readingGrant(f *form) fengcun.ReadingGrant {
	g := fengcun.ReadingGrant{Until: v.day(f, "until", "console.reading.no_until"), Views: v.number(f, "views"), Copies: v.number(f, "copies")}
	for _, number := range f.Values["readers"] {
		g.Readers = append(g.Readers, fengcun.Particular(number))
	}
	for _, part := range f.Values["parts"] {
		g.Parts = append(g.Parts, fengcun.ReadingPart(part))
	}
	return g
}
