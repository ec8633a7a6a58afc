package console

import (
	"net/http"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// Whoever has no account asks by number and code; a wrong number and a wrong code are
// the same page to the byte, and nothing that was typed stands on it.
func TestTrackPage(t *testing.T) {
	h := newHouse(t)
	window := sample.Member(sample.Police, fengcun.RoleWindow)
	doc, err := h.Registry.Certify(t.Context(), window, registry.Application{
		Name: "林试晨", Document: fengcun.IdentityDocument{Kind: fengcun.ResidentID, Number: fengcun.Particular(goodNumber(t))},
		Birth: fengcun.NewDate(2005, 3, 14), By: fengcun.BySelf, Papers: fengcun.Papers(), Purpose: "hiring",
	})
	if err != nil {
		t.Fatal(err)
	}
	receipt, err := h.Registry.CertificateReceipt(t.Context(), window, doc.Application)
	if err != nil {
		t.Fatal(err)
	}
	_, code, _ := strings.Cut(string(receipt.Text), "查询码")
	code = code[:14]
	stranger := h.caller(t, "zh-CN")
	stranger.get("/track").page(t, http.StatusOK)
	if found := stranger.post("/track", "number", doc.Number, "code", code); found.StatusCode != http.StatusOK || !strings.Contains(found.text, "已经办结") {
		t.Errorf("%d %s", found.StatusCode, found.text)
	}
	pages := map[string]bool{}
	for _, q := range [][2]string{{"东江公证〔2026〕9号", code}, {doc.Number, "0000-0000-0000"}, {"x", "y"}} {
		a := stranger.post("/track", "number", q[0], "code", q[1])
		if a.StatusCode != http.StatusOK || strings.Contains(a.text, code) {
			t.Errorf("%v: %d", q, a.StatusCode)
		}
		pages[a.seen()] = true
	}
	if len(pages) != 1 {
		t.Errorf("%d different pages", len(pages))
	}
}
