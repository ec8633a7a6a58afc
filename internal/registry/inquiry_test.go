package registry_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

var askWindow = sample.Member(sample.Court, fengcun.RoleWindow)

// listedTitle enters a title at an organ by its two people.
func listedTitle(t *testing.T, d *district.District, organ fengcun.OrganID, scopes ...fengcun.Scope) fengcun.ID {
	t.Helper()
	c := titled(fengcun.LegalTitle{Law: "中华人民共和国教师法", Article: "第十四条", Level: fengcun.LevelLaw, Entitles: scopes}, fengcun.DateOf(d.Clock.Now()), fengcun.Date{})
	c.Member.Organ = organ
	id, err := d.Registry.ProposeChange(ctx, sample.Member(organ, fengcun.RoleHandler), c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.ApproveChange(ctx, sample.Member(organ, fengcun.RoleApprover), id); err != nil {
		t.Fatal(err)
	}
	return id
}

var school = registry.InquiryApplication{
	Unit: "东江区某中学", Purpose: "hiring", Title: "《中华人民共和国教师法》第十四条", Letter: "东江中函〔2026〕3号",
	Scope:    []fengcun.Scope{fengcun.ScopePunished, fengcun.ScopeCrime, fengcun.ScopeSentence},
	Handlers: []fengcun.HandlingPerson{{Name: "钱试丁", Number: "310115198001010011", Post: "人事干部"}, {Name: "周试庚", Number: "31011519820202002X", Post: "校长"}},
}

// asks takes an inquiry as far as the person's name.
func asks(t *testing.T, d *district.District, organ fengcun.OrganID, q registry.InquiryApplication, p fengcun.Person) fengcun.ID {
	t.Helper()
	desk, reviewer := sample.Member(organ, fengcun.RoleWindow), sample.Member(organ, fengcun.RoleHandler)
	doc, err := d.Registry.Inquire(ctx, desk, q)
	if err != nil || doc.Form != document.AcceptanceReceipt {
		t.Fatal(doc.Form, err)
	}
	if _, err := d.Registry.ReviewBasis(ctx, reviewer, doc.Application, nil); err != nil {
		t.Fatal(err)
	}
	for _, sheet := range sheets(t, d, doc.Application) {
		if err := d.Registry.SignUndertaking(ctx, desk, doc.Application, sheet); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Registry.NamePerson(ctx, desk, doc.Application, about(p)); err != nil {
		t.Fatal(err)
	}
	return doc.Application
}

func about(p fengcun.Person) registry.Query {
	return registry.Query{Name: p.Names[0].Text, Document: p.Documents[0], Birth: p.Birth}
}

func sheets(t *testing.T, d *district.District, id fengcun.ID) (codes []string) {
	t.Helper()
	all, err := store.Undertakings(ctx, d.Store.Reader(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range all {
		codes = append(codes, copymark.Code(u.Sheet).String())
	}
	return codes
}

func collected(found registry.Findings, by fengcun.Particular) registry.Answer {
	a := registry.Answer{Collector: by}
	for _, f := range found.Found {
		if f.Tellable {
			a.Tell = append(a.Tell, f.Key)
		}
	}
	return a
}

// Article 16 from the application to the answer: a unit under State provisions at the
// sealing organ is told what its title gives, by two people, and the file is closed.
func TestInquiryOfUnit(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		c := d.Seal(wang, "（2026）沪0101刑初12号", district.Sentenced(wang.Birth, fengcun.Term{Years: 3}))
		q := school
		q.Listed = listedTitle(t, d, sample.Court, q.Scope...)
		id := asks(t, d, sample.Court, q, wang)
		found, err := d.Registry.PermitInquiry(ctx, approver, id)
		if err != nil || len(found.Found) != 1 || found.Found[0].Key != c.Record || !found.Found[0].Certain || !found.Found[0].Tellable {
			t.Fatalf("found %+v, %v", found.Found, err)
		}
		doc, err := d.Registry.AnswerInquiry(ctx, approver, id, collected(found, q.Handlers[1].Number))
		if err != nil || doc.Form != document.RecordCertificate || !bytes.Contains(doc.Text, []byte("有期徒刑三年")) || bytes.Contains(doc.Text, []byte("封存")) {
			t.Fatalf("%s %s %v", doc.Form, doc.Text, err)
		}
		// Once, and the file is closed: the person is not in the working domain any more.
		_, err = d.Registry.AnswerInquiry(ctx, approver, id, collected(found, q.Handlers[1].Number))
		if fengcun.KindOf(err) != fengcun.KindConflict {
			t.Errorf("a second answer: %v", err)
		}
		_, err = d.Registry.PermitInquiry(ctx, approver, id)
		if fengcun.KindOf(err) != fengcun.KindConflict {
			t.Errorf("a look-up after the answer: %v", err)
		}
		v, err := d.Registry.Inquiry(ctx, handler, id)
		if err != nil || v.State != fengcun.InquiryAnswered || v.Reviewer != handler.Staff || v.Permitter != approver.Staff {
			t.Errorf("%+v %v", v, err)
		}
		i, err := store.InquiryByID(ctx, d.Store.Reader(), id)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Vault.Open(ctx, i.Subject); fengcun.KindOf(err) != fengcun.KindNotFound {
			t.Errorf("the person of an answered inquiry still opens: %v", err)
		}
	})
}

// What a unit is told never goes beyond its scope, and somebody with nothing leaves
// the same entries in the log as somebody with a sealed record.
func TestInquiryScopeAndLog(t *testing.T) {
	d := district.Open(t)
	d.Seal(wang, "（2026）沪0101刑初12号", district.Sentenced(wang.Birth, fengcun.Term{Years: 3}))
	q := school
	q.Scope = []fengcun.Scope{fengcun.ScopePunished}
	q.Listed = listedTitle(t, d, sample.Court, q.Scope...)
	entries := map[bool]int64{}
	for _, p := range []fengcun.Person{wang, never} {
		id := asks(t, d, sample.Court, q, p)
		before := size(t, d)
		found, err := d.Registry.PermitInquiry(ctx, approver, id)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := d.Registry.AnswerInquiry(ctx, approver, id, collected(found, q.Handlers[0].Number))
		if err != nil {
			t.Fatal(err)
		}
		known := p.Documents[0].Number == wang.Documents[0].Number
		entries[known] = size(t, d) - before
		if got := len(found.Found) == 1; got != known {
			t.Errorf("found %d", len(found.Found))
		}
		if bytes.Contains(doc.Text, []byte("有期徒刑")) || known != bytes.Contains(doc.Text, []byte("不在许可范围内")) || known == bytes.Contains(doc.Text, []byte("未发现该人有犯罪记录")) {
			t.Errorf("%s", doc.Text)
		}
	}
	if entries[true] != entries[false] {
		t.Errorf("%d entries for a sealed person, %d for one never known", entries[true], entries[false])
	}
}

func size(t *testing.T, d *district.District) int64 {
	t.Helper()
	head, err := d.Store.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return head.Size
}

// Who asks by which route (Article 16): no step before the one
// before it, none by the wrong person, none twice.
func TestInquirySteps(t *testing.T) {
	d := district.Open(t)
	q := school
	q.Listed = listedTitle(t, d, sample.Court, q.Scope...)
	doc, err := d.Registry.Inquire(ctx, askWindow, q)
	if err != nil {
		t.Fatal(err)
	}
	id := doc.Application
	conflict := func(name string, err error) {
		t.Helper()
		if fengcun.KindOf(err) != fengcun.KindConflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	conflict("signed before the basis is reviewed", d.Registry.SignUndertaking(ctx, askWindow, id, "8ZZZ-ZZZZ-ZZZ4"))
	conflict("named before the basis is reviewed", d.Registry.NamePerson(ctx, askWindow, id, about(never)))
	_, err = d.Registry.PermitInquiry(ctx, approver, id)
	if fengcun.KindOf(err) != fengcun.KindForbidden { // nobody has reviewed, so there is no second person
		t.Errorf("permitted before the basis is reviewed: %v", err)
	}
	for _, who := range []fengcun.Actor{askWindow, approver, security} {
		_, err := d.Registry.ReviewBasis(ctx, who, id, nil)
		refusal(t, err, "policy.denied")
	}
	_, err = d.Registry.ReviewBasis(ctx, sample.Member(sample.Police, fengcun.RoleHandler), id, nil)
	refusal(t, err, "not_found")
	if _, err := d.Registry.ReviewBasis(ctx, handler, id, nil); err != nil {
		t.Fatal(err)
	}
	_, err = d.Registry.ReviewBasis(ctx, handler, id, []law.InquiryFault{law.FaultForged})
	conflict("reviewed twice", err)
	codes := sheets(t, d, id)
	if err := d.Registry.SignUndertaking(ctx, askWindow, id, strings.ToLower(codes[0])); err != nil {
		t.Fatal(err)
	}
	// A replayed signature, one of another inquiry and one that never was: one answer.
	other, err := d.Registry.Inquire(ctx, askWindow, q)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.ReviewBasis(ctx, handler, other.Application, nil); err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{codes[0], sheets(t, d, other.Application)[0], copymark.NewCode().String(), "x"} {
		refusal(t, d.Registry.SignUndertaking(ctx, askWindow, id, code), "undertaking.sheet")
	}
	conflict("named before everybody has signed", d.Registry.NamePerson(ctx, askWindow, id, about(never)))
	if err := d.Registry.SignUndertaking(ctx, askWindow, id, codes[1]); err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.NamePerson(ctx, askWindow, id, registry.Query{Name: "某"}); fengcun.CodeOf(err) != "inquiry.person" {
		t.Errorf("half a person: %v", err)
	}
	if err := d.Registry.NamePerson(ctx, askWindow, id, about(never)); err != nil {
		t.Fatal(err)
	}
	same := fengcun.Actor{Staff: handler.Staff, Organ: sample.Court, Role: fengcun.RoleApprover}
	_, err = d.Registry.PermitInquiry(ctx, same, id)
	refusal(t, err, "policy.denied")
	_, err = d.Registry.AnswerInquiry(ctx, approver, id, registry.Answer{Collector: q.Handlers[0].Number})
	conflict("answered before it is permitted", err)
	if _, err := d.Registry.PermitInquiry(ctx, approver, id); err != nil {
		t.Fatal(err)
	}
	// Somebody whom the application does not name is handed nothing.
	_, err = d.Registry.AnswerInquiry(ctx, approver, id, registry.Answer{Collector: "310115197001010011"})
	refusal(t, err, "inquiry.collector")
	_, err = d.Registry.AnswerInquiry(ctx, approver, id, registry.Answer{Collector: q.Handlers[0].Number, Tell: []fengcun.ID{fengcun.NewID()}})
	refusal(t, err, "inquiry.tell")
}

// What the application shows by itself to be insufficient is refused for everybody at
// once; what only a person can see is refused by a person; both with the reason and
// without a word on anybody.
func TestInquiryRefused(t *testing.T) {
	d := district.Open(t)
	listed := listedTitle(t, d, sample.Court, fengcun.ScopePunished)
	for name, change := range map[string]func(*registry.InquiryApplication){
		"a title of no register": func(q *registry.InquiryApplication) { q.Listed = fengcun.NewID() },
		"no title":               func(q *registry.InquiryApplication) { q.Listed = fengcun.ID{} },
		"another organ's title": func(q *registry.InquiryApplication) {
			q.Listed = listedTitle(t, d, sample.Police, fengcun.ScopePunished)
		},
		"a wider scope":             func(q *registry.InquiryApplication) { q.Scope = []fengcun.Scope{fengcun.ScopeFile} },
		"a platform":                func(q *registry.InquiryApplication) { q.Asker = fengcun.AskerPlatform },
		"a judicial organ's hiring": func(q *registry.InquiryApplication) { q.Asker = fengcun.AskerJudicial },
	} {
		q := school
		q.Listed, q.Scope = listed, []fengcun.Scope{fengcun.ScopePunished}
		change(&q)
		doc, err := d.Registry.Inquire(ctx, askWindow, q)
		if err != nil || doc.Form != document.InquiryRefusal || bytes.Contains(doc.Text, []byte("封存")) {
			t.Errorf("%s: %s %v", name, doc.Form, err)
		}
	}
	q := school
	q.Listed, q.Scope = listed, []fengcun.Scope{fengcun.ScopePunished}
	for _, c := range []struct {
		change func(*registry.InquiryApplication)
		code   string
	}{
		{func(q *registry.InquiryApplication) { q.Scope = nil }, ""}, // no scope is within every title, and then incomplete
		{func(q *registry.InquiryApplication) { q.Letter = "" }, "inquire.letter"},
		{func(q *registry.InquiryApplication) { q.Handlers = nil }, "inquire.handlers"},
		{func(q *registry.InquiryApplication) { q.Handlers = slices.Repeat(q.Handlers[:1], 2) }, "inquire.handlers"},
		{func(q *registry.InquiryApplication) { q.Asker = "stranger" }, "inquire.asker"},
		{func(q *registry.InquiryApplication) { q.Rule = fengcun.RulePolice }, "inquire.rule"}, // at a court
	} {
		bad := q
		c.change(&bad)
		_, err := d.Registry.Inquire(ctx, askWindow, bad)
		if c.code == "" {
			c.code = "inquire.scope"
		}
		refusal(t, err, c.code)
	}
	doc, err := d.Registry.Inquire(ctx, askWindow, q)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.ReviewBasis(ctx, handler, doc.Application, []law.InquiryFault{"sealed"}); fengcun.CodeOf(err) != "basis.fault" {
		t.Errorf("being sealed is no ground: %v", err)
	}
	refused, err := d.Registry.ReviewBasis(ctx, handler, doc.Application, []law.InquiryFault{law.FaultForged, law.FaultUnproven})
	if err != nil || refused.Form != document.InquiryRefusal || refused.Number != doc.Number || !bytes.Contains(refused.Text, []byte("经核实不真实")) {
		t.Errorf("%s %v", refused.Text, err)
	}
	if err := d.Registry.NamePerson(ctx, askWindow, doc.Application, about(never)); fengcun.KindOf(err) != fengcun.KindConflict {
		t.Errorf("a refused inquiry takes a name: %v", err)
	}
}

// A sealed non-prosecution is never told to a unit, and never by itself to anybody:
// the second person sees it and is told that it cannot be told (Article 16; SPP Rules 486).
func TestInquiryNonProsecution(t *testing.T) {
	d := district.Open(t)
	facts := district.Sentenced(wang.Birth, fengcun.Term{})
	facts.Outcome.Disposition = fengcun.NonProsecutionDiscretionary
	c := d.File(wang, number, facts)
	d.Decide(c, facts)
	d.Notify(&c)
	for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police} {
		d.Confirm(organ, d.Receive(c, organ))
	}
	if !d.Confirm(sample.Court, c.Copy).RecordSealed {
		t.Fatal("not sealed")
	}
	q := school
	q.Listed = listedTitle(t, d, sample.Court, q.Scope...)
	id := asks(t, d, sample.Court, q, wang)
	found, err := d.Registry.PermitInquiry(ctx, approver, id)
	if err != nil || len(found.Found) != 1 || found.Found[0].Tellable {
		t.Fatalf("%+v %v", found.Found, err)
	}
	_, err = d.Registry.AnswerInquiry(ctx, approver, id, registry.Answer{Collector: q.Handlers[0].Number, Tell: []fengcun.ID{c.Record}})
	refusal(t, err, "inquiry.tell")
	doc, err := d.Registry.AnswerInquiry(ctx, approver, id, collected(found, q.Handlers[0].Number))
	if err != nil || !bytes.Contains(doc.Text, []byte("未发现该人有犯罪记录")) {
		t.Errorf("%s %v", doc.Text, err)
	}
	judicial := q
	judicial.Asker, judicial.Purpose, judicial.Scope, judicial.Listed = fengcun.AskerJudicial, string(fengcun.PurposeCase), []fengcun.Scope{fengcun.ScopeFile}, fengcun.ID{}
	if found, err = d.Registry.PermitInquiry(ctx, approver, asks(t, d, sample.Court, judicial, wang)); err != nil || !found.Found[0].Tellable {
		t.Errorf("a judicial organ: %+v %v", found.Found, err)
	}
}

// At the police a unit gets a letter from what is open: somebody with a sealed record
// and somebody never known get the same bytes, somebody with an open conviction does
// not (MPS rules, Article 10).
func TestInquiryAtPolice(t *testing.T) {
	d := district.Open(t)
	d.Seal(wang, "（2026）沪0101刑初12号", district.Sentenced(wang.Birth, fengcun.Term{Years: 3}))
	convicted := district.Person("赵试丙", "310115200503140051", wang.Birth)
	facts := district.Sentenced(convicted.Birth, fengcun.Term{Years: 6})
	c := d.File(convicted, "（2026）沪0101刑初56号", facts)
	d.Decide(c, facts)
	if err := d.Registry.Admit(ctx, approver, c.Record); err != nil {
		t.Fatal(err)
	}
	q := school
	q.Rule, q.Listed = fengcun.RulePolice, listedTitle(t, d, sample.Police, q.Scope...)
	letters := map[string]string{}
	var logged []int64
	for name, p := range map[string]fengcun.Person{"sealed": wang, "never": never, "convicted": convicted} {
		id := asks(t, d, sample.Police, q, p)
		before := size(t, d)
		found, err := d.Registry.PermitInquiry(ctx, sample.Member(sample.Police, fengcun.RoleApprover), id)
		if err != nil || (len(found.Found) > 0) != (name == "convicted") {
			t.Fatalf("%s: %+v %v", name, found, err)
		}
		doc, err := d.Registry.AnswerInquiry(ctx, sample.Member(sample.Police, fengcun.RoleApprover), id, collected(found, q.Handlers[0].Number))
		if err != nil || doc.Form != document.InquiryResultLetter {
			t.Fatal(doc.Form, err)
		}
		text := string(doc.Text)
		for _, own := range []string{p.Names[0].Text.Reveal(), p.Documents[0].Number.Reveal(), doc.Number} {
			text = strings.ReplaceAll(text, own, "…")
		}
		letters[name], logged = text, append(logged, size(t, d)-before)
	}
	if letters["sealed"] != letters["never"] || strings.Contains(letters["sealed"], "封存") || letters["convicted"] == letters["never"] {
		t.Errorf("letters\n%s\n%s\n%s", letters["sealed"], letters["never"], letters["convicted"])
	}
	if len(slices.Compact(logged)) != 1 {
		t.Errorf("entries in the log %v", logged)
	}
}

// Misuse bars the person at once, in every inquiry of the organ, with the answers that
// everybody else gets; the unit's other inquiries go back to the approver (Article 17).
func TestMisuse(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		q := school
		q.Listed = listedTitle(t, d, sample.Court, q.Scope...)
		id := asks(t, d, sample.Court, q, wang)
		waiting, err := d.Registry.Inquire(ctx, askWindow, q)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Registry.ReviewBasis(ctx, handler, waiting.Application, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Registry.PermitInquiry(ctx, approver, id); err != nil {
			t.Fatal(err)
		}
		misuser := q.Handlers[0].Number
		_, err = d.Registry.ReportMisuse(ctx, askWindow, id, misuser, "转发")
		refusal(t, err, "policy.denied")
		_, err = d.Registry.ReportMisuse(ctx, handler, id, "310115197001010011", "转发")
		refusal(t, err, "misuse.person")
		_, err = d.Registry.ReportMisuse(ctx, handler, id, misuser, "")
		refusal(t, err, "misuse.what")
		if _, err := d.Registry.ReportMisuse(ctx, handler, id, misuser, "转发给某公司"); err != nil {
			t.Fatal(err)
		}
		_, err = d.Registry.Inquire(ctx, askWindow, q)
		refusal(t, err, "inquire.handlers")
		refusal(t, d.Registry.SignUndertaking(ctx, askWindow, waiting.Application, sheets(t, d, waiting.Application)[0]), "undertaking.sheet")
		_, err = d.Registry.AnswerInquiry(ctx, approver, id, registry.Answer{Collector: q.Handlers[1].Number})
		if fengcun.KindOf(err) != fengcun.KindConflict {
			t.Errorf("answered without a new permission: %v", err)
		}
		if v, err := d.Registry.Inquiry(ctx, approver, id); err != nil || v.State != fengcun.InquiryNamed || len(v.Misused) != 1 {
			t.Errorf("%s %v %v", v.State, v.Misused, err)
		}
		if _, err := d.Registry.PermitInquiry(ctx, approver, id); err != nil {
			t.Fatal(err)
		}
		_, err = d.Registry.AnswerInquiry(ctx, approver, id, registry.Answer{Collector: misuser})
		refusal(t, err, "inquiry.collector")
		if _, err := d.Registry.AnswerInquiry(ctx, approver, id, registry.Answer{Collector: q.Handlers[1].Number}); err != nil {
			t.Errorf("somebody else of the unit, with the head's approval: %v", err)
		}
	})
}
