package console

import (
	"context"
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

// Scanning a label opens the holding for whoever may and is the one page of a miss
// for everybody else; a copy code names its reader.
func TestScanAndTracePages(t *testing.T) {
	h := newHouse(t)
	ctx := context.Background()
	birth := fengcun.NewDate(2005, 3, 14)
	c := h.Seal(district.Person("王试甲", "310115200503140019", birth), "（2026）沪0101刑初12号", district.Sentenced(birth, fengcun.Term{Years: 3}))
	holdings, err := store.HoldingsOfCopy(ctx, h.Store.Reader(), c.Copy)
	if err != nil {
		t.Fatal(err)
	}
	text := holdings[0].Label
	keeper := h.as(t, sample.Member(sample.Court, fengcun.RoleCustodian), "zh-CN")
	page := visible(keeper.post("/scan", "label", text).page(t, http.StatusOK))
	if !strings.Contains(page, text) || !strings.Contains(page, "已确认封存") || strings.Contains(page, "王") {
		t.Errorf("the custodian sees %s", page)
	}
	pdf := keeper.post("/labels", "of", text, "wording", "sealed_file", "size", "cover")
	if pdf.StatusCode != http.StatusOK || !strings.HasPrefix(pdf.text, "%PDF-") {
		t.Errorf("no label: %d", pdf.StatusCode)
	}
	miss := keeper.post("/scan", "label", "ZZ-0000000").page(t, http.StatusNotFound)
	for _, actor := range []fengcun.Actor{sample.Member(sample.Court, fengcun.RoleHandler), sample.Member(sample.Police, fengcun.RoleCustodian)} {
		other := h.as(t, actor, "zh-CN").post("/scan", "label", text).page(t, http.StatusNotFound)
		if got, want := visible(find(other, "main")[0]), visible(find(miss, "main")[0]); got != want {
			t.Errorf("%s learns %q, not %q", actor.Staff, got, want)
		}
	}
	view, err := h.Registry.OpenSealed(ctx, registry.Access{
		Reader: sample.Member(sample.Court, fengcun.RoleHandler), Approver: sample.Member(sample.Court, fengcun.RoleApprover),
		Purpose: fengcun.PurposeCase, Basis: "16",
	}, c.Record)
	if err != nil {
		t.Fatal(err)
	}
	auditor := h.as(t, sample.Member(sample.Court, fengcun.RoleAuditAdmin), "zh-CN")
	if got := visible(auditor.post("/trace", "code", view.Mark.Code.String()).page(t, http.StatusOK)); !strings.Contains(got, "handler.court-dongjiang") || strings.Contains(got, "王试甲") {
		t.Errorf("the trace says %s", got)
	}
	auditor.post("/trace", "code", copymark.NewCode().String()).page(t, http.StatusNotFound)
	auditor.post("/trace", "code", "wrong").page(t, http.StatusUnprocessableEntity)
	keeper.post("/scan", "label", "").page(t, http.StatusUnprocessableEntity)
}

// The handler lists who knows, prints the notice and records the telling.
func TestKnowerPages(t *testing.T) {
	v := newVillage(t)
	handler := v.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	list := "/matters/" + v.filed.Record.String() + "/knowers"
	handler.post(list, "name", "", "capacity", "school").page(t, http.StatusUnprocessableEntity)
	handler.post(list, "name", "何试律师", "capacity", "defence").goesTo(t)
	known, err := v.Registry.Knowers(t.Context(), sample.Member(sample.Court, fengcun.RoleHandler), v.filed.Copy)
	if err != nil || len(known) != 2 {
		t.Fatalf("%v, %v", known, err)
	}
	for _, k := range known {
		at := "/knowers/" + k.ID.String()
		if page := visible(handler.get(at).page(t, http.StatusOK)); !strings.Contains(page, k.Name.Reveal()) {
			t.Errorf("the page does not say who: %s", page)
		}
		handler.post(at, "on", fengcun.DateOf(v.Clock.Now()).AddDays(1).String(), "way", "signed").page(t, http.StatusUnprocessableEntity)
		handler.post(at, "on", fengcun.DateOf(v.Clock.Now()).String(), "way", "signed").goesTo(t)
		v.as(t, sample.Second(sample.Court), "zh-CN").get(at).page(t, http.StatusForbidden)
	}
	if page := visible(handler.get(list).page(t, http.StatusOK)); strings.Contains(page, "待告知") || !strings.Contains(page, "书面告知并签收") {
		t.Errorf("the list: %s", page)
	}
}

// The officer enters the end of enforcement on its page; the handler ends service on a
// person who died.
func TestEnforcementPages(t *testing.T) {
	v := newVillage(t)
	officer := v.as(t, sample.Member(sample.Justice, fengcun.RoleHandler), "zh-CN")
	w, err := v.Registry.Work(t.Context(), sample.Member(sample.Justice, fengcun.RoleHandler))
	if err != nil || len(w.Todo) != 1 || w.Todo[0].Step != registry.StepEndEnforcement {
		t.Fatalf("%+v, %v", w.Todo, err)
	}
	at := "/copies/" + w.Todo[0].Copy.String() + "/enforcement"
	officer.get(at).page(t, http.StatusOK)
	officer.post(at, "on", "2026-01-05", "reason", "").page(t, http.StatusUnprocessableEntity)
	officer.post(at, "on", fengcun.DateOf(v.Clock.Now()).AddDays(1).String(), "reason", "completed").page(t, http.StatusUnprocessableEntity)
	officer.post(at, "on", fengcun.DateOf(v.Clock.Now()).String(), "reason", "completed").goesTo(t)
	officer.get(at).page(t, http.StatusNotFound)
	officer.get("/copies/"+w.Todo[0].Copy.String()+"/holdings").page(t, http.StatusOK)
	handler := v.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	ended := "/notices/" + v.due.Notice.String() + "/ended"
	handler.post(ended).goesTo(t)
	handler.post(ended).page(t, http.StatusConflict)
}

// A file that is not sealed is marked by the handler, labelled by the custodian, listed
// and let go by an approver, each on its page.
func TestFilePages(t *testing.T) {
	h := newHouse(t)
	handler := h.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	keeper := h.as(t, sample.Member(sample.Court, fengcun.RoleCustodian), "zh-CN")
	head := h.as(t, sample.Member(sample.Court, fengcun.RoleApprover), "zh-CN")
	handler.post("/files", "kind", "").page(t, http.StatusUnprocessableEntity)
	at := handler.post("/files", "kind", "minor_civil", "label", "MS-7").goesTo(t)
	if list := visible(keeper.get("/files").page(t, http.StatusOK)); !strings.Contains(list, "MS-7") || !strings.Contains(list, "待贴标") {
		t.Errorf("the custodian sees %s", list)
	}
	keeper.post(at + "/label").goesTo(t)
	give := []string{"asked", "handler.court-dongjiang", "to", "party"}
	head.post(at+"/copies", give...).page(t, http.StatusConflict)
	handler.post(at+"/redactions", "first", "2", "last", "1", "clue", "name").page(t, http.StatusUnprocessableEntity)
	handler.post(at+"/redactions", "first", "2", "last", "3", "clue", "name").goesTo(t)
	handler.post(at+"/redactions", "first", "8", "last", "8", "clue", "school").goesTo(t)
	handler.post(at+"/redactions", "out", "0").goesTo(t)
	head.post(at+"/copies", "asked", "handler.court-dongjiang", "to", "publication").page(t, http.StatusConflict)
	head.post(at+"/copies", give...).goesTo(t)
	page := visible(head.get(at).page(t, http.StatusOK))
	for _, want := range []string{"已贴标", "第 8 至 8 页 就读学校", "当事人", "不得公开"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q: %s", want, page)
		}
	}
	if strings.Contains(page, "第 2 至 3 页") {
		t.Error("a place that was left out is still there")
	}
	h.as(t, sample.Member(sample.Police, fengcun.RoleCustodian), "zh-CN").get(at).page(t, http.StatusNotFound)
}
