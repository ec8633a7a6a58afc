package console

import (
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/sample"
)

// TestFilingStepByStep: a filing is typed page by page without scripts; each page says
// what is wrong on it before the next one comes, what stands on the others is carried
// along, and every step is kept as a draft until the matter is filed.
func TestFilingStepByStep(t *testing.T) {
	h := newHouse(t)
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	c := h.as(t, handler, "zh-CN")
	const filing = "/matters/new"
	next := func(a answer, status int, button, value string, pairs ...string) answer {
		t.Helper()
		return c.post(filing, append(filled(t, a.page(t, status), filing, pairs...), button, value)...)
	}
	first := c.get(filing + "?step=matter")
	if page := first.page(t, 200); len(find(page, "#p0-name")) != 0 || len(find(page, "#number")) != 1 {
		t.Fatal("the first page is not the matter alone")
	}
	refused := next(first, 200, "go", "persons")
	if page := refused.page(t, 422); len(find(page, "#number")) != 1 || len(find(page, "section.summary")) != 1 {
		t.Error("a page without the number goes on, or does not say why not")
	}
	drafts := func() int {
		t.Helper()
		all, err := h.Registry.Drafts(t.Context(), handler)
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	if drafts() != 0 {
		t.Error("what went nowhere is a draft")
	}
	persons := next(refused, 422, "go", "persons", "number", "（2026）沪0101刑初77号")
	if page := persons.page(t, 200); len(find(page, "#p0-name")) != 1 || drafts() != 1 {
		t.Error("the persons do not follow, or nothing was kept")
	}
	acts := next(persons, 200, "go", "acts", "p0-name", "李试乙", "p0-birth", "2008-05-06")
	if page := acts.page(t, 200); len(find(page, "#p0-a0-from")) != 1 || len(find(page, "#p0-name")) != 0 {
		t.Error("the acts do not follow")
	}
	more := next(acts, 200, "more", "p0-acts", "p0-a0-from", "2025-02-03")
	if page := more.page(t, 200); len(find(page, "#p0-a1-from")) != 1 {
		t.Error("no room for another act")
	}
	back := next(more, 200, "go", "matter")
	if page := back.page(t, 200); attr(find(page, "#number")[0], "value") != "（2026）沪0101刑初77号" || drafts() != 1 {
		t.Error("going back loses the number, or makes another draft")
	}
	taken := c.get(c.linked(t, "/matters", "/drafts/"))
	if page := taken.page(t, 200); len(find(page, "#number")) != 1 || len(find(page, "#p0-name")) != 0 {
		t.Error("the draft is not taken up at its step")
	}
	check := next(taken, 200, "go", "check")
	if text := visible(check.page(t, 200)); !strings.Contains(text, "李试乙") || !strings.Contains(text, "2025-02-03") {
		t.Errorf("the last page does not show what was typed: %s", text)
	}
	matter := next(check, 200, "more", "").goesTo(t)
	if text := visible(c.get(matter).page(t, 200)); !strings.Contains(text, "（2026）沪0101刑初77号") || drafts() != 0 {
		t.Errorf("filed: %s, drafts %d", text, drafts())
	}
}

// TestFilingStepsHoldEveryField: each field of the form stands on one of the steps.
func TestFilingStepsHoldEveryField(t *testing.T) {
	h := newHouse(t)
	c := h.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	for _, name := range []string{"input", "select"} {
		for _, e := range find(c.get("/matters/new").page(t, 200), name) {
			if field := attr(e, "name"); attr(e, "type") != "hidden" && attr(e, "id") != "" && strings.ContainsAny(field[:1], "ph") && stepOf(field) == "" {
				t.Errorf("%s stands on no step", field)
			}
		}
	}
}
