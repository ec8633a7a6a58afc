package node_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"fengcun"
	"fengcun/internal/keybox"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// used makes an installation that holds a record.
func used(t *testing.T) (o node.Options, key string, item fengcun.CopyID) {
	t.Helper()
	o, key = installation(t)
	n := open(t, o)
	filed, err := n.Registry.File(ctx, handler, registry.Filing{
		Numbers: []fengcun.Particular{"（2026）沪0199刑初1号"}, Persons: []registry.FiledPerson{{Person: sample.NewPeople(1).Next().Person}},
	})
	if err != nil {
		t.Fatal(err)
	}
	shut(t, n)
	return o, key, filed.Copies[0]
}

// unharmed opens the installation and reads what was in it.
func unharmed(t *testing.T, o node.Options, item fengcun.CopyID) {
	t.Helper()
	n := open(t, o)
	view, err := n.Registry.Read(ctx, handler, item)
	if err != nil || len(view.Person.Names) != 1 {
		t.Errorf("the installation was harmed: %v", err)
	}
	if err := n.VerifyAudit(ctx, nil); err != nil {
		t.Errorf("the log was harmed: %v", err)
	}
	shut(t, n)
}

// TestOpenRefuses: what is missing, wrong or damaged keeps the installation shut,
// with a code that says which, and harms nothing.
func TestOpenRefuses(t *testing.T) {
	o, _, item := used(t)
	other := filepath.Join(t.TempDir(), "other")
	if err := keybox.NewKeyFile(other); err != nil {
		t.Fatal(err)
	}
	file := func(name string) string { return filepath.Join(o.Dir, name) }
	damage := func(name string, change func([]byte) []byte) func(*testing.T, *node.Options) {
		return func(t *testing.T, _ *node.Options) { rewrite(t, file(name), change) }
	}
	remove := func(name string) func(*testing.T, *node.Options) {
		return func(t *testing.T, _ *node.Options) {
			if err := os.Remove(file(name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	flip := func(b []byte) []byte { b[len(b)/2] ^= 1; return b }
	swap := func(name, with string) func(*testing.T, *node.Options) {
		return func(t *testing.T, _ *node.Options) {
			raw, err := os.ReadFile(file(with))
			if err != nil {
				t.Fatal(err)
			}
			rewrite(t, file(name), func([]byte) []byte { return raw })
		}
	}
	for _, c := range []struct {
		name  string
		spoil func(*testing.T, *node.Options)
		code  string
	}{
		{"another key file", func(_ *testing.T, o *node.Options) { o.Unlock = keybox.KeyFile(other) }, "key.passphrase"},
		{"no such key file", func(_ *testing.T, o *node.Options) { o.Unlock = keybox.KeyFile(other + ".gone") }, "key.missing"},
		{"a passphrase where a key file is needed", func(_ *testing.T, o *node.Options) { o.Unlock = keybox.Passphrase([]byte("fengcun")) }, "key.passphrase"},
		{"nothing to unlock with", func(_ *testing.T, o *node.Options) { o.Unlock = keybox.Unlock{} }, "key.passphrase"},
		{"the node's keys missing", remove("keys/node.key"), "key.missing"},
		{"the vault's keys missing", remove("keys/vault.key"), "key.missing"},
		{"the agent's keys missing", remove("keys/agent.key"), "key.missing"},
		{"the node's keys damaged", damage("keys/node.key", flip), "key.damaged"},
		{"the vault's keys damaged", damage("keys/vault.key", flip), "key.damaged"},
		{"the agent's keys damaged", damage("keys/agent.key", flip), "key.damaged"},
		{"the vault's keys cut short", damage("keys/vault.key", func(b []byte) []byte { return b[:len(b)-1] }), "key.damaged"},
		{"the agent's keys empty", damage("keys/agent.key", func([]byte) []byte { return nil }), "key.damaged"},
		{"the agent's keys in the vault's place", swap("keys/vault.key", "keys/agent.key"), "key.damaged"},
		{"the vault's keys in the agent's place", swap("keys/agent.key", "keys/vault.key"), "key.damaged"},
		{"a key file that others can read", func(t *testing.T, _ *node.Options) {
			if err := os.Chmod(file("keys/agent.key"), 0o644); err != nil {
				t.Fatal(err)
			}
		}, "key.permissions"},
		{"no installation", remove("node.json"), "node.missing"},
		{"a description that is none", damage("node.json", func([]byte) []byte { return []byte("{") }), "node.description"},
		{"another suite", damage("node.json", func(b []byte) []byte { return []byte(strings.Replace(string(b), "intl", "gm", 1)) }), "suite.mismatch"},
		{"an unknown suite", damage("node.json", func(b []byte) []byte { return []byte(strings.Replace(string(b), "intl", "rot13", 1)) }), "suite.unknown"},
		{"a checkpoint of nobody", damage("checkpoint", flip), "store.log"},
		{"a database that is none", damage("db/fengcun.db", func(b []byte) []byte { clear(b[:100]); return b }), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			keep := copyOf(t, o.Dir)
			spoilt := o
			c.spoil(t, &spoilt)
			n, err := node.Open(ctx, spoilt)
			if err == nil {
				n.Store.Close(ctx)
				t.Error("opened all the same")
			} else if code := fengcun.CodeOf(err); c.code != "" && code != c.code || code == "" {
				t.Errorf("%v, want %s", err, c.code)
			}
			if err != nil && (strings.Contains(err.Error(), "王") || strings.Contains(err.Error(), "刑初")) {
				t.Error("the error carries a particular")
			}
			restore(t, o.Dir, keep)
			unharmed(t, o, item)
		})
	}
}

// TestPassphrase: the right passphrase opens, a wrong one and an empty one do not.
func TestPassphrase(t *testing.T) {
	o := node.Options{Dir: filepath.Join(t.TempDir(), "data"), Unlock: keybox.Passphrase([]byte("四明山下 1"))}
	if err := node.Init(o.Dir, "gm", keybox.Unlock{}); fengcun.CodeOf(err) != "key.passphrase" {
		t.Errorf("made without any secret: %v", err)
	}
	if err := node.Init(o.Dir, "gm", o.Unlock); err != nil {
		t.Fatal(err)
	}
	if err := node.Init(o.Dir, "gm", o.Unlock); fengcun.CodeOf(err) != "node.exists" {
		t.Errorf("made a second time: %v", err)
	}
	for _, wrong := range []string{"", "四明山下 2", "四明山下 1 "} {
		bad := o
		bad.Unlock = keybox.Passphrase([]byte(wrong))
		if _, err := node.Open(ctx, bad); fengcun.CodeOf(err) != "key.passphrase" {
			t.Errorf("%d bytes: %v", len(wrong), err)
		}
	}
	shut(t, open(t, o))
}

// TestSecondProcess: one process alone serves a directory; the second is refused,
// and the first goes on.
func TestSecondProcess(t *testing.T) {
	o, key, item := used(t)
	n := open(t, o)
	out, err := childProcess("open", o, key).Output()
	if err != nil || strings.TrimSpace(string(out)) != "code store.locked" {
		t.Errorf("a second process: %q, %v", out, err)
	}
	if _, err := node.Open(ctx, o); fengcun.CodeOf(err) != "store.locked" {
		t.Errorf("a second time in the same process: %v", err)
	}
	if _, err := n.Registry.Read(ctx, handler, item); err != nil {
		t.Errorf("the first one: %v", err)
	}
	if err := n.Registry.Rotate(ctx, sample.Member(sample.Court, fengcun.RoleSecurityAdmin), "approver"); err != nil {
		t.Errorf("the first one's keys: %v", err)
	}
	shut(t, n)
	if out, err := childProcess("open", o, key).Output(); err != nil || strings.TrimSpace(string(out)) != "code" {
		t.Errorf("after the first has ended: %q, %v", out, err)
	}
	unharmed(t, o, item)
}

// TestReadOnly: a directory that cannot be written is not served.
func TestReadOnly(t *testing.T) {
	o, key, item := used(t)
	c := childProcess("open", o, key)
	if os.Getuid() == 0 { // permissions do not bind root
		const nobody = 65534
		program := filepath.Join(t.TempDir(), "test")
		raw, err := os.ReadFile(os.Args[0])
		if err == nil {
			err = os.WriteFile(program, raw, 0o755)
		}
		if err != nil {
			t.Fatal(err)
		}
		c.Path = program
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		for _, dir := range []string{filepath.Dir(o.Dir), filepath.Dir(key), filepath.Dir(program), filepath.Dir(filepath.Dir(program))} {
			if err := os.Chmod(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		own := func(path string) error { return os.Lchown(path, nobody, nobody) }
		if err := errors.Join(own(key), each(o.Dir, own)); err != nil {
			t.Fatal(err)
		}
		defer each(o.Dir, func(path string) error { return os.Lchown(path, 0, 0) })
	}
	unwritable := func(path string) error {
		info, err := os.Lstat(path)
		if err != nil {
			return err
		}
		return os.Chmod(path, info.Mode().Perm()&^0o222)
	}
	if err := each(o.Dir, unwritable); err != nil {
		t.Fatal(err)
	}
	out, err := c.Output()
	if err != nil || strings.TrimSpace(string(out)) != "code node.readonly" {
		t.Errorf("%q, %v, want node.readonly", out, err)
	}
	err = each(o.Dir, func(path string) error {
		info, err := os.Lstat(path)
		if err != nil {
			return err
		}
		return os.Chmod(path, info.Mode().Perm()|0o200)
	})
	if err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 {
		if err := errors.Join(os.Lchown(key, 0, 0), each(o.Dir, func(path string) error { return os.Lchown(path, 0, 0) })); err != nil {
			t.Fatal(err)
		}
	}
	unharmed(t, o, item)
}

func each(dir string, do func(path string) error) error {
	return filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return do(path)
	})
}

func rewrite(t *testing.T, path string, change func([]byte) []byte) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, change(raw), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// copyOf copies an installation, as a backup of its directory would.
func copyOf(t *testing.T, dir string) string {
	t.Helper()
	keep := filepath.Join(t.TempDir(), "keep")
	if out, err := exec.Command("cp", "-a", dir, keep).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	return keep
}

func restore(t *testing.T, dir, keep string) {
	t.Helper()
	if err := errors.Join(os.RemoveAll(dir), os.Rename(keep, dir)); err != nil {
		t.Fatal(err)
	}
}
