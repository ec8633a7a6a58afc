package main

import (
	"os"
	"path/filepath"
	"testing"

	"fengcun"
)

func TestCreateFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "certificate.txt")
	if err := createFile(path, []byte("one")); err != nil {
		t.Fatal(err)
	}
	if err := createFile(path, []byte("two")); fengcun.CodeOf(err) != "cli.output_exists" {
		t.Errorf("an existing file: %v", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "one" {
		t.Errorf("the existing file holds %q (%v)", text, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v (%v)", info.Mode(), err)
	}
	if err := createFile(filepath.Join(dir, "absent", "x"), nil); fengcun.CodeOf(err) != "cli.output" {
		t.Errorf("a directory that is not there: %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("%d files left (%v)", len(left), err)
	}
}

func TestTable(t *testing.T) {
	got := table([][]string{{"机关", "kind", "x"}, {"a", "court", ""}})
	want := []string{"机关  kind   x", "a     court"}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("line %d is %q, want %q", i, got[i], want[i])
		}
	}
}
