package console

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/identity"
	"fengcun/internal/sample"
)

// house is a console on the sample district.
type house struct {
	*district.District
	console  *Console
	password identity.Password
}

func newHouse(t testing.TB) *house {
	t.Helper()
	return houseIn(t, district.Open(t))
}

func houseIn(t testing.TB, d *district.District) *house {
	t.Helper()
	password, err := sample.OpenAccounts(context.Background(), d.Registry)
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(Parts{
		Registry: d.Registry, Clock: d.Clock.Now, RequestMAC: d.RequestMAC, Synthetic: true,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return &house{d, c, password}
}

// caller is somebody at a browser without scripts.
type caller struct {
	t       testing.TB
	house   *house
	cookies map[string]string
}

// answer is what the console answered.
type answer struct {
	*http.Response
	text string
}

func (h *house) caller(t testing.TB, lang string) *caller {
	return &caller{t, h, map[string]string{cookieLang: lang}}
}

// as signs somebody in.
func (h *house) as(t testing.TB, actor fengcun.Actor, lang string) *caller {
	t.Helper()
	c := h.caller(t, lang)
	a := c.post("/sign-in", "account", string(actor.Staff), "password", string(h.password))
	if a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s cannot sign in: %d %s", actor.Staff, a.StatusCode, a.text)
	}
	return c
}

func (c *caller) get(path string) answer { return c.do(httptest.NewRequest(http.MethodGet, path, nil)) }

// post sends a form, given as pairs of name and value.
func (c *caller) post(path string, pairs ...string) answer {
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return c.do(r)
}

func (c *caller) do(r *http.Request) answer {
	c.t.Helper()
	for name, value := range c.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	c.house.console.ServeHTTP(w, r)
	a := answer{w.Result(), w.Body.String()}
	for _, cookie := range a.Cookies() {
		c.cookies[cookie.Name] = cookie.Value
	}
	return a
}

// page is an answer that has to be a page of a status, taken apart.
func (a answer) page(t testing.TB, status int) *html.Node {
	t.Helper()
	if a.StatusCode != status {
		t.Fatalf("status %d, want %d (%s)\n%s", a.StatusCode, status, a.Header.Get("Location"), visible(parse(t, a.text)))
	}
	return parse(t, a.text)
}

// goesTo is the address an answer sends on to.
func (a answer) goesTo(t testing.TB) string {
	t.Helper()
	if a.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d, want %d\n%s", a.StatusCode, http.StatusSeeOther, visible(parse(t, a.text)))
	}
	return a.Header.Get("Location")
}

func parse(t testing.TB, text string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// find returns the elements that a simple selector names: tag, #id, .class, or
// tag.class, tag#id.
func find(n *html.Node, selector string) []*html.Node {
	parts := regexp.MustCompile(`^([a-z0-9]*)(?:#([A-Za-z0-9_-]+))?(?:\.([a-z-]+))?$`).FindStringSubmatch(selector)
	var found []*html.Node
	for e := range n.Descendants() {
		if e.Type != html.ElementNode || parts[1] != "" && e.Data != parts[1] || parts[2] != "" && attr(e, "id") != parts[2] {
			continue
		}
		if parts[3] != "" && !strings.Contains(" "+attr(e, "class")+" ", " "+parts[3]+" ") {
			continue
		}
		found = append(found, e)
	}
	return found
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// visible is what can be read of a node, with single blanks.
func visible(n *html.Node) string {
	var b strings.Builder
	for e := range n.Descendants() {
		if e.Type == html.TextNode && e.Parent.Data != "script" && e.Parent.Data != "style" {
			b.WriteString(e.Data)
			b.WriteString(" ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
