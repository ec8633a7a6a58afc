package console

import (
	"net/http"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

var judge = fengcun.HandlingPerson{Name: "沈试寅", Number: "310115198001010038", Post: "审判员"}

// reading grants a judicial organ the reading of what its inquiry finds.
func (h *house) reading(t testing.TB, about registry.Query) fengcun.ID {
	t.Helper()
	window, lawyer := sample.Member(sample.Court, fengcun.RoleWindow), sample.Member(sample.Court, fengcun.RoleHandler)
	head := sample.Member(sample.Court, fengcun.RoleApprover)
	doc, err := h.Registry.Inquire(t.Context(), window, registry.InquiryApplication{
		Asker: fengcun.AskerJudicial, Unit: "北江区人民法院", Purpose: "case", Title: "刑事诉讼法第二百八十六条", Letter: "北江法函〔2026〕1号",
		Scope: []fengcun.Scope{fengcun.ScopeFile}, Handlers: []fengcun.HandlingPerson{judge},
	})
	if err != nil {
		t.Fatal(err)
	}
	id := doc.Application
	if _, err := h.Registry.ReviewBasis(t.Context(), lawyer, id, nil); err != nil {
		t.Fatal(err)
	}
	sheets, err := store.Undertakings(t.Context(), h.Store.Reader(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range []func() error{
		func() error { return h.Registry.SignUndertaking(t.Context(), window, id, sheets[0].Sheet) },
		func() error {
			return h.Registry.NamePerson(t.Context(), window, id, about)
		},
		func() error {
			found, err := h.Registry.PermitInquiry(t.Context(), head, id)
			if err != nil {
				return err
			}
			var told []fengcun.ID
			for _, f := range found.Found {
				told = append(told, f.Key)
			}
			_, err = h.Registry.AnswerInquiry(t.Context(), head, id, registry.Answer{Tell: told, Collector: judge.Number, Reading: fengcun.ReadingGrant{
				Readers: []fengcun.Particular{judge.Number}, Parts: fengcun.ReadingParts(), Until: fengcun.DateOf(h.Clock.Now()).AddDays(14), Views: 20, Copies: 1,
			}})
			return err
		},
	} {
		if err := act(); err != nil {
			t.Fatal(err)
		}
	}
	return id
}

// In the reader a page is text under its mark and no file; whatever the grant does not
// give is one page, that of a grant of nothing; a copy leaves once.
func TestReader(t *testing.T) {
	h := newHouse(t)
	birth := fengcun.NewDate(2007, 3, 14)
	p := district.Person("王试甲", "310115200703140015", birth)
	h.Seal(p, "（2026）沪0101刑初12号", district.Sentenced(birth, fengcun.Term{Years: 3}))
	id := h.reading(t, registry.Query{Name: p.Names[0].Text, Birth: birth, Document: p.Documents[0]})
	nothing := h.reading(t, registry.Query{Name: "韩试卯", Birth: birth, Document: fengcun.IdentityDocument{Kind: fengcun.ResidentID, Number: "310115200703140031"}})
	desk := h.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	path := "/inquiries/" + id.String()
	read := desk.post(path+"/reader", "reader", judge.Number.Reveal(), "page", "2")
	read.page(t, http.StatusOK)
	for _, part := range []string{"有期徒刑三年", judge.Name.Reveal(), "<svg", "第2页，共3页"} {
		if !strings.Contains(read.text, part) {
			t.Errorf("the page lacks %s", part)
		}
	}
	if strings.Contains(read.text, ".pdf") || strings.Contains(read.text, "download") {
		t.Error("the reader offers a file")
	}
	refused := map[string]bool{}
	for _, way := range [][]string{{path, "310115197001010011", "1"}, {path, judge.Number.Reveal(), "4"}, {path, judge.Number.Reveal(), "x"}, {"/inquiries/" + nothing.String(), judge.Number.Reveal(), "1"}} {
		a := desk.post(way[0]+"/reader", "reader", way[1], "page", "1", "page", way[2])
		if way[2] != "1" {
			a = desk.post(way[0]+"/reader", "reader", way[1], "page", way[2])
		}
		if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, "该项内容不在查阅许可之内") {
			t.Errorf("%v: %d", way, a.StatusCode)
		}
		box := a.text[strings.Index(a.text, "<main"):]
		box = box[:strings.Index(box, `<div class="grid`)]
		refused[box[strings.Index(box, "</div>"):]] = true
	}
	if len(refused) != 1 {
		t.Errorf("refusals differ: %v", refused)
	}
	take := []string{"reader", judge.Number.Reveal(), "page", "2", "file", "citing_criminal"}
	file := desk.post(path+"/copies", take...)
	if codes, err := copymark.Find([]byte(file.text)); err != nil || len(codes) != 1 {
		t.Errorf("the copy: %d %v %v", file.StatusCode, codes, err)
	}
	if again := desk.post(path+"/copies", take...); again.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a second copy: %d", again.StatusCode)
	}
	for _, other := range []fengcun.Actor{sample.Second(sample.Court), sample.Member(sample.Court, fengcun.RoleApprover), sample.Member(sample.Court, fengcun.RoleWindow), sample.Member(sample.Court, fengcun.RoleCustodian)} {
		if a := h.as(t, other, "zh-CN").get(path + "/reader"); a.StatusCode == http.StatusOK {
			t.Errorf("%s comes to the reader", other.Staff)
		}
	}
}
