package registry

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/copymark"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
	"fengcun/law"
)

// readingPayload is version 1 of the part: what the second person granted. It names
// items, and the readers by their places among the handling persons.
type readingPayload struct {
	Warrant []byte                `json:"warrant"` // its canonical bytes
	Entry   int64                 `json:"entry"`   // where it stands in the log
	Items   []fengcun.ItemID      `json:"items,omitempty"`
	Parts   []fengcun.ReadingPart `json:"parts"`
	Readers []int                 `json:"readers"`
	Views   int                   `json:"views"`
	Copies  int                   `json:"copies,omitempty"`
}

// The most that one grant gives.
const (
	mostViews  = 500
	mostCopies = 50
)

// grantReading grants the reading of what is told, with the answer and by the same
// second person. The grant is a warrant for exactly these items, until its end and for
// its number of pages, which the key agent holds it to. Where nothing is told there is
// a warrant for an item that is nobody's, and a row all the same.
func (r *Registry) grantReading(ctx context.Context, actor fengcun.Actor, i store.Inquiry, q inquiryPayload, told []Finding, g fengcun.ReadingGrant) ([]store.Statement, error) {
	if !law.MayRead(i.Asker, i.Rule, q.Scope) {
		if len(g.Readers) > 0 {
			return nil, fengcun.Invalid("inquiry.reading", "readers")
		}
		return nil, nil
	}
	p, err := r.checkReading(ctx, i, q, g)
	if err != nil {
		return nil, err
	}
	for _, f := range told {
		if !f.Open {
			p.Items = append(p.Items, f.copy.Item)
		}
	}
	by := grant{approver: actor, requester: i.ReviewedBy, purpose: warrantPurpose(i.Asker, q.Purpose), basis: "16"}
	w := r.warrant(by, i.Organ)
	w.Items, w.Uses, w.Expires = slices.Clone(p.Items), g.Views, g.Until.LastInstant()
	if len(w.Items) == 0 {
		w.Items = []fengcun.ItemID{fengcun.NewID()}
	}
	slices.SortFunc(w.Items, func(a, b fengcun.ItemID) int { return bytes.Compare(a[:], b[:]) })
	w.Items = slices.Compact(w.Items)
	e, err := r.commitWarrant(ctx, by, w)
	if err != nil {
		return nil, err
	}
	p.Warrant, p.Entry = w.Canonical(), e.index
	part, err := encodePart(partReading, p)
	if err != nil {
		return nil, err
	}
	row := store.Reading{Inquiry: i.ID, Item: fengcun.NewID(), Until: g.Until}
	deposit, err := r.vault.Deposit(i.Organ, row.Item, []vault.Payload{part}, nil)
	return append(deposit, store.InsertReading(row)), err
}

func (r *Registry) checkReading(ctx context.Context, i store.Inquiry, q inquiryPayload, g fengcun.ReadingGrant) (readingPayload, error) {
	p := readingPayload{Views: g.Views, Copies: g.Copies}
	for _, part := range fengcun.ReadingParts() {
		if slices.Contains(g.Parts, part) {
			p.Parts = append(p.Parts, part)
		}
	}
	today := r.today()
	switch {
	case len(g.Readers) == 0:
		return p, fengcun.Invalid("inquiry.reading", "readers")
	case len(p.Parts) == 0 || len(p.Parts) != len(g.Parts):
		return p, fengcun.Invalid("inquiry.reading", "parts")
	case !g.Until.Valid() || g.Until.Before(today) || today.DaysUntil(g.Until) > law.ReadingDays:
		return p, fengcun.Invalid("inquiry.reading", "ends")
	case g.Views < 1 || g.Views > mostViews:
		return p, fengcun.Invalid("inquiry.reading", "views")
	case g.Copies < 0 || g.Copies > mostCopies || g.Copies > g.Views:
		return p, fengcun.Invalid("inquiry.reading", "copies")
	}
	for _, number := range g.Readers {
		at := slices.IndexFunc(q.Handlers, func(h handlingPayload) bool { return h.Number == number.Reveal() })
		if at < 0 || slices.Contains(p.Readers, at) {
			return p, fengcun.Invalid("inquiry.reading", "readers")
		}
		if barred, err := r.barred(ctx, i.Organ, number.Reveal()); err != nil || barred {
			if err == nil {
				err = fengcun.Invalid("inquiry.reading", "readers")
			}
			return p, err
		}
		p.Readers = append(p.Readers, at)
	}
	return p, nil
}

// errClosed is the one answer to whatever a grant does not give: ended, used up, not
// this reader, not this page, not this desk, never granted.
var errClosed = &fengcun.Error{Kind: fengcun.KindNotFound, Code: "reading.closed"}

// closed turns every refusal on the way to a page into the one answer. A failure of the
// machine stays one.
func closed(err error) error {
	switch fengcun.KindOf(err) {
	case fengcun.KindNotFound, fengcun.KindForbidden:
		return errClosed
	}
	return err
}

// reading is a grant as it is used: by one reader, for one page.
type reading struct {
	inquiry store.Inquiry
	row     store.Reading
	grant   readingPayload
	unit    string
	reader  fengcun.Particular // by name
	warrant fengcun.Warrant
	number  string // of the inquiry
	organ   fengcun.Organ
	uses    []store.ReadingUse
}

// ReadingPage is a page of the reader: its text with the mark that lies over it. There
// is no file of it.
type ReadingPage struct {
	Page, Pages int
	Number      string // of the grant
	Text        []byte
	Mark        copymark.Mark
}

// ReadPage shows one page to a reader who is named in the grant, at the desk of whoever
// reviewed the basis and has checked the reader's identity document. The entry in the
// log, the use and what the copy code stands for are committed before anything is
// opened; the key agent counts the page itself.
//
// Error: reading.closed for everything that the grant does not give.
func (r *Registry) ReadPage(ctx context.Context, actor fengcun.Actor, id fengcun.ID, reader fengcun.Particular, page int) (ReadingPage, error) {
	g, err := r.reading(ctx, actor, id, reader)
	if err != nil {
		return ReadingPage{}, closed(err)
	}
	paper, mark, err := r.openPage(ctx, actor, g, policy.OpenSealed, page, fengcun.UseRead, "", nil)
	if err != nil {
		return ReadingPage{}, closed(err)
	}
	return ReadingPage{Page: page, Pages: g.pages(), Number: g.number, Text: paper.Text(), Mark: mark}, nil
}

// Takeout is an excerpt or a copy of a page that leaves.
type Takeout struct {
	Reader  fengcun.Particular // number of the identity document
	Page    int
	Excerpt fengcun.Particular     // what the reader wrote out; empty takes a copy of the page
	File    fengcun.MarkedFileKind // the reader's file that will use it (Article 6)
}

// longestExcerpt is the longest excerpt, in characters.
const longestExcerpt = 2000

// TakeCopy gives an excerpt or a copy out, once for each page, as a paper with the mark
// on it, and makes the task to label the file that uses it (Articles 6, 16).
//
// Errors (invalid): reading.excerpt, file.kind; reading.closed for everything that the
// grant does not give.
func (r *Registry) TakeCopy(ctx context.Context, actor fengcun.Actor, id fengcun.ID, q Takeout) ([]byte, error) {
	switch {
	case utf8.RuneCountInString(q.Excerpt.Reveal()) > longestExcerpt:
		return nil, fengcun.Invalid("reading.excerpt", "excerpt")
	case !slices.Contains(fengcun.MarkedFileKinds(), q.File) || !q.File.Citing():
		return nil, fengcun.Invalid("file.kind", "file")
	}
	g, err := r.reading(ctx, actor, id, q.Reader)
	if err != nil {
		return nil, closed(err)
	}
	use := fengcun.UseCopy
	if q.Excerpt != "" {
		use = fengcun.UseExcerpt
	}
	left := g.grant.Copies
	for _, u := range g.uses {
		if u.Kind == fengcun.UseRead {
			continue
		}
		if left--; u.Page == q.Page && u.Kind == use {
			return nil, errClosed
		}
	}
	if left < 1 {
		return nil, errClosed
	}
	paper, mark, err := r.openPage(ctx, actor, g, policy.TakeCopy, q.Page, use, q.Excerpt, func(origin fengcun.ItemID) store.Statement {
		return store.InsertMarkedFile(r.foundFile(g.inquiry.Organ, q.File, actor.Staff, origin))
	})
	if err != nil {
		return nil, closed(err)
	}
	file, err := r.press.Bare(paper)
	if err != nil {
		return nil, err
	}
	return copymark.Stamp(file, mark)
}

// reading loads the grant of an inquiry for one reader.
func (r *Registry) reading(ctx context.Context, actor fengcun.Actor, id fengcun.ID, reader fengcun.Particular) (*reading, error) {
	i, q, err := r.inquiryAsWritten(ctx, id)
	if err != nil {
		return nil, err
	}
	g := &reading{inquiry: i, unit: q.Unit}
	if g.row, err = store.ReadingOf(ctx, r.rows, id); err != nil {
		return nil, err
	}
	part, err := r.openPart(ctx, g.row.Item, partReading)
	if err != nil {
		return nil, err
	}
	if err := decodePart(part, &g.grant); err != nil {
		return nil, err
	}
	if g.warrant, err = fengcun.ParseWarrant(g.grant.Warrant); err != nil {
		return nil, err
	}
	if i.Organ != actor.Organ || g.warrant.Reader != actor.Staff || r.today().After(g.row.Until) {
		return nil, errClosed
	}
	at := slices.IndexFunc(g.grant.Readers, func(n int) bool { return q.Handlers[n].Number == reader.Reveal() })
	if at < 0 {
		return nil, errClosed
	}
	g.reader = fengcun.Particular(q.Handlers[g.grant.Readers[at]].Name)
	if barred, err := r.barred(ctx, i.Organ, reader.Reveal()); err != nil || barred {
		return nil, or(err, errClosed)
	}
	if g.uses, err = store.ReadingUses(ctx, r.rows, id); err != nil {
		return nil, err
	}
	if len(g.uses) >= g.grant.Views {
		return nil, errClosed
	}
	if g.organ, err = store.Organ(ctx, r.rows, i.Organ); err != nil {
		return nil, err
	}
	g.number, err = r.number(ctx, g.organ, document.SeriesInquiry, i.Year, i.Serial)
	return g, err
}

func or(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func (g *reading) pages() int { return len(g.grant.Items) * len(g.grant.Parts) }

// openPage commits the use and then opens the page and sets it.
func (r *Registry) openPage(ctx context.Context, actor fengcun.Actor, g *reading, name policy.Act, page int, use fengcun.ReadingUse, excerpt fengcun.Particular, task func(fengcun.ItemID) store.Statement) (*document.Paper, copymark.Mark, error) {
	if page < 1 || page > g.pages() {
		return nil, copymark.Mark{}, errClosed
	}
	c := store.Copy{Organ: g.inquiry.Organ, Item: g.grant.Items[(page-1)/len(g.grant.Parts)]}
	part := g.grant.Parts[(page-1)%len(g.grant.Parts)]
	e, err := r.entryAt(ctx, g.grant.Entry)
	if err != nil {
		return nil, copymark.Mark{}, err
	}
	mark, origin, statements, err := r.copyMark(ctx, g.inquiry.Organ, g.reader, g.number)
	if err != nil {
		return nil, mark, err
	}
	statements = append(statements, store.UseReading(g.row), store.InsertReadingUse(store.ReadingUse{
		Code: string(mark.Code), Inquiry: g.inquiry.ID, Page: page, Kind: use, On: r.today(),
	}))
	if task != nil {
		statements = append(statements, task(origin))
	}
	if err := r.warranted(ctx, actor, name, g.warrant, statements...); err != nil {
		return nil, mark, err
	}
	lines := []document.Row{{"heading": "摘抄", "value": excerpt.Reveal()}}
	opened, err := r.readParts(ctx, g.warrant, e, c, part)
	if err != nil {
		return nil, mark, err
	}
	if excerpt == "" {
		lines = opened
	}
	paper, err := r.setPaper(ctx, g.organ, document.ReadingPage, r.today(), document.Fields{
		"organ": document.Text(g.organ.Name), "number": document.Text(g.number), "unit": document.Text(g.unit), "reader": document.Secret(g.reader),
		"use": document.ReadingUse(use), "part": document.ReadingPart(part), "page": document.Text(fmt.Sprintf("第%d页，共%d页", page, g.pages())),
		"lines": document.Rows(lines...), "date": document.Day(r.today()),
	})
	return paper, mark, err
}

// entryAt reads an entry of the log again, as the proof for a warrant needs it.
func (r *Registry) entryAt(ctx context.Context, index int64) (e entered, err error) {
	e.index = index
	err = r.store.RowsAt(ctx, []int64{index}, func(_ int64, row audit.Row) error {
		e.entry, err = row.Entry()
		return err
	})
	return e, err
}
