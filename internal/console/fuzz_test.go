package console

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
)

// FuzzForm: whatever a form sends to whichever page, it is done or refused by a page of
// the console's own; nothing that was sent becomes a part of the page.
func FuzzForm(f *testing.F) {
	h := newHouse(f)
	birth := fengcun.NewDate(2005, 3, 14)
	filed := h.File(district.Person("张试甲", goodNumber(f), birth), "（2026）沪0101刑初588号", district.Sentenced(birth, fengcun.Term{Years: 1}))
	c := h.as(f, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	var forms []string
	for _, r := range routes() {
		path, isForm := strings.CutPrefix(r.pattern, "POST ")
		// Signing in and out, and secrets, which are slow to hash, are left to their own tests.
		if !isForm || r.open || strings.HasPrefix(path, "/password") || strings.HasPrefix(path, "/account") || strings.HasPrefix(path, "/role") || path == "/sign-out" {
			continue
		}
		forms = append(forms, strings.NewReplacer("{id}", filed.Record.String(), "{index}", "1").Replace(path))
	}
	for i := range forms {
		f.Add(uint16(i), "")
	}
	for _, form := range []string{
		"number=%EF%BC%882026%EF%BC%89%E6%B2%AA0101%E5%88%91%E5%88%9D77%E5%8F%B7&p0-name=%E6%9D%8E&p0-birth=2008-05-06&persons=1&holdings=1&h0-kind=paper_volume&form-token=t",
		"step=acts&go=check&persons=9999999999&p0-acts=-1&p0-a0-from=2025-02-30", "more=persons&persons=%00", "p0-name=%ff%fe&p0-outcome=%7B%22term%22%3A1",
		"name=%3Cscript%3Ealert(1)%3C/script%3E&number=%E2%80%AE", "a=%zz&;&&=", "copy=0a&copy=0a&to=x", strings.Repeat("x=1&", 3000),
	} {
		f.Add(uint16(len(form)), form)
	}
	f.Fuzz(func(t *testing.T, n uint16, form string) {
		r := httptest.NewRequest(http.MethodPost, forms[int(n)%len(forms)], strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		sender := *c
		sender.t = t
		a := sender.do(r)
		switch {
		case a.StatusCode == http.StatusInternalServerError || a.StatusCode == http.StatusServiceUnavailable:
			t.Fatalf("%s: %d", r.URL.Path, a.StatusCode)
		case strings.Contains(a.text, "<script>"):
			t.Fatalf("%s: what was sent is a part of the page", r.URL.Path)
		}
	})
}
