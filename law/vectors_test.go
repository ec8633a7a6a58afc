package law

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fengcun"
)

func TestVectors(t *testing.T) {
	for _, v := range Vectors() {
		t.Run(v.ID, func(t *testing.T) { runVector(t, v) })
	}
}

func runVector(t *testing.T, v Vector) {
	t.Helper()
	var got Expectation
	var reason Finding
	var missing []Missing
	var err error
	switch v.Kind {
	case VectorSealing:
		var d Decision
		if d, err = DecideJSON(v.Facts, v.AsOf); err == nil {
			got = Expectation{Verdict: string(d.Verdict), Disclosure: d.Disclosure, Labels: d.Labels,
				Services: d.Services, StateInJudgment: d.StateInJudgment, IdentityProtected: &d.IdentityProtected}
			reason, missing = d.Reason, d.Missing()
		}
	case VectorUnsealing:
		var d UnsealingDecision
		if d, err = DecideUnsealingJSON(v.Facts, v.AsOf); err == nil {
			got = Expectation{Verdict: string(d.Verdict), Disclosure: d.Disclosure, Labels: d.Labels,
				StateInJudgment: d.StateInJudgment, EffectiveFrom: d.EffectiveFrom}
			reason, missing = d.Reason, d.Missing()
		}
	default:
		t.Fatalf("kind %q", v.Kind)
	}
	want := v.Expect
	if want.Error != nil {
		e, ok := err.(*fengcun.Error)
		if !ok || e.Kind != fengcun.KindInvalid || e.Code != want.Error.Code || e.Field != want.Error.Field {
			t.Fatalf("error %v, want %s (%s)", err, want.Error.Code, want.Error.Field)
		}
		if Sentence(Chinese, "error."+e.Code) == "error."+e.Code {
			t.Errorf("no sentence for error %s", e.Code)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	var findings []string
	reason.Walk(func(_ int, f *Finding) { findings = append(findings, f.String()) })
	if got.Verdict != want.Verdict || got.Disclosure != want.Disclosure {
		t.Errorf("verdict %s, %s; want %s, %s\n%s", got.Verdict, got.Disclosure, want.Verdict, want.Disclosure, strings.Join(findings, "\n"))
	}
	for _, f := range want.Findings {
		if !slices.Contains(findings, f) {
			t.Errorf("no finding %s in\n%s", f, strings.Join(findings, "\n"))
		}
	}
	if !slices.Equal(got.Labels, want.Labels) || !slices.Equal(got.Services, want.Services) {
		t.Errorf("labels %v, services %v; want %v, %v", got.Labels, got.Services, want.Labels, want.Services)
	}
	if got.StateInJudgment != want.StateInJudgment || got.EffectiveFrom != want.EffectiveFrom {
		t.Errorf("state in judgment %v, effective from %v; want %v, %v", got.StateInJudgment, got.EffectiveFrom, want.StateInJudgment, want.EffectiveFrom)
	}
	if want.IdentityProtected != nil && *got.IdentityProtected != *want.IdentityProtected {
		t.Errorf("identity protected %v", *got.IdentityProtected)
	}
	for _, m := range want.Missing {
		if !slices.ContainsFunc(missing, func(have Missing) bool { return have.Path() == m }) {
			t.Errorf("%s is not named as missing in %v", m, missing)
		}
	}
}

// TestVectorFiles checks the files themselves: strict fields, both languages,
// one id each, every row of the table of cases.
func TestVectorFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/vectors/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no vectors", err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		dec := json.NewDecoder(bytes.NewReader(text))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&[]Vector{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	seen := map[string]bool{}
	for _, v := range Vectors() {
		if seen[v.ID] {
			t.Errorf("%s occurs twice", v.ID)
		}
		seen[v.ID] = true
		if v.Title[Chinese] == "" || v.Title[English] == "" || len(v.Articles) == 0 {
			t.Errorf("%s lacks a title or an article", v.ID)
		}
		if v.Expect.Error == nil && len(v.Expect.Findings) == 0 {
			t.Errorf("%s expects no finding", v.ID)
		}
	}
	if len(seen) < 150 {
		t.Errorf("%d vectors", len(seen))
	}
	for n := 1; n <= 46; n++ {
		row := fmt.Sprintf("D-%02d", n)
		if !slices.ContainsFunc(Vectors(), func(v Vector) bool { return strings.HasPrefix(v.ID, row) }) {
			t.Errorf("no vector for row %s", row)
		}
	}
}

// TestEverySentenceIsUsed lets the vectors reach every finding that the
// catalogue can say, and finds a sentence for every finding they reach.
func TestEverySentenceIsUsed(t *testing.T) {
	reached := map[string]bool{}
	note := func(f *Finding) {
		f.Walk(func(_ int, f *Finding) { reached[sentenceKey(f.Code, f.Answer)] = true })
	}
	contradictory := Decide(Facts{Outcome: Outcome{Term: fengcun.Term{Years: -1}}}, day(2026, 1, 1))
	note(&contradictory.Reason)
	for _, v := range Vectors() {
		if v.Expect.Error != nil {
			continue
		}
		if v.Kind == VectorSealing {
			d, _ := DecideJSON(v.Facts, v.AsOf)
			note(&d.Reason)
		} else {
			d, _ := DecideUnsealingJSON(v.Facts, v.AsOf)
			note(&d.Reason)
		}
	}
	c := catalogueOf(Chinese)
	for key := range reached {
		if _, ok := c[key]; !ok {
			t.Errorf("no sentence for %s", key)
		}
	}
	for key := range c {
		first, _, _ := strings.Cut(key, ".")
		switch first {
		case "answer", "mark", "colon", "semicolon", "and_role", "head", "disclosure", "duty", "label", "service", "organ", "role", "fact", "value", "error":
			continue
		}
		if !reached[key] {
			t.Errorf("no vector reaches %s", key)
		}
	}
}
