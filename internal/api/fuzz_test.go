package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/api"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
)

// FuzzBody: whatever a file or a request of a case system holds, it is taken in or
// refused by the document's own answers, which repeat nothing of it.
func FuzzBody(f *testing.F) {
	d := district.Open(f)
	a, err := api.New(api.Config{Registry: d.Registry, MAC: d.RequestMAC, Clock: d.Clock.Now})
	if err != nil {
		f.Fatal(err)
	}
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	whole, err := json.Marshal(map[string]any{
		"system": "court-cases", "case": "a1", "handler": handler.Staff,
		"matter": map[string]any{
			"numbers": []string{"（2026）沪0101刑初12号"}, "history": []any{}, "holdings": []any{map[string]any{"kind": "paper_volume"}},
			"persons": []any{map[string]any{
				"names": []any{map[string]any{"text": "王试甲"}}, "birth": "2005-03-14",
				"facts": district.Sentenced(fengcun.NewDate(2005, 3, 14), fengcun.Term{Years: 3}),
			}},
		},
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	for _, seed := range []string{``, `null`, `[]`, `{"system":"x"}`, `{"matter":{"persons":[{"facts":{"acts":[{"date":"2008-02-30"}]}}]}}`, `{"王.试[甲":1}`, strings.Repeat(`{"a":`, 2000)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		status, answer := a.TakeIn(t.Context(), handler, "zh-CN", text)
		var p api.Problem
		switch {
		case status == http.StatusOK || status == http.StatusCreated:
		case status < 400 || status >= 500:
			t.Fatalf("%d %s", status, answer)
		case json.Unmarshal(answer, &p) != nil || p.Code == "" || p.Title == "":
			t.Fatalf("a refusal without a sentence: %s", answer)
		case bytes.Contains(answer, []byte("王试甲")):
			t.Fatalf("the refusal repeats the name: %s", answer)
		}
	})
}

// FuzzSignature: headers that claim a signature are nobody's, in the same words.
func FuzzSignature(f *testing.F) {
	d := district.Open(f)
	a, err := api.New(api.Config{Registry: d.Registry, MAC: d.RequestMAC, Clock: d.Clock.Now})
	if err != nil {
		f.Fatal(err)
	}
	const input = `sig=("@method" "@target-uri" "content-digest");created=1764061200;keyid="00";nonce="00";alg="ed25519"`
	f.Add(input, "sig=:AAAA:", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:")
	f.Add(strings.Replace(input, `keyid="00";nonce="00"`, `keyid="`+strings.Repeat("0", 64)+`";nonce="`+strings.Repeat("0", 32)+`"`, 1),
		"sig=:"+strings.Repeat("A", 86)+"==:", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:")
	f.Add("", "", "")
	var want string
	f.Fuzz(func(t *testing.T, input, signature, digest string) {
		r := httptest.NewRequest(http.MethodGet, api.Prefix+"/work", nil)
		r.Header.Set("Signature-Input", input)
		r.Header.Set("Signature", signature)
		r.Header.Set("Content-Digest", digest)
		w := httptest.NewRecorder()
		a.ServeHTTP(w, r)
		if want == "" {
			want = w.Body.String()
		}
		if w.Code != http.StatusUnauthorized || w.Body.String() != want {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	})
}
