// Package tool lets programs of other people look at what the program makes:
// poppler draws its papers, zbar reads its codes.
//
// A machine without a program skips the test that needs it and says which is
// missing; with FENGCUN_REQUIRE_TOOLS set, as in .ci/run, the test fails.
package tool

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Need returns the path of a program, of a Debian package.
func Need(t testing.TB, program, debian string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		if os.Getenv("FENGCUN_REQUIRE_TOOLS") != "" {
			t.Fatalf("%s is not installed (package %s)", program, debian)
		}
		t.Skipf("%s is not installed (package %s): not checked", program, debian)
	}
	return path
}

// Optional returns the path of a program that Debian does not have. Without it the
// test is skipped everywhere.
func Optional(t testing.TB, program, from string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skipf("%s is not installed (%s): not checked", program, from)
	}
	return path
}

// Pages draws the pages of a PDF at a resolution in dots per inch.
func Pages(t testing.TB, file []byte, dpi int) []image.Image {
	t.Helper()
	prefix := filepath.Join(t.TempDir(), "page")
	command := exec.Command(Need(t, "pdftoppm", "poppler-utils"), "-r", strconv.Itoa(dpi), "-png", "-", prefix)
	command.Stdin = bytes.NewReader(file)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v\n%s", err, out)
	}
	names, err := filepath.Glob(prefix + "*.png")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	var pages []image.Image
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		page, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
	}
	return pages
}

// Zbar returns what zbarimg reads in a picture, as "QR-Code:text" or
// "CODE-128:text", sorted.
func Zbar(t testing.TB, picture image.Image) []string {
	t.Helper()
	program := Need(t, "zbarimg", "zbar-tools")
	var data bytes.Buffer
	if err := png.Encode(&data, picture); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "page.png")
	if err := os.WriteFile(name, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, "--quiet", name).Output()
	if err != nil && len(out) == 0 { // status 4 says that there is no code
		return nil
	}
	found := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(found)
	return found
}

// Text returns what pdftotext reads from a PDF, in the order in which it was drawn
// and without blanks and line ends.
func Text(t testing.TB, file []byte) string {
	t.Helper()
	command := exec.Command(Need(t, "pdftotext", "poppler-utils"), "-raw", "-", "-")
	command.Stdin = bytes.NewReader(file)
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(out)), "")
}
