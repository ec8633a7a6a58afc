package registry_test

import (
	"bytes"
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/fengcuntest/tool"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// another is a judicial organ with a case of its own.
var another = registry.InquiryApplication{
	Asker: fengcun.AskerJudicial, Unit: "西河区人民法院", Purpose: string(fengcun.PurposeCase), Title: "刑事诉讼法第二百八十六条", Letter: "西河法函〔2026〕1号",
	Scope:    []fengcun.Scope{fengcun.ScopeFile},
	Handlers: []fengcun.HandlingPerson{{Name: "蒋试丑", Number: "310115198001010011", Post: "审判员"}, {Name: "沈试寅", Number: "31011519820202002X", Post: "书记员"}},
}

func grantOf(d *district.District, parts ...fengcun.ReadingPart) fengcun.ReadingGrant {
	return fengcun.ReadingGrant{
		Readers: []fengcun.Particular{another.Handlers[0].Number}, Parts: parts,
		Until: fengcun.DateOf(d.Clock.Now()).AddDays(2), Views: 6, Copies: 2,
	}
}

// granted takes an inquiry of a judicial organ to its answer and the grant to read.
func granted(t *testing.T, d *district.District, p fengcun.Person, g fengcun.ReadingGrant) fengcun.ID {
	t.Helper()
	id := asks(t, d, sample.Court, another, p)
	found, err := d.Registry.PermitInquiry(ctx, approver, id)
	if err != nil {
		t.Fatal(err)
	}
	answer := collected(found, another.Handlers[1].Number)
	answer.Reading = g
	doc, err := d.Registry.AnswerInquiry(ctx, approver, id, answer)
	if err != nil || doc.Form != document.RecordCertificate {
		t.Fatal(doc.Form, err)
	}
	return id
}

// A judicial organ reads exactly what the second person granted, page by page, each
// with its code, until the last day; a copy leaves once, marked, with its label task
// (Articles 6, 16).
func TestReading(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		d.Seal(wang, number, district.Sentenced(wang.Birth, fengcun.Term{Years: 3}))
		reader := another.Handlers[0].Number
		id := granted(t, d, wang, grantOf(d, fengcun.ReadPerson, fengcun.ReadCase))
		before := size(t, d)
		page, err := d.Registry.ReadPage(ctx, handler, id, reader, 1)
		if err != nil || page.Pages != 2 || !bytes.Contains(page.Text, []byte(wang.Names[0].Text.Reveal())) || bytes.Contains(page.Text, []byte("有期徒刑")) {
			t.Fatalf("%s %+v %v", page.Text, page.Mark, err)
		}
		if got := size(t, d) - before; got != 1 {
			t.Errorf("%d entries for a page", got)
		}
		traced, err := d.Registry.Trace(ctx, approver, page.Mark.Code)
		if err != nil || traced.Reader != another.Handlers[0].Name || traced.Grant != page.Number {
			t.Errorf("%+v %v", traced, err)
		}
		if page, err = d.Registry.ReadPage(ctx, handler, id, reader, 2); err != nil || !bytes.Contains(page.Text, []byte("有期徒刑三年")) || bytes.Contains(page.Text, []byte(wang.Names[0].Text.Reveal())) {
			t.Errorf("%s %v", page.Text, err)
		}

		take := registry.Takeout{Reader: reader, Page: 2, File: fengcun.CitingCriminal}
		file, err := d.Registry.TakeCopy(ctx, handler, id, take)
		if err != nil {
			t.Fatal(err)
		}
		codes, err := copymark.Find(file)
		if err != nil || len(codes) != 1 || !bytes.Contains([]byte(tool.Text(t, file)), []byte("含犯罪记录封存信息")) {
			t.Errorf("%v %v", codes, err)
		}
		if traced, err = d.Registry.Trace(ctx, approver, codes[0]); err != nil || len(traced.Uses) != 1 || traced.Uses[0].State != fengcun.FileFound {
			t.Errorf("no label task: %+v %v", traced, err)
		}
		_, err = d.Registry.TakeCopy(ctx, handler, id, take)
		refusal(t, err, "reading.closed") // a second download
		take.Excerpt = "判处有期徒刑三年。"
		if file, err = d.Registry.TakeCopy(ctx, handler, id, take); err != nil || !bytes.Contains([]byte(tool.Text(t, file)), []byte("判处有期徒刑三年")) {
			t.Error(err)
		}
		take.Page = 1
		_, err = d.Registry.TakeCopy(ctx, handler, id, take)
		refusal(t, err, "reading.closed") // two may leave

		v, err := d.Registry.Inquiry(ctx, handler, id)
		if err != nil || v.Reading == nil || len(v.Reading.Uses) != 4 {
			t.Errorf("%+v %v", v.Reading, err)
		}
		if v, err = d.Registry.Inquiry(ctx, askWindow, id); err != nil || v.Reading != nil {
			t.Errorf("who named the person is shown what was read: %+v %v", v.Reading, err)
		}
		for range 2 {
			if _, err := d.Registry.ReadPage(ctx, handler, id, reader, 1); err != nil {
				t.Error(err)
			}
		}
		_, err = d.Registry.ReadPage(ctx, handler, id, reader, 1)
		refusal(t, err, "reading.closed") // the seventh of six
	})
}

// Whatever a grant does not give is one answer, the same for a person with a sealed
// record and one never known; and none of it changes anything.
func TestReadingClosed(t *testing.T) {
	d := district.Open(t)
	d.Seal(wang, number, district.Sentenced(wang.Birth, fengcun.Term{Years: 3}))
	reader := another.Handlers[0].Number
	id := granted(t, d, wang, grantOf(d, fengcun.ReadCase))
	unknown := granted(t, d, never, grantOf(d, fengcun.ReadCase))
	second := sample.Second(sample.Court)
	before := size(t, d)
	closed := func(name string, actor fengcun.Actor, id fengcun.ID, reader fengcun.Particular, page int) {
		t.Helper()
		_, err := d.Registry.ReadPage(ctx, actor, id, reader, page)
		refusal(t, err, "reading.closed")
		_, err = d.Registry.TakeCopy(ctx, actor, id, registry.Takeout{Reader: reader, Page: page, File: fengcun.CitingCivil})
		refusal(t, err, "reading.closed")
		if t.Failed() {
			t.Fatal(name)
		}
	}
	closed("a handling person who is no reader", handler, id, another.Handlers[1].Number, 1)
	closed("nobody's number", handler, id, "310115197001010011", 1)
	closed("a page that is not granted", handler, id, reader, 2)
	closed("page 0", handler, id, reader, 0)
	closed("another desk", second, id, reader, 1)
	closed("the approver", approver, id, reader, 1)
	closed("another organ", sample.Member(sample.Police, fengcun.RoleHandler), id, reader, 1)
	closed("no inquiry", handler, fengcun.NewID(), reader, 1)
	closed("a grant of nothing", handler, unknown, reader, 1)
	if got := size(t, d) - before; got != 0 {
		t.Errorf("%d entries", got)
	}
	if _, err := d.Registry.ReadPage(ctx, handler, id, reader, 1); err != nil {
		t.Errorf("the control: %v", err)
	}
	whole := granted(t, d, wang, fengcun.ReadingGrant{
		Readers: []fengcun.Particular{another.Handlers[1].Number}, Parts: fengcun.ReadingParts(), Until: fengcun.DateOf(d.Clock.Now()), Views: 3,
	})
	if _, err := d.Registry.ReportMisuse(ctx, handler, id, reader, "转发"); err != nil {
		t.Fatal(err)
	}
	closed("who misused what was read", handler, id, reader, 1)
	reader = another.Handlers[1].Number
	if _, err := d.Registry.ReadPage(ctx, handler, whole, reader, 3); err != nil {
		t.Errorf("the control: %v", err)
	}
	_, err := d.Registry.TakeCopy(ctx, handler, whole, registry.Takeout{Reader: reader, Page: 3, File: fengcun.CitingCivil})
	refusal(t, err, "reading.closed") // no copy by default
	d.Days(1)
	closed("a grant that has ended", handler, whole, reader, 1)
}

// The second person grants within the application and the rules, or not at all; a grant
// leaves the same rows and entries whatever was found.
func TestReadingGranted(t *testing.T) {
	d := district.Open(t)
	d.Seal(wang, number, district.Sentenced(wang.Birth, fengcun.Term{Years: 3}))
	id := asks(t, d, sample.Court, another, wang)
	found, err := d.Registry.PermitInquiry(ctx, approver, id)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*fengcun.ReadingGrant){
		"no reader":              func(g *fengcun.ReadingGrant) { g.Readers = nil },
		"somebody else":          func(g *fengcun.ReadingGrant) { g.Readers = []fengcun.Particular{"310115197001010011"} },
		"twice the same":         func(g *fengcun.ReadingGrant) { g.Readers = slices.Repeat(g.Readers, 2) },
		"no part":                func(g *fengcun.ReadingGrant) { g.Parts = nil },
		"a part there is not":    func(g *fengcun.ReadingGrant) { g.Parts = []fengcun.ReadingPart{"everything"} },
		"until yesterday":        func(g *fengcun.ReadingGrant) { g.Until = fengcun.DateOf(d.Clock.Now()).AddDays(-1) },
		"until next year":        func(g *fengcun.ReadingGrant) { g.Until = fengcun.DateOf(d.Clock.Now()).AddDays(31) },
		"no page":                func(g *fengcun.ReadingGrant) { g.Views = 0 },
		"more copies than pages": func(g *fengcun.ReadingGrant) { g.Copies = 7 },
	} {
		answer := collected(found, another.Handlers[1].Number)
		answer.Reading = grantOf(d, fengcun.ReadCase)
		change(&answer.Reading)
		if _, err := d.Registry.AnswerInquiry(ctx, approver, id, answer); fengcun.CodeOf(err) != "inquiry.reading" {
			t.Errorf("%s: %v", name, err)
		}
	}
	unit := school
	unit.Listed = listedTitle(t, d, sample.Court, unit.Scope...)
	asked := asks(t, d, sample.Court, unit, wang)
	if _, err := d.Registry.PermitInquiry(ctx, approver, asked); err != nil {
		t.Fatal(err)
	}
	_, err = d.Registry.AnswerInquiry(ctx, approver, asked, registry.Answer{Collector: unit.Handlers[0].Number, Reading: grantOf(d, fengcun.ReadCase)})
	refusal(t, err, "inquiry.reading") // a unit reads nothing

	entries := map[int64]bool{}
	for _, p := range []fengcun.Person{wang, never} {
		before := size(t, d)
		id := granted(t, d, p, grantOf(d, fengcun.ReadCase))
		entries[size(t, d)-before] = true
		if _, err := store.ReadingOf(ctx, d.Store.Reader(), id); err != nil {
			t.Error(err)
		}
	}
	if len(entries) != 1 {
		t.Errorf("entries in the log differ: %v", entries)
	}
}
