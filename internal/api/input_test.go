package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"fengcun"
	"fengcun/client"
	"fengcun/internal/sample"
)

const newKey = "0123456789abcdef"

// changed is a filing with one part of it changed.
func changed(t *testing.T, change func(filing, person map[string]any)) []byte {
	t.Helper()
	m, _ := matter(t, "王试甲", "310115200503140019", "（2026）沪0101刑初12号")
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var filing map[string]any
	if err := json.Unmarshal(text, &filing); err != nil {
		t.Fatal(err)
	}
	change(filing, filing["persons"].([]any)[0].(map[string]any))
	if text, err = json.Marshal(filing); err != nil {
		t.Fatal(err)
	}
	return text
}

// TestBadInput: what, where, what to do; nothing of what was sent, and nothing done.
func TestBadInput(t *testing.T) {
	w := serve(t)
	name := func(person map[string]any, text string) {
		person["names"] = []any{map[string]any{"text": text}}
	}
	w.key(handler) // registered before entries are counted
	before := w.leaves()
	for title, c := range map[string]struct {
		body     []byte
		status   int
		code     string
		location string // of the first misfit
	}{
		"no body":             {nil, 422, "request.form", ""},
		"not JSON":            {[]byte(`{"numbers":`), 422, "request.form", "body"},
		"another JSON":        {[]byte(`"王试甲"`), 422, "request.form", "body"},
		"wrong encoding":      {[]byte("{\"numbers\":[\"\xcd\xf5\xca\xd4\"]}"), 422, "server.encoding", ""},
		"a person is missing": {changed(t, func(f, _ map[string]any) { f["persons"] = []any{} }), 422, "request.form", "body.persons"},
		"a field is missing":  {changed(t, func(_, p map[string]any) { delete(p, "names") }), 422, "request.form", "body.persons[0]"},
		"a name like a place": {changed(t, func(_, p map[string]any) { p["王.试[甲"] = 1 }), 422, "request.form", "body.persons[0]"},
		"an unknown field":    {changed(t, func(_, p map[string]any) { p["王试甲"] = 1 }), 422, "request.form", "body.persons[0]"},
		"an over-long name":   {changed(t, func(_, p map[string]any) { name(p, strings.Repeat("王", 501)) }), 422, "request.form", "body.persons[0].names[0].text"},
		"an empty name":       {changed(t, func(_, p map[string]any) { name(p, "") }), 422, "request.form", "body.persons[0].names[0].text"},
		"a day that is none":  {changed(t, func(_, p map[string]any) { p["birth"] = "2005-02-30" }), 422, "request.form", "body"},
		"a fact that is none": {changed(t, func(_, p map[string]any) {
			p["facts"] = map[string]any{"outcome": map[string]any{"disposition": "pardoned"}}
		}), 422, "request.form", "body.persons[0].facts.outcome.disposition"},
		"facts that disagree": {changed(t, func(_, p map[string]any) {
			p["facts"] = map[string]any{"outcome": map[string]any{"term": map[string]any{"years": -1}}}
		}), 422, "facts.term", ""},
		"a label with a number": {changed(t, func(f, _ map[string]any) {
			f["holdings"] = []any{map[string]any{"kind": "paper_volume", "label": "310115200503140019"}}
		}), 422, "holding.label", ""},
		"a path as a label": {changed(t, func(f, _ map[string]any) {
			f["holdings"] = []any{map[string]any{"kind": "paper_volume", "label": "../../etc/passwd"}}
		}), 422, "request.form", "body.holdings[0].label"},
		"a person who is not there": {changed(t, func(f, _ map[string]any) {
			f["holdings"] = []any{map[string]any{"kind": "paper_volume", "carries": []int{1}}}
		}), 422, "holding.person", ""},
		"deeper than anybody needs": {[]byte(strings.Repeat(`[`, 20_000) + strings.Repeat(`]`, 20_000)), 422, "request.form", "body"},
		"too large":                 {[]byte(`{"numbers":["` + strings.Repeat("x", 1<<20) + `"]}`), 413, "server.too_large", ""},
	} {
		got := w.ask(handler, "POST", "/api/v1/matters", newKey, c.body)
		p := got.problem(t)
		if got.status != c.status || p.Code != c.code || p.Title == "" || p.Detail == "" {
			t.Errorf("%s: %s", title, got)
			continue
		}
		if c.location != "" && (len(p.Errors) == 0 || p.Errors[0].Location != c.location || p.Errors[0].Title == "") {
			t.Errorf("%s: at %v, want %s", title, p.Errors, c.location)
		}
		for _, sent := range []string{"王", "310115200503140019", "2005-02-30", "pardoned", "passwd", "xxx"} {
			if strings.Contains(string(got.body), sent) {
				t.Errorf("%s: the refusal repeats %q", title, sent)
			}
		}
	}
	if after := w.leaves(); after != before {
		t.Errorf("%d entries in the log for requests that did nothing", after-before)
	}
}

func (w *world) leaves() (n int) {
	w.t.Helper()
	w.must(w.Store.Reader().QueryRowContext(context.Background(), `SELECT COUNT(*) FROM audit_leaf`).Scan(&n))
	return n
}

// TestNamesStayWhatTheyAre: script, marks of direction and characters without width
// in a name are a name, and come back as JSON that no page can take for anything
// else.
func TestNamesStayWhatTheyAre(t *testing.T) {
	w := serve(t)
	ctx := context.Background()
	court := w.as(handler)
	for _, name := range []string{"<script>alert(1)</script>", "王\u202e甲", "王\u200b甲", `"王'甲\`, "李𬍛"} {
		m, _ := matter(t, name, "310115200503140019", "（2026）沪0101刑初12号")
		filed, err := court.File(ctx, client.NewKey(), m)
		w.must(err)
		got := w.ask(handler, "GET", "/api/v1/copies/"+filed.Copies[0].String(), "", nil)
		var copied struct {
			Names []string `json:"names"`
		}
		if err := json.Unmarshal(got.body, &copied); err != nil || len(copied.Names) != 1 || copied.Names[0] != name {
			t.Errorf("%q came back as %q, %v", name, copied.Names, err)
		}
		if got.header.Get("Content-Type") != "application/json" || got.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("a browser could take the answer for a page: %v", got.header)
		}
	}
}

// TestSentTwice: the same request under the same key happens once; another request
// under it is refused.
func TestSentTwice(t *testing.T) {
	w := serve(t)
	m, _ := matter(t, "王试甲", "310115200503140019", "（2026）沪0101刑初12号")
	body, err := json.Marshal(m)
	w.must(err)
	first := w.ask(handler, "POST", "/api/v1/matters", newKey, body)
	before := w.leaves()
	if again := w.ask(handler, "POST", "/api/v1/matters", newKey, body); again.String() != first.String() || first.status != 201 {
		t.Errorf("the same again: %s, first %s", again, first)
	}
	other := w.ask(handler, "POST", "/api/v1/matters", newKey, []byte(strings.Replace(string(body), "王试甲", "李试乙", 1)))
	if other.status != http.StatusConflict || other.problem(t).Code != "idempotency.reused" {
		t.Errorf("another request under the key: %s", other)
	}
	if after := w.leaves(); after != before {
		t.Errorf("%d entries for requests without effect", after-before)
	}
	if got := w.ask(handler, "POST", "/api/v1/matters", "", body); got.problem(t).Errors[0].Location != "header.Idempotency-Key" {
		t.Errorf("without a key: %s", got)
	}
	// One paper and one number for an application that is sent twice.
	application, err := json.Marshal(client.Application{Name: "李试乙", Kind: fengcun.ResidentID, ID: "310115200503140035", Birth: birth, By: "self", Papers: fengcun.Papers()})
	w.must(err)
	paper := w.ask(window, "POST", "/api/v1/certificates", newKey, application)
	if again := w.ask(window, "POST", "/api/v1/certificates", newKey, application); again.String() != paper.String() || paper.status != 201 {
		t.Errorf("the same application again: %s, first %s", again, paper)
	}
}

// TestOthersThings: an identifier of another organ, of another's task, of nobody and
// one that is none; and a role that the account has not.
func TestOthersThings(t *testing.T) {
	w := serve(t)
	ctx := context.Background()
	m, facts := matter(t, "王试甲", "310115200503140019", "（2026）沪0101刑初12号")
	filed, err := w.as(handler).File(ctx, client.NewKey(), m)
	w.must(err)
	elsewhere := sample.Member(sample.OtherCourt, fengcun.RoleHandler)
	paths := []string{"/api/v1/matters/%s", "/api/v1/copies/%s"}
	for _, path := range paths {
		foreign := w.ask(elsewhere, "GET", fmt.Sprintf(path, filed.Copies[0]), "", nil)
		unknown := w.ask(elsewhere, "GET", fmt.Sprintf(path, fengcun.NewID()), "", nil)
		if foreign.String() != unknown.String() || foreign.status != 404 {
			t.Errorf("%s: of another organ %s, of nobody %s", path, foreign, unknown)
		}
		none := w.ask(elsewhere, "GET", fmt.Sprintf(path, "..%2f..%2fetc%2fpasswd"), "", nil)
		if none.status != 422 && none.status != 404 {
			t.Errorf("%s: an identifier that is none: %s", path, none)
		}
	}
	conclude, err := json.Marshal(map[string]json.RawMessage{"facts": facts})
	w.must(err)
	for name, c := range map[string]struct {
		as   fengcun.Actor
		code string
	}{
		"another organ":            {elsewhere, "not_found"},
		"another's task":           {sample.Second(sample.Court), "policy.denied"},
		"another role":             {window, "not_found"},
		"the own head":             {approver, "policy.denied"},
		"who may, but not so soon": {handler, "conclude.not_explained"},
	} {
		got := w.ask(c.as, "POST", "/api/v1/records/"+filed.Records[0].String()+"/conclusion", newKey, conclude)
		if code := got.problem(t).Code; code != c.code {
			t.Errorf("%s: %s, want %s", name, code, c.code)
		}
	}
	// A role is what was registered; headers and queries say nothing about it.
	forged := w.unsigned("GET", "/api/v1/work?role=security_admin", "", nil)
	s := w.signature(handler, forged, nil)
	s.put(forged)
	forged.Header.Set("X-Role", "security_admin")
	if got := w.send(forged); got.status != 422 {
		t.Errorf("a role in the query: %s", got)
	}
}

// TestTwoAtOnce: of two who act on the same state the second is told so.
func TestTwoAtOnce(t *testing.T) {
	w := serve(t)
	ctx := context.Background()
	court := w.as(handler)
	m, facts := matter(t, "王试甲", "310115200503140019", "（2026）沪0101刑初12号")
	filed, err := court.File(ctx, client.NewKey(), m)
	w.must(err)
	w.must(court.Explain(ctx, client.NewKey(), filed.Records[0], client.Explanation{
		Mode: "oral", Signed: true, On: fengcun.DateOf(w.Clock.Now()), To: []client.Told{{Who: "person", Name: "王试甲"}, {Who: "legal_representative", Name: "某"}},
	}))
	w.must(court.Conclude(ctx, client.NewKey(), filed.Records[0], facts))
	err = court.Conclude(ctx, client.NewKey(), filed.Records[0], facts)
	var p *client.Problem
	if !asProblem(err, &p) || p.Status != http.StatusConflict {
		t.Errorf("concluded twice: %v", err)
	}
}

// TestLanguage: both languages, Chinese where none is asked for.
func TestLanguage(t *testing.T) {
	w := serve(t)
	han := regexp.MustCompile(`\p{Han}`)
	for asked, want := range map[string]string{"": "zh-CN", "zh": "zh-CN", "en-GB, zh;q=0.5": "en", "fr": "zh-CN", "fr, en;q=0.1": "en"} {
		r := w.unsigned("GET", "/api/v1/work", "", nil)
		r.Header.Set("Accept-Language", asked)
		got := w.send(r)
		if got.header.Get("Content-Language") != want || han.MatchString(got.problem(t).Title) != (want == "zh-CN") {
			t.Errorf("%q: %s", asked, got)
		}
	}
}
