package console

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"fengcun"
	"fengcun/internal/sample"
)

// The oldest browser that the console is for: what the domestic ones were built on
// when the organs' machines were bought.
var oldest = []api.Engine{{Name: api.EngineChrome, Version: "86"}}

// lowered is what a compiler makes of a text for a target. Where that is the text
// itself, the target knows all of its syntax.
func lowered(t testing.TB, text string, loader api.Loader, target api.Target, engines []api.Engine) string {
	t.Helper()
	result := api.Transform(text, api.TransformOptions{
		Loader: loader, Target: target, Engines: engines, MinifyWhitespace: true, LogLevel: api.LogLevelSilent,
		// Known since 80; a compiler avoids it up to 90 for a rare fault with spread arguments.
		Supported: map[string]bool{"optional-chain": true},
	})
	for _, e := range append(result.Errors, result.Warnings...) {
		t.Errorf("%d: %s", e.Location.Line, e.Text)
	}
	return string(result.Code)
}

// What came into browsers later and is no syntax, so that a compiler does not see
// it.
var (
	newerStyle = regexp.MustCompile(`aspect-ratio|\binset(-\w+)*\s*:|@(layer|container|scope|starting-style)|:(has|is|where)\(|accent-color|\d(dv|sv|lv)[hwib]|(color-mix|oklch|oklab|light-dark)\(|text-wrap|subgrid|scrollbar-gutter|content-visibility|(^|[;{])\s*(translate|scale|rotate)\s*:|field-sizing|interpolate-size`)
	newerCall  = regexp.MustCompile(`\.(at|findLast|findLastIndex|toSorted|toReversed|toSpliced|with|group|groupBy)\(|structuredClone|Object\.hasOwn|AbortSignal\.(any|timeout)|Promise\.(any|withResolvers)|Array\.fromAsync|crypto\.randomUUID|requestIdleCallback`)
	// An engine that does not know margin boxes leaves them out: no page number.
	marginBoxes = regexp.MustCompile(`@bottom-right \{[^}]*\}`)
)

func unknownToOldest(t testing.TB, name, text string) []string {
	t.Helper()
	var found []string
	loader, newer, target := api.LoaderJS, newerCall, api.DefaultTarget
	if path.Ext(name) == ".css" {
		loader, newer = api.LoaderCSS, newerStyle
		text = marginBoxes.ReplaceAllString(text, "")
	}
	if name == "console.js" { // our own keeps to the language of 2020; htmx does not, but to the browser's
		target = api.ES2020
	}
	if lowered(t, text, loader, target, oldest) != lowered(t, text, loader, api.ESNext, nil) {
		found = append(found, "syntax")
	}
	return append(found, newer.FindAllString(text, -1)...)
}

func TestOldestBrowser(t *testing.T) {
	files, err := static.ReadDir("static")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if path.Ext(f.Name()) == ".svg" {
			continue
		}
		text, err := static.ReadFile("static/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, what := range unknownToOldest(t, f.Name(), string(text)) {
			t.Errorf("%s: Chromium 86 does not know %s", f.Name(), what)
		}
	}
	for name, text := range map[string]string{
		"a.css": "a { b { color: red } }", "b.css": "a:has(b) { color: red }", "c.css": "a { inset: 0 }", "d.css": "a { height: 100dvh }",
		"a.js": "class A { static { f() } }", "b.js": "[1].at(-1)", "console.js": "a ||= 1",
	} {
		if len(unknownToOldest(t, name, text)) == 0 {
			t.Errorf("%q was not noticed", text)
		}
	}
}

// What stands written into a page a browser under our policy would not obey, and
// what comes from elsewhere it would not load.
func TestNothingInline(t *testing.T) {
	v := newVillage(t)
	inline := regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|javascript:|<script[^>]*>[^<]|(src|href|action)="(https?:)?//`)
	for _, s := range v.walk(t) {
		if found := inline.FindString(textOf(v.as(t, s.actor, "zh-CN"), s.path)); found != "" {
			t.Errorf("%s: %s", s.path, found)
		}
	}
	if !inline.MatchString(`<p onclick="x()">`) || !inline.MatchString(`<img src="//elsewhere.example/a">`) {
		t.Error("what is inline is not noticed")
	}
}

// firstVisit is what the heaviest page may weigh with everything that belongs to it,
// compressed, in bytes.
const firstVisit = 150_000

func TestFirstVisit(t *testing.T) {
	v := newVillage(t)
	static := 0
	for _, a := range v.console.assets.content {
		static += weight(t, string(a.text))
	}
	for _, s := range v.walk(t) {
		a := v.as(t, s.actor, "zh-CN").get(s.path)
		if n := static + weight(t, a.text) + headers(a.Header); n > firstVisit {
			t.Errorf("%s weighs %d bytes on a first visit", s.path, n)
		}
	}
	handler := v.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	t.Logf("the workbench weighs %d bytes, of which %d are kept by the browser", static+weight(t, textOf(handler, "/work")), static)
}

func weight(t testing.TB, text string) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

func headers(h http.Header) (n int) {
	for name, values := range h {
		n += len(fmt.Sprint(name, strings.Join(values, "")))
	}
	return n
}
