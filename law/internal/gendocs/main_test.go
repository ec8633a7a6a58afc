package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestPagesAreUpToDate compares docs/law with the table of articles.
func TestPagesAreUpToDate(t *testing.T) {
	const dir = "../../../docs/law"
	all := pages()
	for name, want := range all {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || string(got) != want {
			t.Errorf("%s is stale: run go generate in the law directory", name)
		}
	}
	files, err := filepath.Glob(dir + "/article-*.md")
	if err != nil || len(files) != len(all)-1 {
		t.Errorf("%d pages of articles, want %d (%v)", len(files), len(all)-1, err)
	}
}
