package law

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestImports keeps the package pure: what it may import cannot read a clock, a
// file of the machine or a network. Time gives names of months only.
func TestImports(t *testing.T) {
	allowed := []string{
		"bytes", "embed", "encoding/json", "fmt", "io", "io/fs", "log/slog", "reflect", "slices", "strconv", "strings", "sync", "time", "unicode/utf8",
		"fengcun",
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range tree.Imports {
			if path := strings.Trim(i.Path.Value, `"`); !slices.Contains(allowed, path) {
				t.Errorf("%s imports %s", file, path)
			}
		}
	}
}

// TestNoClock finds every use of the clock in the package's own files.
func TestNoClock(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, clock := range []string{"time.Now", "time.Since", "time.Until", "time.After"} {
			if strings.Contains(string(text), clock) {
				t.Errorf("%s uses %s", file, clock)
			}
		}
	}
}
