package console

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"fengcun"
	"fengcun/internal/locale"
	"fengcun/internal/sample"
)

// filled are the fields of the form with an action as the page shows them, with
// some of them filled in otherwise: what a browser would send.
func filled(t testing.TB, page *html.Node, action string, pairs ...string) []string {
	t.Helper()
	var form *html.Node
	for _, f := range find(page, "form") {
		if attr(f, "action") == action {
			form = f
		}
	}
	if form == nil {
		t.Fatalf("no form for %s on the page:\n%s", action, visible(page))
	}
	values := map[string][]string{}
	var order []string
	set := func(name string, v ...string) {
		if _, ok := values[name]; !ok {
			order = append(order, name)
		}
		values[name] = v
	}
	for e := range form.Descendants() {
		name := attr(e, "name")
		switch e.Data {
		case "input":
			box := attr(e, "type") == "checkbox" || attr(e, "type") == "radio"
			if box && !has(e, "checked") {
				if _, ok := values[name]; !ok {
					set(name)
				}
				continue
			}
			set(name, append(values[name], attr(e, "value"))...)
		case "select":
			set(name, "")
			for _, o := range find(e, "option") {
				if has(o, "selected") {
					set(name, attr(o, "value"))
				}
			}
		case "textarea":
			set(name, visible(e))
		}
	}
	given := map[string]bool{}
	for i := 0; i < len(pairs); i += 2 {
		if _, ok := values[pairs[i]]; !ok && pairs[i] != "more" {
			t.Fatalf("the form for %s has no field %q: %v", action, pairs[i], order)
		}
		if !given[pairs[i]] {
			given[pairs[i]] = true
			set(pairs[i])
		}
		values[pairs[i]] = append(values[pairs[i]], pairs[i+1])
	}
	var out []string
	for _, name := range order {
		for _, v := range values[name] {
			out = append(out, name, v)
		}
	}
	return out
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// fill opens a page, fills in its form and sends it.
func (c *caller) fill(path string, pairs ...string) answer {
	c.t.Helper()
	page := c.get(path).page(c.t, http.StatusOK)
	return c.post(path, filled(c.t, page, path, pairs...)...)
}

// link is the address of the first link whose text has a word.
func link(t testing.TB, page *html.Node, word string) string {
	t.Helper()
	for _, a := range find(page, "a") {
		if strings.Contains(visible(a), word) {
			return attr(a, "href")
		}
	}
	t.Fatalf("no link %q on the page:\n%s", word, visible(page))
	return ""
}

// The whole main job through the pages, with scripts off: from the filing to the
// seal at every organ.
func TestMainJob(t *testing.T) {
	h := newHouse(t)
	for i, lang := range []string{"zh-CN", "en"} {
		words := h.console.looks[locale.Lang(lang)]
		do := func(step string) string { return words.Text("console.step_do."+step, nil) }
		number := []string{"（2026）沪0101刑初612号", "（2026）沪0101刑初613号"}[i]
		handler := h.as(t, sample.Member(sample.Court, fengcun.RoleHandler), lang)
		approver := h.as(t, sample.Member(sample.Court, fengcun.RoleApprover), lang)

		matter := handler.fill("/matters/new", "number", number, "investigated", string(sample.Police), "prosecuted", string(sample.Procuratorate),
			"p0-name", "张试甲", "p0-document", goodNumber(t), "p0-birth", "2005-03-14", "p0-a0-from", "2022-05-02").goesTo(t)
		page := handler.get(matter).page(t, http.StatusOK)
		if strings.Contains(visible(page), "张试甲") || !strings.Contains(visible(page), "张*") {
			t.Error("the name is not masked on the matter's page")
		}
		if full := visible(handler.post(matter).page(t, http.StatusOK)); !strings.Contains(full, "张试甲") || !strings.Contains(full, goodNumber(t)) {
			t.Error("the full identity is not shown when it is asked for")
		}
		handler.fill(link(t, page, do("explain")), "other", "张某").goesTo(t)
		effect := handler.fill(link(t, handler.get(matter).page(t, http.StatusOK), do("conclude")),
			"disposition", "imprisonment", "decided", "2022-11-01", "effective", "2022-11-12", "years", "1", "months", "6").goesTo(t)
		if effect != link(t, handler.get(matter).page(t, http.StatusOK), do("confirm_effect")) {
			t.Errorf("the conclusion leads to %s", effect)
		}
		proposal := handler.fill(handler.fill(effect).goesTo(t)).goesTo(t)
		if text := visible(handler.get(proposal).page(t, http.StatusOK)); !strings.Contains(text, words.Text("verdict.seal", nil)) {
			t.Errorf("the verdict is not on the page of the decision:\n%s", text)
		}
		approver.fill(proposal).goesTo(t)
		handler.fill(link(t, handler.get(matter).page(t, http.StatusOK), do("draft_notice"))).goesTo(t)
		approver.fill(link(t, approver.get("/work").page(t, http.StatusOK), do("issue_notice"))).goesTo(t)

		for _, organ := range []fengcun.OrganID{sample.Police, sample.Procuratorate} {
			c := h.as(t, sample.Member(organ, fengcun.RoleHandler), lang)
			holdings := c.fill(link(t, c.get("/work").page(t, http.StatusOK), do("receive"))).goesTo(t)
			c.confirm(holdings)
		}
		handler.fill(link(t, handler.get("/work").page(t, http.StatusOK), do("receive_by_person"))).goesTo(t)
		custodian := h.as(t, sample.Member(sample.Court, fengcun.RoleCustodian), lang)
		work := custodian.get("/work")
		if strings.Contains(work.text, "张") || strings.Contains(work.text, "刑初") {
			t.Error("the custodian sees more than labels")
		}
		custodian.confirm(link(t, work.page(t, http.StatusOK), do("confirm")))

		// Sealed: nobody here finds it any more.
		missed := visible(handler.get("/matters/"+fengcun.NewID().String()).page(t, http.StatusNotFound))
		if text := visible(handler.get(matter).page(t, http.StatusNotFound)); text != missed {
			t.Errorf("a sealed matter is not answered like one that never was:\n%s\n%s", text, missed)
		}
		if text := visible(handler.post("/search", "number", number).page(t, http.StatusNotFound)); text != missed {
			t.Errorf("a sealed matter is not searched like one that never was:\n%s", text)
		}
	}
}

// goodNumber is a number with a right check character, of nobody.
func goodNumber(t testing.TB) string {
	t.Helper()
	number, err := fengcun.ComposeResidentID("310115", fengcun.NewDate(2005, time.March, 14), 101)
	if err != nil {
		t.Fatal(err)
	}
	return number.Reveal()
}

// confirm ticks everything on the page of a copy's holdings.
func (c *caller) confirm(path string) {
	c.t.Helper()
	page := c.get(path).page(c.t, http.StatusOK)
	var pairs []string
	for _, box := range find(page, "input") {
		if attr(box, "type") == "checkbox" {
			pairs = append(pairs, attr(box, "name"), attr(box, "value"))
		}
	}
	done := c.get(c.post(path, filled(c.t, page, path, pairs...)...).goesTo(c.t)).page(c.t, http.StatusOK)
	if len(find(done, "section.said")) != 1 {
		c.t.Errorf("nothing is said about the confirmation:\n%s", visible(done))
	}
}

// TestVerification: the window asks, the head of the bureau approves, the window ends
// it, and the application is answered.
func TestVerification(t *testing.T) {
	v := &village{house: newHouse(t)}
	v.verification(t)
	window, head := v.as(t, sample.Member(sample.Police, fengcun.RoleWindow), "zh-CN"), v.as(t, sample.Member(sample.Police, fengcun.RoleApprover), "en")
	waiting := func(c *caller, path string) string {
		for _, a := range find(find(c.get("/work").page(t, http.StatusOK), "main")[0], "a") {
			if strings.HasPrefix(attr(a, "href"), path) {
				return attr(a, "href")
			}
		}
		t.Fatalf("nothing under %s waits", path)
		return ""
	}
	path := waiting(head, "/verifications/")
	if unchosen := head.fill(path).page(t, http.StatusUnprocessableEntity); len(find(unchosen, "section#wrong")) != 1 {
		t.Error("no decision counts as one")
	}
	head.fill(path, "decision", "approve").goesTo(t)
	window.fill(waiting(window, "/verifications/")).goesTo(t)
	if paper := visible(find(window.get(waiting(window, "/certificates/")).page(t, http.StatusOK), "article.paper")[0]); !strings.Contains(paper, "未发现") {
		t.Errorf("no certificate:\n%s", paper)
	}
}

// TestIssuing: the records department states and proposes, the head approves, and the
// window gives everybody the same sentence.
func TestIssuing(t *testing.T) {
	h := newHouse(t)
	custodian := h.as(t, sample.Member(sample.Police, fengcun.RoleCustodian), "zh-CN")
	head := h.as(t, sample.Member(sample.Police, fengcun.RoleApprover), "zh-CN")
	custodian.post("/issuing", filled(t, custodian.get("/issuing").page(t, http.StatusOK), "/issuing", "mode", "here", "coverage", "0", "days", "x")...).page(t, http.StatusUnprocessableEntity)
	extent := filled(t, custodian.get("/issuing").page(t, http.StatusOK), "/issuing/extent", "platform", "1000", "delivered", "900")
	if text := visible(custodian.post("/issuing/extent", extent...).page(t, http.StatusOK)); !strings.Contains(text, "（90%）") {
		t.Errorf("it does not say how far the feed has come: %s", text)
	}
	custodian.post("/issuing", filled(t, custodian.get("/issuing").page(t, http.StatusOK), "/issuing", "mode", "here", "coverage", "95", "days", "7")...).page(t, http.StatusOK)
	for _, f := range find(head.get("/changes").page(t, http.StatusOK), "form") {
		if action := attr(f, "action"); strings.HasSuffix(action, "/approve") {
			head.post(action).page(t, http.StatusOK)
		}
	}
	if text := visible(head.get("/issuing").page(t, http.StatusOK)); !strings.Contains(text, "至少录入 95%") {
		t.Errorf("it was not approved: %s", text)
	}
	clerk := h.as(t, sample.Member(sample.Police, fengcun.RoleWindow), "zh-CN")
	said := clerk.fill("/certificates/new", "name", "王试甲", "document", "310115200803140015", "birth", "2008-03-14", "papers", "own_identity", "papers", "application_form")
	if text := visible(parse(t, said.text)); !strings.Contains(text, "目前不出具") {
		t.Errorf("%d: %s", said.StatusCode, text)
	}
}

// TestHeld: a row of the platform becomes a matter in the hands of whoever takes it.
func TestHeld(t *testing.T) {
	v := &village{house: newHouse(t)}
	v.held(t)
	court := v.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	var path string
	for _, a := range find(find(court.get("/work").page(t, http.StatusOK), "main")[0], "a") {
		if strings.HasPrefix(attr(a, "href"), "/held/") {
			path = attr(a, "href")
		}
	}
	if text := visible(find(court.get(path).page(t, http.StatusOK), "main")[0]); strings.Contains(text, "蒋试丑") {
		t.Error("it says who before it is taken")
	}
	if matter := court.fill(path).goesTo(t); !strings.HasPrefix(matter, "/matters/") {
		t.Errorf("taken: %s", matter)
	}
}

func TestCertificate(t *testing.T) {
	h := newHouse(t)
	for _, lang := range []string{"zh-CN", "en"} {
		c := h.as(t, sample.Member(sample.Police, fengcun.RoleWindow), lang)
		page := c.get("/certificates/new").page(t, http.StatusOK)
		wrong := c.post("/certificates/new", filled(t, page, "/certificates/new", "name", "林试晨", "document", "11010119990307001X", "birth", "1999-03-07", "purpose", "hiring")...)
		again := wrong.page(t, http.StatusUnprocessableEntity)
		if links := find(find(again, "section#wrong")[0], "a"); len(links) != 1 || attr(links[0], "href") != "#document" {
			t.Errorf("the summary does not lead to the field:\n%s", visible(again))
		}
		if attr(find(again, "input#name")[0], "value") != "林试晨" || len(find(again, "span#document-error")) != 1 {
			t.Error("what was typed is lost, or the error is not at the field")
		}
		answered := c.post("/certificates/new", filled(t, again, "/certificates/new", "document", goodNumber(t), "birth", "2005-03-14", "papers", "own_identity", "papers", "application_form")...)
		to := answered.goesTo(t)
		result := c.get(to)
		if paper := visible(find(result.page(t, http.StatusOK), "article.paper")[0]); !strings.Contains(paper, "未发现") {
			t.Errorf("no certificate:\n%s", paper)
		}
		// Sent twice, it is the same application.
		if twice := c.post("/certificates/new", filled(t, again, "/certificates/new", "document", goodNumber(t), "birth", "2005-03-14", "papers", "own_identity", "papers", "application_form")...).goesTo(t); twice != to {
			t.Errorf("the same form sent twice makes another application: %s, %s", to, twice)
		}
		for _, text := range []string{textOf(c, "/certificates/new"), textOf(c, "/work"), textOf(c, "/inquiries/new"), textOf(c, "/terms"), textOf(c, "/account"), result.text, wrong.text, c.get("/nowhere").text} {
			if sealing.MatchString(text) {
				t.Errorf("the window speaks of sealing: %s", sealing.FindString(text))
			}
		}
	}
}

var sealing = regexp.MustCompile(`.{0,20}(封存|[Ss]eal).{0,20}`)

func textOf(c *caller, path string) string { return c.get(path).text }
