package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fengcun/calendar"
	"fengcun/internal/drill"
	"fengcun/internal/locale"
	"fengcun/law"
)

// TestWords holds words against the sources: every key that is said has both
// wordings with the same placeholders, and no wording is left over.
func TestWords(t *testing.T) {
	used := map[string]bool{"intake.organ": true} // a code of package intake
	for _, term := range calendar.Terms() {
		used["standing."+string(term.Standing)] = true
		used["starts."+string(term.Starts)] = true
	}
	for _, article := range law.Articles() {
		for _, mark := range article.Sources {
			used["mark."+string(mark)] = true
		}
	}
	for _, f := range drill.Families() {
		used["drill.family."+string(f)] = true
	}
	texts := sourceTexts(t)
	for key := range words {
		name, isHelp := strings.CutPrefix(key, "help.")
		variable := "${help_" + strings.ReplaceAll(name, ".", "_") + "}"
		for _, text := range texts {
			if text == key || isHelp && strings.Contains(text, variable) {
				used[key] = true
			}
		}
	}
	for key, w := range words {
		switch {
		case !used[key]:
			t.Errorf("%q is never said", key)
		case w.zh == "" || w.en == "":
			t.Errorf("%q lacks a language", key)
		case strings.Count(w.zh, "{") != strings.Count(w.en, "{"):
			t.Errorf("%q has other placeholders in English", key)
		}
	}
	for key := range used {
		if words[key] == (wording{}) {
			t.Errorf("%q has no words", key)
		}
	}
	for _, text := range texts {
		family, rest, _ := strings.Cut(text, ".")
		if rest != "" && words[text] == (wording{}) && (family == "word" || family == "help") {
			t.Errorf("%q has no words", text)
		}
	}
}

// sourceTexts returns every string literal of the package but those of words.go.
func sourceTexts(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) < 10 {
		t.Fatalf("%d sources found: %v", len(names), err)
	}
	var texts []string
	for _, name := range names {
		if name == "words.go" || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					texts = append(texts, text)
				}
			}
			return true
		})
	}
	return texts
}

// TestGrammar builds the grammar in each language: kong refuses a help text that
// is missing.
func TestGrammar(t *testing.T) {
	for _, lang := range locale.Langs() {
		v, err := newVoice(lang)
		if err != nil {
			t.Fatal(err)
		}
		p := &program{environment: system(), voice: v}
		if _, _, err := p.parser(&commands{}); err != nil {
			t.Errorf("%s: %v", lang, err)
		}
	}
}
