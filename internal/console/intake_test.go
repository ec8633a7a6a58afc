package console

import (
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/intake"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// plainCase is a case as a case system tells it that knows everything.
func plainCase(t testing.TB) registry.Filing {
	birth := fengcun.NewDate(2005, 3, 14)
	return registry.Filing{
		Numbers: []fengcun.Particular{"（2026）沪0101刑初588号"},
		Persons: []registry.FiledPerson{{Person: district.Person("张试甲", goodNumber(t), birth), Facts: district.Sentenced(birth, fengcun.Term{Years: 1, Months: 6})}},
		History: []store.HistoryEntry{
			{Organ: sample.Police, Function: fengcun.Investigated}, {Organ: sample.Procuratorate, Function: fengcun.Prosecuted},
			{Organ: sample.Court, Function: fengcun.Tried},
		},
		Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume, Label: "V-1"}, {Kind: fengcun.HoldingSystemRow}},
	}
}

// tell takes a case in for a handler; content is what it is told to be.
func tell(t testing.TB, h *house, handler fengcun.Actor, content byte, f registry.Filing) {
	t.Helper()
	_, err := h.Registry.TakeIn(t.Context(), handler, registry.FedCase{
		Case: [32]byte{1}, Content: [32]byte{content}, Handler: handler.Staff, Filing: f, Form: intake.Form(f),
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestIntakePage: what a case system told waits on its page and becomes a matter with
// one input; what it tells otherwise is a task there, which changes nothing; what
// could not be taken in is said by its place.
func TestIntakePage(t *testing.T) {
	h := newHouse(t)
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	told := plainCase(t)
	tell(t, h, handler, 1, told)

	c := h.as(t, handler, "zh-CN")
	draft := c.linked(t, "/intake", "/drafts/")
	const filing = "/matters/new"
	matter := c.post(filing, filled(t, c.get(draft).page(t, 200), filing)...).goesTo(t)
	c.fill(matter+"/explain", "other", "张某").goesTo(t) // the one input
	next := c.fill(matter + "/conclude").goesTo(t)
	for range 3 {
		if !strings.HasSuffix(next, "/decide") {
			next = c.fill(next).goesTo(t)
		}
	}

	// The case system says otherwise: a task, which changes nothing.
	facts := &told.Persons[0].Facts
	facts.Outcome.Effective = facts.Outcome.Effective.AddDays(2)
	facts.Outcome.Term = fengcun.Term{Years: 2}
	tell(t, h, handler, 2, told)
	draft = c.linked(t, "/work", "/drafts/")
	text := visible(c.get(draft).page(t, 200))
	for _, said := range []string{"核对差异", facts.Outcome.Effective.String(), "1年6个月", "2年", "生效日期"} {
		if !strings.Contains(text, said) {
			t.Errorf("the page of the difference does not say %s:\n%s", said, text)
		}
	}
	c.post(draft + "/discard").goesTo(t)
	if text := visible(c.get("/intake").page(t, 200)); !strings.Contains(text, "没有待处理的来件") {
		t.Errorf("a difference that was put away is still there:\n%s", text)
	}
	parked := []registry.Parked{{Place: 3, Code: "id.scientific", Field: "公民身份号码"}, {Place: 7, Code: "intake.key", Field: "case_key"}}
	if err := h.Registry.Park(t.Context(), handler, "view", parked); err != nil {
		t.Fatal(err)
	}
	text = visible(c.get("/intake").page(t, 200))
	for _, said := range []string{"第3行（公民身份号码）：未接收", "视图第 7 行（case_key）：没有写明业务系统的主键。"} {
		if !strings.Contains(text, said) {
			t.Errorf("the page does not say %s:\n%s", said, text)
		}
	}
}

// linked is where a page's first link to something leads.
func (c *caller) linked(t *testing.T, page, to string) string {
	t.Helper()
	for _, a := range find(c.get(page).page(t, 200), "a") {
		if strings.HasPrefix(attr(a, "href"), to) {
			return attr(a, "href")
		}
	}
	t.Fatalf("%s links to no %s", page, to)
	return ""
}
