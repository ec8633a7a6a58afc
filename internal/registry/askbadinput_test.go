package registry_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/observe"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/law"
)

// answered is what whoever asks about a person sees: form and text of a paper, or all
// that an error says, without the person's own particulars and the number of the paper.
func answered(doc registry.Issued, err error, p fengcun.Person) string {
	if err != nil {
		return "error " + fengcun.CodeOf(err) + " " + hidden(observe.Error(err), p)
	}
	return string(doc.Form) + " " + hidden(string(masked(doc, p)), p)
}

func hidden(text string, p fengcun.Person) string {
	for _, own := range []string{p.Names[0].Text.Reveal(), p.Documents[0].Number.Reveal(), p.Documents[0].Number.Reveal()[:17]} {
		text = strings.ReplaceAll(text, own, "…")
	}
	return text
}

// TestBadInputOfAskers: whatever is wrong with an application, an inquiry or a grant is
// answered alike for somebody with a sealed record and somebody never known: the same
// words, the same entries in the log, and never a word of sealing.
func TestBadInputOfAskers(t *testing.T) {
	d := district.Open(t)
	unit := school
	unit.Listed = listedTitle(t, d, sample.Court, unit.Scope...)
	d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	yesterday := fengcun.DateOf(d.Clock.Now()).AddDays(-1)
	certify := func(change func(q *registry.Application, p fengcun.Person)) func(fengcun.Person) string {
		return func(p fengcun.Person) string {
			q := application(p)
			change(&q, p)
			doc, err := d.Registry.Certify(ctx, window, q)
			doc.Text = []byte(strings.ReplaceAll(strings.ReplaceAll(string(doc.Text), q.Name.Reveal(), "…"), q.Document.Number.Reveal(), "…"))
			return answered(doc, err, p)
		}
	}
	read := func(p fengcun.Person, days int, number fengcun.Particular, page int) string {
		id := granted(t, d, p, grantOf(d, fengcun.ReadCase))
		d.Days(days)
		defer d.Days(-days)
		_, err := d.Registry.ReadPage(ctx, handler, id, number, page)
		return answered(registry.Issued{}, err, p)
	}
	for _, c := range []struct {
		name string
		want string // how the answer begins
		ask  func(p fengcun.Person) string
	}{
		{"a mistyped name with the right number", "no_record_certificate ", certify(func(q *registry.Application, p fengcun.Person) { q.Name += "玖" })},
		{"the right name with a mistyped number", "no_record_certificate ", certify(func(q *registry.Application, p fengcun.Person) {
			q.Document.Number = p.Documents[0].Number[:14] + "9" + p.Documents[0].Number[15:]
		})},
		{"a faulty checksum", "no_record_certificate ", certify(func(q *registry.Application, p fengcun.Person) { q.Document.Number = p.Documents[0].Number[:17] + "7" })},
		{"look-alike characters", "no_record_certificate ", certify(func(q *registry.Application, p fengcun.Person) {
			q.Name, q.Document.Number = "⺩"+q.Name[len("王"):], fengcun.Particular(strings.ReplaceAll(string(q.Document.Number), "0", "O"))
		})},
		{"a number of fifteen digits", "no_record_certificate ", certify(func(q *registry.Application, p fengcun.Person) {
			q.Document.Number = p.Documents[0].Number[:6] + p.Documents[0].Number[8:17]
		})},
		{"a representative of somebody now adult", "error certify.adult", certify(func(q *registry.Application, _ fengcun.Person) {
			q.By, q.Other = fengcun.ByRepresentative, registry.Other{Name: "某", Number: "1"}
		})},
		{"an expired power of attorney", "error certify.authority", certify(func(q *registry.Application, _ fengcun.Person) {
			q.By, q.Other = fengcun.ByAgent, registry.Other{Name: "某", Number: "1", Until: yesterday}
		})},
		{"a paper that lacks", "error certify.papers", certify(func(q *registry.Application, _ fengcun.Person) { q.Papers = q.Papers[:1] })},
		{"a forged title", "inquiry_refusal ", func(p fengcun.Person) string {
			doc, err := d.Registry.Inquire(ctx, askWindow, unit)
			if err == nil {
				doc, err = d.Registry.ReviewBasis(ctx, handler, doc.Application, []law.InquiryFault{law.FaultForged})
			}
			return answered(doc, err, p)
		}},
		{"a scope wider than the basis", "inquiry_refusal ", func(p fengcun.Person) string {
			q := unit
			q.Scope = append(q.Scope[:3:3], fengcun.ScopeFile)
			doc, err := d.Registry.Inquire(ctx, askWindow, q)
			return answered(doc, err, p)
		}},
		{"somebody who is no handling person collects", "error inquiry.collector", func(p fengcun.Person) string {
			id := asks(t, d, sample.Court, unit, p)
			_, err := d.Registry.PermitInquiry(ctx, approver, id)
			if err == nil {
				_, err = d.Registry.AnswerInquiry(ctx, approver, id, registry.Answer{Collector: "310115197001010011"})
			}
			return answered(registry.Issued{}, err, p)
		}},
		{"a replayed signature", "error undertaking.sheet", func(p fengcun.Person) string {
			doc, err := d.Registry.Inquire(ctx, askWindow, unit)
			if err == nil {
				_, err = d.Registry.ReviewBasis(ctx, handler, doc.Application, nil)
			}
			code := sheets(t, d, doc.Application)[0]
			err = errors.Join(err, d.Registry.SignUndertaking(ctx, askWindow, doc.Application, code))
			if err == nil {
				err = d.Registry.SignUndertaking(ctx, askWindow, doc.Application, code)
			}
			return answered(registry.Issued{}, err, p)
		}},
		{"a reader who is not named in the grant", "error reading.closed", func(p fengcun.Person) string { return read(p, 0, another.Handlers[1].Number, 1) }},
		{"a page that is not granted", "error reading.closed", func(p fengcun.Person) string { return read(p, 0, another.Handlers[0].Number, 2) }},
		{"an expired grant", "error reading.closed", func(p fengcun.Person) string { return read(p, 3, another.Handlers[0].Number, 1) }},
		{"a second download", "error reading.closed", func(p fengcun.Person) string {
			id, q := granted(t, d, p, grantOf(d, fengcun.ReadCase)), registry.Takeout{Reader: another.Handlers[0].Number, Page: 1, File: fengcun.CitingCivil}
			before := size(t, d)
			_, first := d.Registry.TakeCopy(ctx, handler, id, q)
			if used := size(t, d) - before; used != map[bool]int64{true: 1}[first == nil] {
				t.Errorf("%d entries", used)
			}
			_, err := d.Registry.TakeCopy(ctx, handler, id, q)
			return answered(registry.Issued{}, err, p)
		}},
	} {
		var got []string
		for _, p := range []fengcun.Person{wang, never} {
			before := size(t, d)
			answer := c.ask(p)
			if c.name == "a second download" { // the first is an entry where something was granted: its reader knows
				before = size(t, d)
			}
			got = append(got, answer+fmt.Sprintf("\n%d entries", size(t, d)-before))
		}
		if got[0] != got[1] {
			t.Errorf("%s: answers differ\n%s\n%s", c.name, got[0], got[1])
		}
		if !strings.HasPrefix(got[0], c.want) || strings.Contains(got[0], "封存") {
			t.Errorf("%s: %s, want %s", c.name, got[0], c.want)
		}
	}
}

// A request key that is sent again after the sealing gives what it gave, as for
// somebody who was never known; it does not answer anew from what was sealed.
func TestKeySentAgainAfterSealing(t *testing.T) {
	d := district.Open(t)
	texts := map[bool]string{}
	for _, p := range []fengcun.Person{wang, never} {
		q := application(p)
		q.Key = &registry.RequestKey{Key: "again " + p.Documents[0].Number.Reveal(), MAC: [32]byte{3}}
		first, err := d.Registry.Certify(ctx, window, q)
		if err != nil {
			t.Fatal(err)
		}
		known := p.Documents[0] == wang.Documents[0]
		if known {
			d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
		}
		again, err := d.Registry.Certify(ctx, window, q)
		if err != nil || again.Number != first.Number {
			t.Errorf("%s %s %v", first.Number, again.Number, err)
		}
		texts[known] = strings.ReplaceAll(answered(again, err, p), "1号", "2号")
	}
	if texts[true] != texts[false] {
		t.Errorf("answers differ\n%s\n%s", texts[true], texts[false])
	}
}
