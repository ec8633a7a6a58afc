package console

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fengcun"
	"fengcun/internal/locale"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// hostile is what nobody's name is, and what somebody will type: a script, marks of
// writing direction and of no width, more than a field takes, bytes that are no
// text.
var hostile = map[string]string{
	"script":     `"><script>alert(1)</script>`,
	"direction":  "张\u202e三",
	"zero width": "张\u200b三",
	"too long":   strings.Repeat("张", longestField+1),
	"no text":    "\xff\xfe",
	"a path":     "../../etc/passwd",
	"nothing":    "",
	"zero":       "\x00",
}

// formsOf are the forms of a page's body.
func formsOf(page *html.Node) []*html.Node {
	for _, main := range find(page, "main") {
		return find(main, "form")
	}
	return nil
}

// Whatever is typed into whichever form: no fault of the server, nothing of it
// becomes part of the page, what is wrong is said at a field that is there, and what
// was typed is kept.
func TestEveryFormWithHostileInput(t *testing.T) {
	v := newVillage(t)
	for _, s := range v.walk(t) {
		c := v.as(t, s.actor, "en")
		a := c.get(s.path)
		if a.StatusCode == http.StatusNotFound {
			continue // a form before this one was good, and ended it
		}
		for _, form := range formsOf(a.page(t, http.StatusOK)) {
			action := attr(form, "action")
			if !takesText(form) {
				continue
			}
			for what, text := range hostile {
				values := typed(form, text)
				a := c.post(action, pairsOf(values)...)
				where := s.path + " → " + action + ", " + what
				if a.StatusCode >= 500 {
					t.Errorf("%s: %d\n%s", where, a.StatusCode, visible(parse(t, a.text)))
				}
				if strings.Contains(a.text, "<script>alert") {
					t.Errorf("%s: what was typed has become part of the page", where)
				}
				if a.StatusCode == http.StatusUnprocessableEntity {
					a.complains(t, where, action, values)
				}
			}
		}
	}
}

// takesText reports whether there is a field to type into.
func takesText(form *html.Node) bool {
	return slices.ContainsFunc(slices.Collect(form.Descendants()), func(e *html.Node) bool {
		return e.Data == "textarea" || e.Data == "input" && attr(e, "type") == "text" && !has(e, "readonly")
	})
}

// typed fills every text field of a form with one text and leaves the others as
// they are.
func typed(form *html.Node, text string) url.Values {
	values := url.Values{}
	for e := range form.Descendants() {
		name, kind := attr(e, "name"), attr(e, "type")
		switch {
		case name == "":
		case e.Data == "textarea", e.Data == "input" && (kind == "text" || kind == "") && !has(e, "readonly"):
			values.Set(name, text)
		case e.Data == "input" && (kind == "hidden" || has(e, "checked")):
			values.Add(name, attr(e, "value"))
		}
	}
	return values
}

func pairsOf(values url.Values) (pairs []string) {
	for name, all := range values {
		for _, v := range all {
			pairs = append(pairs, name, v)
		}
	}
	return pairs
}

// complains looks at a page that refuses a form: a summary whose links lead to what
// is there, and every text field as it was sent.
func (a answer) complains(t *testing.T, where, action string, sent url.Values) {
	t.Helper()
	page := parse(t, a.text)
	summaries := append(find(page, "section.summary"), find(page, "section.refusal")...)
	if len(summaries) == 0 {
		t.Errorf("%s: refused without a word\n%s", where, visible(page))
	}
	for _, summary := range summaries {
		for _, link := range find(summary, "a") {
			id := strings.TrimPrefix(attr(link, "href"), "#")
			if !slices.ContainsFunc(slices.Collect(page.Descendants()), func(e *html.Node) bool { return attr(e, "id") == id }) {
				t.Errorf("%s: the complaint %q leads to #%s, which is not on the page", where, visible(link), id)
			}
		}
	}
	for _, form := range formsOf(page) {
		if attr(form, "action") != action {
			continue
		}
		for e := range form.Descendants() {
			if name := attr(e, "name"); e.Data == "input" && attr(e, "type") == "text" && !has(e, "readonly") && sent.Has(name) {
				if kept := attr(e, "value"); kept != strings.ToValidUTF8(strings.ReplaceAll(sent.Get(name), "\x00", "\ufffd"), "\ufffd") && sent.Get(name) != hostile["no text"] {
					t.Errorf("%s: %s is not kept: %.20q", where, name, kept)
				}
			}
		}
	}
}

// Every address that changes something refuses a form that another site sent, and
// does nothing for whoever has not signed in.
func TestEveryFormFromElsewhere(t *testing.T) {
	h := newHouse(t)
	handler, stranger := h.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "en"), h.caller(t, "en")
	for _, r := range routes() {
		pattern, ok := strings.CutPrefix(r.pattern, "POST ")
		if !ok {
			continue
		}
		path := strings.NewReplacer("{id}", fengcun.NewID().String(), "{account}", "x").Replace(pattern)
		request := httptest.NewRequest(http.MethodPost, "https://console.example"+path, strings.NewReader(""))
		request.Header.Set("Sec-Fetch-Site", "cross-site")
		handler.do(request).page(t, http.StatusForbidden)
		request = httptest.NewRequest(http.MethodPost, "https://console.example"+path, strings.NewReader(""))
		request.Header.Set("Origin", "https://elsewhere.example")
		handler.do(request).page(t, http.StatusForbidden)
		if !r.open {
			if to := stranger.post(path).goesTo(t); to != "/sign-in" {
				t.Errorf("%s answers whoever has not signed in: %s", path, to)
			}
		}
	}
}

// Whoever asks for what another role does is refused or finds nothing, whatever the
// form says about who they are.
func TestEveryRouteAsEveryRole(t *testing.T) {
	h := newHouse(t)
	said := []string{"role", "security_admin", "organ", string(sample.OtherCourt), "staff", "approver." + string(sample.Court), "account", "approver." + string(sample.Court)}
	for _, role := range fengcun.Roles() {
		organ := sample.Court
		if role == fengcun.RoleSupervisor {
			organ = sample.Procuratorate
		}
		c := h.as(t, sample.Member(organ, role), "en")
		for _, r := range routes() {
			method, pattern, _ := strings.Cut(r.pattern, " ")
			if pattern == "" || r.open || strings.Contains(pattern, "/sign-") {
				continue
			}
			path := strings.NewReplacer("{id}", fengcun.NewID().String(), "{account}", "nobody", "{n}", "99", "{index}", "99999", "{$}", "").Replace(pattern)
			var a answer
			if method == http.MethodPost {
				a = c.post(path, said...)
			} else {
				a = c.get(path)
			}
			if a.StatusCode >= 500 {
				t.Errorf("%s %s as %s: %d\n%s", method, path, role, a.StatusCode, visible(parse(t, a.text)))
			}
			if strings.Contains(path, "staff") && role != fengcun.RoleSecurityAdmin && a.StatusCode != http.StatusForbidden && a.StatusCode != http.StatusNotFound {
				t.Errorf("%s %s as %s: %d", method, path, role, a.StatusCode)
			}
		}
	}
}

// A form that is too long is refused whole.
func TestTooLongForm(t *testing.T) {
	h := newHouse(t)
	c := h.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "en")
	c.post("/matters/new", "number", strings.Repeat("1", longestForm)).page(t, http.StatusUnprocessableEntity)
	request := httptest.NewRequest(http.MethodPost, "/matters/new", strings.NewReader("number=%zz"))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	c.do(request).page(t, http.StatusUnprocessableEntity)
}

// Who sends a form that was made before somebody else changed the matter is told who
// did what, keeps what was typed, and changes nothing until it is sent again.
func TestStaleForm(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		v := newVillage(t)
		words := v.console.looks[locale.Lang(lang)]
		handler, approver := v.as(t, sample.Member(sample.Court, fengcun.RoleHandler), lang), v.as(t, sample.Member(sample.Court, fengcun.RoleApprover), lang)
		path := "/matters/" + v.proposed.Record.String() + "/decide"
		before := handler.get(path).page(t, http.StatusOK)
		approver.fill(link(t, approver.get("/approvals").page(t, http.StatusOK), words.Text("console.approvals.read", nil))).goesTo(t)

		page := handler.post(path, filled(t, before, path)...).page(t, http.StatusConflict)
		said := visible(find(page, "section.conflict")[0])
		if !strings.Contains(said, v.console.names.called(sample.Member(sample.Court, fengcun.RoleApprover).Staff)) || !strings.Contains(said, words.actName("approve_decision")) {
			t.Errorf("it is not said who did what: %s", said)
		}
		if again := handler.post(path, filled(t, page, path)...); strings.Contains(again.text, said) {
			t.Error("the form cannot be sent again knowing of it")
		}
	}
}

// A form that is sent twice happens once, whichever of the main job's it is.
func TestEveryFormTwice(t *testing.T) {
	h := newHouse(t)
	handler := h.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	do := func(step registry.Step) string {
		return h.console.looks["zh-CN"].Text("console.step_do."+string(step), nil)
	}
	twice := func(c *caller, path string, pairs ...string) string {
		t.Helper()
		page := c.get(path).page(t, http.StatusOK)
		fields := filled(t, page, path, pairs...)
		first := c.post(path, fields...).goesTo(t)
		if second := c.post(path, fields...).goesTo(t); second != first {
			t.Errorf("%s sent twice leads to %s and to %s", path, first, second)
		}
		return first
	}
	matter := twice(handler, "/matters/new", "number", "（2026）沪0101刑初800号", "investigated", string(sample.Police), "prosecuted", string(sample.Procuratorate),
		"p0-name", "张试甲", "p0-document", goodNumber(t), "p0-birth", "2005-03-14", "p0-a0-from", "2022-05-02")
	twice(handler, matter+"/explain", "other", "张某")
	effect := twice(handler, matter+"/conclude", "disposition", "imprisonment", "decided", "2022-11-01", "effective", "2022-11-12", "years", "1", "months", "6")
	proposal := twice(handler, twice(handler, effect))
	approver := h.as(t, sample.Member(sample.Court, fengcun.RoleApprover), "zh-CN")
	twice(approver, proposal)
	twice(handler, matter+"/notice")
	twice(approver, link(t, approver.get("/work").page(t, http.StatusOK), do(registry.StepIssueNotice)))
	police := h.as(t, sample.Member(sample.Police, fengcun.RoleHandler), "zh-CN")
	holdings := twice(police, link(t, police.get("/work").page(t, http.StatusOK), do(registry.StepReceive)))
	page := police.get(holdings).page(t, http.StatusOK)
	var boxes []string
	for _, box := range find(page, "input") {
		if attr(box, "type") == "checkbox" {
			boxes = append(boxes, attr(box, "name"), attr(box, "value"))
		}
	}
	twice(police, holdings, boxes...)
}
