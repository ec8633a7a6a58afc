package api_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"fengcun/internal/locale"
)

const errorsHead = `# Error codes

Codes are stable: a program may rely on them. Sentences may be improved, and codes may be added before they stand here. {…} stands for a value of the case, never for a particular of a
person. What the kind of an error means: [api.md](api.md) for the status, [cli.md](cli.md) for the exit status. What only the
command line says is left out.

Written by ` + "`go test ./internal/api -run TestErrorCodes -update`" + `.

| code | 说明 | meaning |
| --- | --- | --- |
`

// sentences are the codes of a catalogue, but for those of the command line, with
// what is said.
func sentences(t *testing.T, lang locale.Lang) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../locale/catalogue/" + string(lang) + "/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, file := range files {
		var c struct{ Error, Hint map[string]string }
		if _, err := toml.DecodeFile(file, &c); err != nil {
			t.Fatal(err)
		}
		for code, sentence := range c.Error {
			if !strings.HasPrefix(code, "cli.") {
				said[code] = strings.TrimSpace(sentence + " " + c.Hint[code])
			}
		}
	}
	return said
}

// TestErrorCodes: docs/errors.md has the codes that the interface says by itself, and
// no other of their families. Those of the acts are listed as they were when it was
// last written.
func TestErrorCodes(t *testing.T) {
	const path = "../../docs/errors.md"
	zh, en := sentences(t, locale.Chinese), sentences(t, locale.English)
	if *update {
		text := errorsHead
		for _, code := range slices.Sorted(maps.Keys(zh)) {
			text += "| `" + code + "` | " + zh[code] + " | " + en[code] + " |\n"
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	own := func(code string) bool {
		family, _, _ := strings.Cut(code, ".")
		return slices.Contains([]string{"server", "request", "client", "idempotency", "policy", "not_found"}, family)
	}
	listed := map[string]bool{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z0-9_.]+)` \\|").FindAllSubmatch(text, -1) {
		listed[string(row[1])] = true
		if zh[string(row[1])] == "" && own(string(row[1])) {
			t.Errorf("%s is gone, and programs rely on it", row[1])
		}
	}
	for code := range zh {
		if own(code) && !listed[code] {
			t.Errorf("%s is not listed", code)
		}
	}
}
