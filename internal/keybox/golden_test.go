package keybox_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"fengcun/internal/keybox"
	"fengcun/internal/suite"
)

var update = flag.Bool("update", false, "make new golden files; those of a format that was ever shipped stay for ever")

// Key files of version 1 open for ever: an organ's keys live in them for decades.
func TestGolden(t *testing.T) {
	for _, s := range []suite.Suite{suite.Intl(), suite.GM()} {
		name := filepath.Join("testdata", "v1-"+s.Name()+".keybox")
		unlock := keybox.Passphrase([]byte("golden passphrase 口令"))
		if *update {
			must(t, os.RemoveAll(name))
			must(t, os.MkdirAll("testdata", 0o755))
			_, err := keybox.Create(name, s, unlock, []byte("content of version 1"))
			must(t, err)
		}
		raw, err := os.ReadFile(name)
		must(t, err)
		path := filepath.Join(t.TempDir(), "box") // a checkout gives files wider permissions
		must(t, os.WriteFile(path, raw, 0o600))
		_, content, err := keybox.Open(path, s, unlock)
		must(t, err)
		if string(content) != "content of version 1" {
			t.Errorf("%s: %q", s.Name(), content)
		}
	}
}
