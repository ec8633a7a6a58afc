package console

import (
	"context"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/intake"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// TestPlainCaseFromIntake: a case that a case system told of needs one input by hand
// as far as the proposed decision; six are allowed for the whole job.
func TestPlainCaseFromIntake(t *testing.T) {
	h := newHouse(t)
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	birth := fengcun.NewDate(2005, 3, 14)
	facts := district.Sentenced(birth, fengcun.Term{Years: 1, Months: 6})
	takeIn := func(content byte, facts ...registry.FiledPerson) {
		t.Helper()
		filing := registry.Filing{
			Numbers: []fengcun.Particular{"（2026）沪0101刑初588号"}, Persons: facts,
			History: []store.HistoryEntry{
				{Organ: sample.Police, Function: fengcun.Investigated}, {Organ: sample.Procuratorate, Function: fengcun.Prosecuted},
				{Organ: sample.Court, Function: fengcun.Tried},
			},
			Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume, Label: "V-1"}, {Kind: fengcun.HoldingSystemRow}},
		}
		_, err := h.Registry.TakeIn(context.Background(), handler, registry.FedCase{
			Case: [32]byte{1}, Content: [32]byte{content}, Handler: handler.Staff, Filing: filing, Form: intake.Form(filing),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	person := district.Person("张试甲", goodNumber(t), birth)
	takeIn(1, registry.FiledPerson{Person: person, Facts: facts})

	c := h.as(t, handler, "zh-CN")
	draft := c.linked(t, "/work", "/drafts/")
	const filing = "/matters/new"
	matter := c.post(filing, filled(t, c.get(draft).page(t, 200), filing)...).goesTo(t)
	c.fill(matter+"/explain", "other", "张某").goesTo(t) // the one input
	next := c.fill(matter + "/conclude").goesTo(t)
	for range 3 {
		if !strings.HasSuffix(next, "/decide") {
			next = c.fill(next).goesTo(t)
		}
	}
	c.fill(matter + "/decide").goesTo(t)
	w, err := h.Registry.Work(context.Background(), sample.Member(sample.Court, fengcun.RoleApprover))
	if err != nil || len(w.Todo) != 1 || w.Todo[0].Step != registry.StepApprove {
		t.Errorf("the head has %v to do, %v", w.Todo, err)
	}

	// The case system says otherwise: a task, which changes nothing.
	facts.Outcome.Effective = facts.Outcome.Effective.AddDays(2)
	facts.Outcome.Term = fengcun.Term{Years: 2}
	takeIn(2, registry.FiledPerson{Person: person, Facts: facts})
	draft = c.linked(t, "/work", "/drafts/")
	text := visible(c.get(draft).page(t, 200))
	for _, said := range []string{"核对差异", facts.Outcome.Effective.String(), "1年6个月", "2年", "生效日期"} {
		if !strings.Contains(text, said) {
			t.Errorf("the page of the difference does not say %s:\n%s", said, text)
		}
	}
	c.post(draft + "/discard").goesTo(t)
	if text := visible(c.get("/work").page(t, 200)); strings.Contains(text, "核对业务系统来件的差异") {
		t.Error("a difference that was put away is still there")
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
