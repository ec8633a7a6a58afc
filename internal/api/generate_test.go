package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"fengcun/internal/api"
)

// The document itself says which routes there are and what they take, so that a new
// route is asked everything that the old ones are asked, without another line here.

// schema is what the document says of a value, as far as requests need it.
type schema struct {
	Ref                  string             `json:"$ref"`
	Type                 json.RawMessage    `json:"type"`
	Properties           map[string]*schema `json:"properties"`
	Required             []string           `json:"required"`
	AdditionalProperties json.RawMessage    `json:"additionalProperties"`
	Items                *schema            `json:"items"`
	Enum                 []any              `json:"enum"`
	Pattern              string             `json:"pattern"`
	Format               string             `json:"format"`
	MinLength            int                `json:"minLength"`
	MaxLength            *int               `json:"maxLength"`
	Minimum              float64            `json:"minimum"`
}

func (s *schema) is(kind string) bool { return strings.Contains(string(s.Type), `"`+kind+`"`) }

type parameter struct {
	Name     string  `json:"name"`
	In       string  `json:"in"`
	Required bool    `json:"required"`
	Schema   *schema `json:"schema"`
}

// route is one operation of the document.
type route struct {
	Name       string      `json:"operationId"`
	Parameters []parameter `json:"parameters"`
	Body       *struct {
		Content map[string]struct{ Schema *schema } `json:"content"`
	} `json:"requestBody"`
	Responses map[string]struct {
		Content map[string]struct{ Schema *schema } `json:"content"`
	} `json:"responses"`
	method, path string
}

func (r route) has(in, name string) bool {
	return slices.ContainsFunc(r.Parameters, func(p parameter) bool { return p.In == in && p.Name == name })
}

// body is the schema of what the route takes, nil for nothing.
func (r route) body() *schema {
	if r.Body == nil {
		return nil
	}
	return r.Body.Content["application/json"].Schema
}

// address is the route's path with an identifier in it, and what its query has to say.
func (r route) address(id string) string {
	query := url.Values{}
	for _, p := range r.Parameters {
		if p.In == "query" && p.Required {
			query.Set(p.Name, queries[p.Name])
		}
	}
	address := strings.ReplaceAll(r.path, "{id}", id)
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	return address
}

// queries are values that the required parameters of a query may have.
var queries = map[string]string{"form": "explanation_record"}

// document is the part of docs/openapi.json that requests are made from.
type document struct {
	Paths      map[string]map[string]route `json:"paths"`
	Components struct {
		Schemas map[string]*schema `json:"schemas"`
	} `json:"components"`
}

func served(t testing.TB) document {
	t.Helper()
	a, err := api.New(api.Config{})
	if err != nil {
		t.Fatal(err)
	}
	text, err := a.Spec()
	if err != nil {
		t.Fatal(err)
	}
	var d document
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// routes lists the operations, always in the same order.
func (d document) routes() []route {
	var all []route
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(d.Paths[path])) {
			r := d.Paths[path][method]
			r.method, r.path = strings.ToUpper(method), path
			all = append(all, r)
		}
	}
	return all
}

func (d document) resolved(s *schema) *schema {
	if name, ok := strings.CutPrefix(s.Ref, "#/components/schemas/"); ok {
		return d.Components.Schemas[name]
	}
	return s
}

// filler gives the value of a field; what it does not know is filled by schema.
type filler func(field string) (any, bool)

// value makes a value that fits a schema, with every field there is: shortest texts,
// first choices, lists of one.
func (d document) value(s *schema, field string, fill filler) any {
	s = d.resolved(s)
	if known, ok := fill(field); ok && !s.is("array") {
		return known
	}
	switch {
	case len(s.Enum) > 0:
		for _, choice := range s.Enum {
			if choice != "" {
				return choice
			}
		}
		return s.Enum[0]
	case s.is("object"):
		object := map[string]any{}
		for name, property := range s.Properties {
			object[name] = d.value(property, name, fill)
		}
		return object
	case s.is("array"):
		return []any{d.value(s.Items, field, fill)}
	case s.is("boolean"):
		return true
	case s.is("integer"), s.is("number"):
		return s.Minimum
	}
	switch {
	case s.Format == "date-time":
		return "2026-11-25T10:00:00+08:00"
	case strings.HasPrefix(s.Pattern, "^([0-9]{4}-"):
		return "2005-03-14"
	case s.Pattern == "^[0-9a-f]{32}$":
		return strings.Repeat("0a", 16)
	case s.Pattern == "^[A-Z0-9-]*$":
		return "A-1"
	}
	return strings.Repeat("a", max(1, s.MinLength))
}

func nothing(string) (any, bool) { return nil, false }

// request is a body that fits, or nil.
func (d document) request(t testing.TB, r route, fill filler) []byte {
	t.Helper()
	if r.body() == nil {
		return nil
	}
	text, err := json.Marshal(d.value(r.body(), "", fill))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// spoiled is a body that does not fit in one place.
type spoiled struct {
	what     string
	location string
	body     []byte
}

// spoil makes one body for each way in which each part of a fitting one can be
// wrong.
func (d document) spoil(t testing.TB, r route) []spoiled {
	t.Helper()
	var all []spoiled
	var whole any
	if err := json.Unmarshal(d.request(t, r, nothing), &whole); err != nil {
		t.Fatal(err)
	}
	var at func(s *schema, value any, location string, put func(any))
	at = func(s *schema, value any, location string, put func(any)) {
		s = d.resolved(s)
		try := func(what string, wrong any) {
			put(wrong)
			text, err := json.Marshal(whole)
			if err != nil {
				t.Fatal(err)
			}
			put(value)
			all = append(all, spoiled{what, location, text})
		}
		switch {
		case s.is("object"):
			try("a text for an object", "王试甲")
			object := value.(map[string]any)
			if string(s.AdditionalProperties) == "false" {
				object["王试甲"] = 1
				try("an unknown field", object)
				delete(object, "王试甲")
			}
			for _, name := range s.Required {
				kept := object[name]
				delete(object, name)
				try("without "+name, object)
				object[name] = kept
			}
			for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
				at(s.Properties[name], object[name], location+"."+name, func(v any) { object[name] = v })
			}
		case s.is("array"):
			try("an object for a list", map[string]any{})
			list := value.([]any)
			at(s.Items, list[0], location+"[0]", func(v any) { list[0] = v })
		case s.is("boolean"):
			try("a text for yes or no", "王试甲")
		case s.is("integer"):
			try("a fraction", 1.5)
			try("a text for a number", "王试甲")
		default:
			try("a number for a text", 310115200503140019)
			if s.MaxLength != nil {
				one := "王"
				if len(one)*(*s.MaxLength) > api.MaxBody { // the body as a whole would be too large first
					one = "A"
				}
				try("over-long", strings.Repeat(one, *s.MaxLength+1))
			}
			if s.Pattern != "" || len(s.Enum) > 0 {
				try("a path", "../../etc/passwd")
				try("a script", "<script>alert(1)</script>")
				try("marks of direction and width", "王\u202e试\u200b甲")
			}
		}
	}
	at(r.body(), whole, "body", func(v any) { whole = v })
	return all
}

// TestRules: what the document has to say of every operation, whatever it does.
func TestRules(t *testing.T) {
	d := served(t)
	asked := map[string]bool{"search": true, "track": true, "trace": true, "envelope": true, "scan": true, "labels": true, "form_file": true, "check_form": true, "policy_why": true} // asked with what may not stand in an address; changes nothing
	for _, r := range d.routes() {
		write := r.method != http.MethodGet && !asked[r.Name]
		if write != r.has("header", "Idempotency-Key") {
			t.Errorf("%s: a write and no Idempotency-Key, or the other way round", r.Name)
		}
		for _, p := range r.Parameters {
			if p.Schema == nil || p.Schema.Pattern == "" {
				t.Errorf("%s: %s %s may be anything", r.Name, p.In, p.Name)
			}
			if p.In == "path" && p.Name != "id" {
				t.Errorf("%s: %s stands in the address", r.Name, p.Name)
			}
		}
		for _, status := range []string{"401", "403", "404", "409", "413", "422", "429", "503"} {
			if r.Responses[status].Content["application/problem+json"].Schema == nil {
				t.Errorf("%s: %s is not described as a problem", r.Name, status)
			}
		}
		if r.Responses["default"].Content != nil || r.Responses["500"].Content != nil {
			t.Errorf("%s answers what is not told", r.Name)
		}
	}
	for name, s := range d.Components.Schemas {
		for field := range s.Properties {
			for _, told := range []string{"total", "count", "sealed"} {
				if strings.Contains(strings.ToLower(field), told) && !silentFields[name+"."+field] {
					t.Errorf("%s.%s: a total, or what is sealed", name, field)
				}
			}
		}
	}
}

// silentFields are fields whose names look like a total or a seal and are none of
// that: what was just done oneself, and what one says oneself.
var silentFields = map[string]bool{
	"ConfirmedOut.copySealed": true, "ConfirmedOut.recordSealed": true, "UnsealingFacts.sealedDisposition": true,
	"WhyInBody.sealed": true,
}

// TestGeneratedFits: the bodies that the tests start from fit the document, so that
// what is refused afterwards is refused for what was spoiled.
func TestGeneratedFits(t *testing.T) {
	w := serve(t)
	d := served(t)
	for i, r := range d.routes() {
		got := w.ask(handler, r.method, r.address(strings.Repeat("0a", 16)), keyFor(r, i), d.request(t, r, nothing))
		if got.status >= 300 && got.problem(t).Code == "request.form" || got.status == http.StatusServiceUnavailable {
			t.Errorf("%s: %s", r.Name, got)
		}
	}
}

// keyFor is a request key of a route that takes one.
func keyFor(r route, n int) string {
	if !r.has("header", "Idempotency-Key") {
		return ""
	}
	return fmt.Sprintf("generated-%08d", n)
}
