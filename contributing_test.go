package fengcun_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The pages point into the sources in two forms, each in backquotes:
//
//	internal/policy/act.go          a file, a directory or a pattern
//	internal/policy/act.go:Acts     a name declared in that file
//
// A name is a function, type, constant or variable, or Type.Method, Type.field.
// The pages below are read with the sources, so that a recipe whose file was
// renamed fails here and not in a newcomer's hands.
var checkedPages = []struct {
	page    string
	atLeast int // so many references at least: a page that names nothing checks nothing
}{
	{"README.md", 10},
	{"README.zh-CN.md", 10},
	{"ARCHITECTURE.md", 0},
	{"CONTRIBUTING.md", 60},
	{"SECURITY.md", 40},
	{"docs/tour.md", 30},
	{"docs/promises.md", 30},
	{"docs/retention.md", 10},
	{"docs/operations.md", 5},
	{"docs/api.md", 2},
	{"docs/intake.md", 2},
	{"docs/benchmarks.md", 3},
	{"docs/decisions/*.md", 25},
}

var (
	codeSpan  = regexp.MustCompile("`([^`\n]+)`")
	nameRef   = regexp.MustCompile(`^([\w./-]+\.go):([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)$`)
	pathRef   = regexp.MustCompile(`^\.?[\w*-][\w./*-]*$`)
	mdLink    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	extension = regexp.MustCompile(`\.(go|md|toml|json|txt|sql|cedar|cedarschema|txtar|xlsx)$`)
)

// reference is one place in the sources that a page names.
type reference struct {
	file string // slash-separated, relative to the module; may be a pattern
	name string // empty: only the file is named
}

// references lists what a page's text names, fenced blocks left out.
func references(text string) []reference {
	var found []reference
	fenced := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
		}
		if fenced {
			continue
		}
		for _, span := range codeSpan.FindAllStringSubmatch(line, -1) {
			if m := nameRef.FindStringSubmatch(span[1]); m != nil {
				found = append(found, reference{m[1], m[2]})
			} else if isPath(span[1]) {
				found = append(found, reference{file: span[1]})
			}
		}
	}
	return found
}

// isPath reports whether a code span is meant as a path of this repository: it
// has a known extension, or begins with a directory that every checkout has.
// What an installation makes (keys/, db/) is not in the repository.
func isPath(span string) bool {
	if !pathRef.MatchString(span) {
		return false
	}
	first, _, below := strings.Cut(span, "/")
	top := slices.Contains([]string{"cmd", "internal", "law", "calendar", "docs", "testdata", ".ci"}, first)
	switch {
	case below:
		return top
	case span == "fengcun.toml", span == "node.json": // files of an installation
		return false
	}
	return extension.MatchString(span)
}

// check returns an error if what the reference names is not there.
func (r reference) check() error {
	matches, err := filepath.Glob(strings.TrimSuffix(r.file, "/"))
	if err != nil {
		return err
	}
	if len(matches) == 0 {
		return fmt.Errorf("%s does not exist", r.file)
	}
	if r.name == "" {
		return nil
	}
	names, err := declared(r.file)
	if err != nil {
		return err
	}
	if !names[r.name] {
		return fmt.Errorf("%s does not declare %s", r.file, r.name)
	}
	return nil
}

// declared lists the names that a Go file declares at its top level, with
// methods and fields behind their type.
func declared(file string) (map[string]bool, error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for _, d := range parsed.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			name := d.Name.Name
			if d.Recv != nil {
				name = receiver(d.Recv.List[0].Type) + "." + name
			}
			names[name] = true
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.ValueSpec:
					for _, n := range spec.Names {
						names[n.Name] = true
					}
				case *ast.TypeSpec:
					names[spec.Name.Name] = true
					for _, n := range members(spec.Type) {
						names[spec.Name.Name+"."+n] = true
					}
				}
			}
		}
	}
	return names, nil
}

func receiver(e ast.Expr) string {
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

// members lists the fields of a struct and the methods of an interface.
func members(e ast.Expr) (names []string) {
	var list *ast.FieldList
	switch e := e.(type) {
	case *ast.StructType:
		list = e.Fields
	case *ast.InterfaceType:
		list = e.Methods
	default:
		return nil
	}
	for _, field := range list.List {
		for _, n := range field.Names {
			names = append(names, n.Name)
		}
	}
	return names
}

// TestPagesNameWhatExists reads every checked page with the sources.
func TestPagesNameWhatExists(t *testing.T) {
	for _, c := range checkedPages {
		pages, err := filepath.Glob(c.page)
		if err != nil || len(pages) == 0 {
			t.Errorf("%s: no such page", c.page)
			continue
		}
		n := 0
		for _, page := range pages {
			text, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range references(string(text)) {
				n++
				if err := r.check(); err != nil {
					t.Errorf("%s: %v", page, err)
				}
			}
			for _, m := range mdLink.FindAllStringSubmatch(string(text), -1) {
				if err := checkLink(page, m[1]); err != nil {
					t.Errorf("%s: %v", page, err)
				}
			}
		}
		if n < c.atLeast {
			t.Errorf("%s names %d places in the sources, want at least %d", c.page, n, c.atLeast)
		}
	}
}

// checkLink follows a relative link. The pages link to nothing outside.
func checkLink(page, link string) error {
	if strings.Contains(link, "://") {
		return fmt.Errorf("%s leads out of the repository", link)
	}
	file, _, _ := strings.Cut(link, "#")
	if file == "" {
		return nil
	}
	if _, err := os.Stat(filepath.FromSlash(path.Join(path.Dir(filepath.ToSlash(page)), file))); err != nil {
		return errors.New("the link " + link + " leads nowhere")
	}
	return nil
}

// TestPageChecksCanFail: a check that finds nothing wrong in what is wrong would
// be no check.
func TestPageChecksCanFail(t *testing.T) {
	for text, want := range map[string]bool{
		"see `contributing_test.go:references`":             true,
		"see `contributing_test.go:reference.check`":        true,
		"see `contributing_test.go:reference.file`":         true,
		"see `particular.go` and `internal/policy/*.cedar`": true,
		"see `contributing_test.go:referenced`":             false,
		"see `contributing_test.go:reference.checked`":      false,
		"see `particulars.go`":                              false,
		"see `internal/police/`":                            false,
		"see `internal/policy/*.oak`":                       false,
	} {
		found := references(text)
		if len(found) == 0 {
			t.Errorf("%s: no reference found", text)
		}
		ok := true
		for _, r := range found {
			ok = ok && r.check() == nil
		}
		if ok != want {
			t.Errorf("%s: passes %v, want %v", text, ok, want)
		}
	}
	for _, text := range []string{"`go test ./...`", "`keys/node.key`", "`not_found`", "```\n`gone.go`\n```"} {
		if found := references(text); len(found) != 0 {
			t.Errorf("%s is taken for a place in the sources: %v", text, found)
		}
	}
	if checkLink("docs/tour.md", "../README.md") != nil || checkLink("docs/tour.md", "README.md") == nil {
		t.Error("links are not followed from the page they stand in")
	}
}

// TestReadmesHaveOneStructure: Chinese and English say the same in the same
// order.
func TestReadmesHaveOneStructure(t *testing.T) {
	zh, en := skeleton(t, "README.zh-CN.md"), skeleton(t, "README.md")
	if !slices.Equal(zh, en) {
		t.Errorf("README.zh-CN.md %v\nREADME.md       %v", zh, en)
	}
}

// skeleton lists a page's headings, fenced blocks and numbers of table rows and
// list items, without their words.
func skeleton(t *testing.T, page string) (lines []string) {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	fenced := false
	for line := range strings.Lines(string(text)) {
		switch {
		case strings.HasPrefix(line, "```"):
			fenced = !fenced
			lines = append(lines, "fence")
		case fenced:
		case strings.HasPrefix(line, "#"):
			mark, _, _ := strings.Cut(line, " ")
			lines = append(lines, mark)
		case strings.HasPrefix(line, "|"):
			lines = append(lines, "row")
		case strings.HasPrefix(line, "* "):
			lines = append(lines, "item")
		}
	}
	if len(lines) == 0 {
		t.Fatalf("%s has no structure", page)
	}
	return lines
}
