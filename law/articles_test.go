package law

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mayBePlanned are the articles of which nothing is carried out yet. The list
// only gets shorter.
var mayBePlanned = []int{21}

// decidedByLaw are the articles on which this package decides.
var decidedByLaw = []int{1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 18, 19, 22, 23, 24, 26}

func TestArticles(t *testing.T) {
	known := map[string]bool{}
	for prefix, dir := range map[string]string{"law.": ".", "fengcun.": "..", "registry: ": "../internal/registry", "egress: ": "../internal/egress"} {
		for _, name := range declared(t, dir) {
			known[prefix+name] = true
		}
	}
	for i, a := range Articles() {
		if a.Number != i+1 {
			t.Fatalf("article %d stands at place %d", a.Number, i+1)
		}
		for _, text := range append([]Text{a.Title, a.Rule}, a.Open...) {
			if text.Chinese == "" || text.English == "" {
				t.Errorf("article %d: a text lacks a language", a.Number)
			}
		}
		if len(a.Sources) == 0 {
			t.Errorf("article %d: no source", a.Number)
		}
		if len(a.Implemented) == 0 {
			t.Errorf("article %d: carried out nowhere", a.Number)
		}
		for _, where := range a.Implemented {
			if !where.Planned && !known[where.Where] {
				t.Errorf("article %d: %s does not exist", a.Number, where.Where)
			}
		}
		if planned := slices.Contains(mayBePlanned, a.Number); a.Planned() != planned {
			t.Errorf("article %d: planned is %v", a.Number, a.Planned())
		}
		if slices.Contains(decidedByLaw, a.Number) && len(a.Vectors) == 0 {
			t.Errorf("article %d: no vector proves it", a.Number)
		}
		if len(a.Vectors)+len(a.Tests) == 0 && !a.Planned() {
			t.Errorf("article %d: nothing proves it", a.Number)
		}
		for _, test := range a.Tests {
			if dir, name, _ := strings.Cut(test, ": "); !slices.Contains(tests(t, filepath.Join("..", dir)), name) {
				t.Errorf("article %d: there is no %s", a.Number, test)
			}
		}
	}
}

func TestArticle(t *testing.T) {
	if a, ok := Article(18); !ok || a.Number != 18 || !slices.Contains(a.Vectors, "D-31") {
		t.Errorf("article 18: %v", a.Vectors)
	}
	for _, n := range []int{-1, 0, 27} {
		if _, ok := Article(n); ok {
			t.Errorf("there is an article %d", n)
		}
	}
}

// tests returns the names of the tests of a directory.
func tests(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range testName.FindAllSubmatch(text, -1) {
			names = append(names, string(found[1]))
		}
	}
	return names
}

var testName = regexp.MustCompile(`(?m)^func (Test\w+)\(`)

// declared returns the names of the exported functions, methods, types,
// constants and variables of a directory.
func declared(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files in", dir)
	}
	var names []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				names = append(names, d.Name.Name)
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						names = append(names, s.Name.Name)
					case *ast.ValueSpec:
						for _, n := range s.Names {
							names = append(names, n.Name)
						}
					}
				}
			}
		}
	}
	return names
}
