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
