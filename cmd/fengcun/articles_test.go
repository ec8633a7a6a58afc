package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestArticles holds the table of articles against the repository: all 26 in
// order, in both languages, each with a mark, each file really there, and each
// article that the law package decides on proved by a vector.
func TestArticles(t *testing.T) {
	proofs := vectorsByArticle()
	for i, a := range articles {
		if a.number != i+1 || a.zh == "" || a.en == "" || len(a.marks) == 0 {
			t.Errorf("article %d stands at %d, or is not complete", a.number, i+1)
		}
		for _, file := range a.where {
			if _, err := os.Stat(filepath.Join("..", "..", file)); err != nil {
				t.Errorf("article %d: %s is not there", a.number, file)
			}
			if filepath.Dir(file) == "law" && filepath.Base(file) != "truth.go" && len(proofs[a.number]) == 0 {
				t.Errorf("article %d is carried out in %s and proved by no vector", a.number, file)
			}
		}
	}
	if len(articles) != 26 {
		t.Errorf("%d articles", len(articles))
	}
}
