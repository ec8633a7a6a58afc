package pdf_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

func write(t testing.TB, file []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// extract returns the text of a file as pdftotext reads it, in the order in which
// it was written.
func extract(t testing.TB, tool string, file []byte) string {
	t.Helper()
	command := exec.Command(tool, "-raw", "-enc", "UTF-8", "-", "-")
	command.Stdin = bytes.NewReader(file)
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// ink is a text without what a line break may add or take away.
func ink(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

func check(t *testing.T, tool string, arguments ...string) {
	t.Helper()
	if out, err := exec.Command(tool, arguments...).CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s", filepath.Base(tool), err, out)
	}
}
