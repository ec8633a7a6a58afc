package keybox_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"fengcun"
	"fengcun/internal/keybox"
	"fengcun/internal/suite"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// newKeyFile makes a key file and returns how to unlock with it.
func newKeyFile(t testing.TB) keybox.Unlock {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kek")
	must(t, keybox.NewKeyFile(path))
	return keybox.KeyFile(path)
}

func TestRoundTrip(t *testing.T) {
	for _, s := range []suite.Suite{suite.Intl(), suite.GM()} {
		for name, unlock := range map[string]keybox.Unlock{"passphrase": keybox.Passphrase([]byte("正确的口令")), "key file": newKeyFile(t)} {
			t.Run(s.Name()+"/"+name, func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "box")
				box, err := keybox.Create(path, s, unlock, []byte("first"))
				must(t, err)
				must(t, box.Replace([]byte("second")))
				box, content, err := keybox.Open(path, s, unlock)
				must(t, err)
				if string(content) != "second" {
					t.Fatalf("content %q", content)
				}
				must(t, box.Replace([]byte("third")))
				_, content, err = keybox.Open(path, s, unlock)
				must(t, err)
				if string(content) != "third" {
					t.Fatalf("content %q", content)
				}
				raw, err := os.ReadFile(path)
				must(t, err)
				if bytes.Contains(raw, []byte("third")) {
					t.Error("content stands in the file as it is")
				}
				info, err := os.Stat(path)
				must(t, err)
				if info.Mode().Perm() != 0o600 {
					t.Errorf("mode %o", info.Mode().Perm())
				}
				entries, err := os.ReadDir(filepath.Dir(path))
				must(t, err)
				if len(entries) != 1 {
					t.Errorf("%d files in the directory", len(entries))
				}
			})
		}
	}
}

// Each way to fail has its own code, and none opens.
func TestRefusals(t *testing.T) {
	s := suite.Intl()
	right, wrong := newKeyFile(t), newKeyFile(t)
	for _, row := range []struct {
		name   string
		suite  suite.Suite
		unlock keybox.Unlock
		spoil  func(t *testing.T, path string)
		want   string
	}{
		{"wrong key file", s, wrong, nil, "key.passphrase"},
		{"passphrase for a key file", s, keybox.Passphrase([]byte("x")), nil, "key.passphrase"},
		{"absent key file", s, keybox.KeyFile("/nonexistent/kek"), nil, "key.missing"},
		{"other suite", suite.GM(), right, nil, "suite.mismatch"},
		{"absent", s, right, func(t *testing.T, path string) { must(t, os.Remove(path)) }, "key.missing"},
		{"readable to the group", s, right, func(t *testing.T, path string) { must(t, os.Chmod(path, 0o640)) }, "key.permissions"},
		{"writable to others", s, right, func(t *testing.T, path string) { must(t, os.Chmod(path, 0o602)) }, "key.permissions"},
		{"a directory", s, right, func(t *testing.T, path string) { must(t, os.Remove(path)); must(t, os.Mkdir(path, 0o700)) }, "key.permissions"},
		{"empty", s, right, func(t *testing.T, path string) { must(t, os.WriteFile(path, nil, 0o600)) }, "key.damaged"},
		{"cut", s, right, edit(func(b []byte) []byte { return b[:len(b)-1] }), "key.damaged"},
		{"longer", s, right, edit(func(b []byte) []byte { return append(b, 0) }), "key.damaged"},
		{"bit in the magic", s, right, edit(func(b []byte) []byte { b[0] ^= 1; return b }), "key.damaged"},
		{"bit in the salt", s, right, edit(func(b []byte) []byte { b[40] ^= 1; return b }), "key.damaged"},
		{"bit in the content", s, right, edit(func(b []byte) []byte { b[len(b)-40] ^= 1; return b }), "key.damaged"},
		{"bit in the checksum", s, right, edit(func(b []byte) []byte { b[len(b)-1] ^= 1; return b }), "key.damaged"},
		{"content forged with its checksum", s, right, edit(func(b []byte) []byte {
			b[len(b)-40] ^= 1
			sum := s.Hash(b[:len(b)-32])
			return append(b[:len(b)-32], sum[:]...)
		}), "key.passphrase"},
	} {
		path := filepath.Join(t.TempDir(), "box")
		_, err := keybox.Create(path, s, right, []byte("secret"))
		must(t, err)
		if row.spoil != nil {
			row.spoil(t, path)
		}
		_, content, err := keybox.Open(path, row.suite, row.unlock)
		if fengcun.CodeOf(err) != row.want || content != nil {
			t.Errorf("%s: %v, want %s", row.name, err, row.want)
		}
	}
}

func edit(change func([]byte) []byte) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		raw, err := os.ReadFile(path)
		must(t, err)
		must(t, os.WriteFile(path, change(raw), 0o600))
	}
}

func TestPassphrase(t *testing.T) {
	s, path := suite.GM(), filepath.Join(t.TempDir(), "box")
	if _, err := keybox.Create(path, s, keybox.Passphrase(nil), nil); fengcun.CodeOf(err) != "key.passphrase" {
		t.Errorf("empty passphrase: %v", err)
	}
	if _, err := keybox.Create(path, s, keybox.Unlock{}, nil); fengcun.CodeOf(err) != "key.passphrase" {
		t.Errorf("no passphrase: %v", err)
	}
	_, err := keybox.Create(path, s, keybox.Passphrase([]byte("right")), []byte("secret"))
	must(t, err)
	if _, _, err := keybox.Open(path, s, keybox.Passphrase([]byte("Right"))); fengcun.CodeOf(err) != "key.passphrase" {
		t.Errorf("wrong passphrase: %v", err)
	}
	if _, err := keybox.Create(path, s, keybox.Passphrase([]byte("right")), nil); fengcun.CodeOf(err) != "key.exists" {
		t.Errorf("overwriting: %v", err)
	}
}

// A crash between writing the new file and renaming it leaves the old content,
// and the next Open removes the copy.
func TestCrashBeforeRename(t *testing.T) {
	s, unlock, dir := suite.Intl(), newKeyFile(t), t.TempDir()
	path := filepath.Join(dir, "box")
	_, err := keybox.Create(path, s, unlock, []byte("old"))
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, ".box.new-123"), []byte("half a file"), 0o600))
	_, content, err := keybox.Open(path, s, unlock)
	must(t, err)
	if string(content) != "old" {
		t.Errorf("content %q", content)
	}
	entries, err := os.ReadDir(dir)
	must(t, err)
	if len(entries) != 1 {
		t.Errorf("%d files left", len(entries))
	}
}

// The blocks of the replaced file are overwritten, not only given back.
func TestReplacedFileIsOverwritten(t *testing.T) {
	s, unlock, path := suite.Intl(), newKeyFile(t), filepath.Join(t.TempDir(), "box")
	box, err := keybox.Create(path, s, unlock, []byte("old"))
	must(t, err)
	old, err := os.Open(path) // keeps the file after its name is gone
	must(t, err)
	defer old.Close()
	must(t, box.Replace([]byte("new")))
	raw := make([]byte, 64)
	_, err = old.ReadAt(raw, 0)
	must(t, err)
	if !bytes.Equal(raw, make([]byte, 64)) {
		t.Error("the replaced file still has its content")
	}
}
