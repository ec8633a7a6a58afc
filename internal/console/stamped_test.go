package console

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// upload sends a form with a file.
func (c *caller) upload(path string, file []byte, pairs ...string) answer {
	c.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(pairs); i += 2 {
		if err := w.WriteField(pairs[i], pairs[i+1]); err != nil {
			c.t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("scan", "scan.pdf")
	if err == nil {
		_, err = part.Write(file)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		c.t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return c.do(r)
}

// TestStampedPapers: a paper that was printed and stamped by hand is filed from the
// browser and taken out again byte for byte; what is no scan is refused in a sentence.
func TestStampedPapers(t *testing.T) {
	v := newVillage(t)
	handler := v.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	window := v.as(t, sample.Member(sample.Police, fengcun.RoleWindow), "zh-CN")
	at := "/notices/" + v.due.Notice.String()
	to := string(sample.Police)
	doc, err := v.Registry.NoticeText(t.Context(), sample.Member(sample.Court, fengcun.RoleHandler), v.due.Notice, to)
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		status int
		answer answer
	}{
		"nothing":       {http.StatusUnprocessableEntity, handler.upload(at+"/scan", nil, "to", to)},
		"no scan":       {http.StatusUnprocessableEntity, handler.upload(at+"/scan", []byte("text"), "to", to)},
		"no file field": {http.StatusUnprocessableEntity, handler.post(at+"/scan", "to", to)},
		"another paper": {http.StatusUnprocessableEntity, window.upload(v.window+"/scan", doc.PDF)},
		"too long":      {http.StatusUnprocessableEntity, handler.upload(at+"/scan", bytes.Repeat([]byte("x"), registry.LargestScan+1), "to", to)},
		"far too long":  {http.StatusUnprocessableEntity, handler.upload(at+"/scan", bytes.Repeat([]byte("x"), longestUpload+1), "to", to)},
		"a stranger":    {http.StatusForbidden, window.upload(at+"/scan", doc.PDF, "to", to)},
	} {
		if c.answer.StatusCode != c.status && !(what == "a stranger" && c.answer.StatusCode == http.StatusNotFound) {
			t.Errorf("%s: %d, want %d", what, c.answer.StatusCode, c.status)
		}
	}
	if got := handler.get(at + "/scan?to=" + to); got.StatusCode != http.StatusNotFound {
		t.Errorf("refused, and filed: %d", got.StatusCode)
	}
	handler.upload(at+"/scan", doc.PDF, "to", to, fieldToken, "one").goesTo(t)
	if got := handler.get(at + "/scan?to=" + to); got.StatusCode != http.StatusOK || got.text != string(doc.PDF) {
		t.Errorf("taken out: %d, %d bytes of %d", got.StatusCode, len(got.text), len(doc.PDF))
	}
	// The same form with another file is another form.
	if got := handler.upload(at+"/scan", doc.PDF[:200], "to", to, fieldToken, "one"); got.StatusCode == http.StatusSeeOther {
		t.Error("another file under the same token passes for the one that was filed")
	}
}

// TestEnvelopePage: the envelope comes as a file, with the neutral sender and without
// the organ's name; without an address or a sender nothing is printed.
func TestEnvelopePage(t *testing.T) {
	d := district.Open(t)
	birth := fengcun.NewDate(2005, 3, 14)
	facts := district.Sentenced(birth, fengcun.Term{Years: 1})
	c := d.File(district.Person("王试甲", "310115200503140019", birth), "（2026）沪0101刑初12号", facts)
	d.Decide(c, facts)
	d.Notify(&c)
	d.Shut()
	dir := filepath.Join(d.Options().Dir, "organs", string(sample.Court))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "papers.toml"), []byte("[sender]\naddress = \"东海市某某路88号\"\nplace = \"东海市\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.Reopen()
	at := "/notices/" + c.Notice.String() + "/envelope"
	handler := houseIn(t, d).as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	handler.post(at, "to", "person", "address", "").page(t, http.StatusUnprocessableEntity)
	got := handler.post(at, "to", "person", "address", "东海市某某路1号")
	if got.StatusCode != http.StatusOK || !strings.HasPrefix(got.text, "%PDF") || got.Header.Get("Content-Disposition") != `attachment; filename="envelope.pdf"` {
		t.Errorf("the envelope: %d %s", got.StatusCode, got.Header)
	}
}

// TestVoidsPage: an approver gives a number up and everybody who may sees it listed
// with its reason.
func TestVoidsPage(t *testing.T) {
	v := newVillage(t)
	police := sample.Member(sample.Police, fengcun.RoleApprover)
	window := sample.Member(sample.Police, fengcun.RoleWindow)
	id, err := v.Registry.AcceptForVerification(t.Context(), window, registry.Application{
		Name: "林试夕", Document: fengcun.IdentityDocument{Kind: fengcun.ResidentID, Number: fengcun.Particular(goodNumber(t))}, Birth: fengcun.NewDate(2005, 3, 14),
		By: fengcun.BySelf, Papers: fengcun.Papers(), Purpose: "hiring",
	}, fengcun.VerifyEarlier)
	if err != nil {
		t.Fatal(err)
	}
	approver := v.as(t, police, "zh-CN")
	for _, wrong := range [][]string{{"asked", string(window.Staff), "reason", "mistaken"}, {"application", "x", "asked", string(window.Staff), "reason", "mistaken"}, {"application", id.String(), "reason", "mistaken"}, {"application", id.String(), "asked", string(window.Staff)}} {
		approver.post("/voids", wrong...).page(t, http.StatusUnprocessableEntity)
	}
	approver.post("/voids", "application", id.String(), "asked", string(window.Staff), "reason", "mistaken", fieldToken, "v").goesTo(t)
	for _, actor := range []fengcun.Actor{police, window} {
		if shown := visible(v.as(t, actor, "zh-CN").get("/voids").page(t, http.StatusOK)); !strings.Contains(shown, "受理有误") || strings.Contains(shown, "封存") && actor == window {
			t.Errorf("%s sees\n%s", actor.Role, shown)
		}
	}
}
