package node_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/keybox"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// TestFullDisk fills a real file system under an installation: acts are refused
// with one plain code, those acknowledged before stand, and with room again the
// same process goes on (P11).
func TestFullDisk(t *testing.T) {
	ctx := context.Background()
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=16m"); err != nil {
		if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) {
			t.Skip("a file system of its own cannot be mounted here: it takes the superuser")
		}
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Unmount(disk, syscall.MNT_DETACH) })
	key := filepath.Join(t.TempDir(), "key")
	if err := keybox.NewKeyFile(key); err != nil {
		t.Fatal(err)
	}
	o := node.Options{Dir: filepath.Join(disk, "data"), Unlock: keybox.KeyFile(key), Clock: fengcuntest.NewClock(fengcuntest.Epoch).Now}
	if err := node.Init(o.Dir, "intl", o.Unlock); err != nil {
		t.Fatal(err)
	}
	n, err := node.Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := sample.Settle(ctx, n.Registry, fengcun.DateOf(o.Clock())); err != nil {
		t.Fatal(err)
	}
	filler := filepath.Join(disk, "filler")
	fill(t, filler)

	person := district.Person("王试甲", "310115200503140019", fengcun.NewDate(2005, 3, 14))
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	file := func() (registry.Filed, error) {
		return n.Registry.File(ctx, handler, registry.Filing{
			Numbers: []fengcun.Particular{"（2026）沪0101刑初12号"}, Persons: []registry.FiledPerson{{Person: person}},
		})
	}
	var acknowledged []fengcun.RecordID
	for range 10_000 {
		var filed registry.Filed
		if filed, err = file(); err != nil {
			break
		}
		acknowledged = append(acknowledged, filed.Records...)
	}
	if fengcun.CodeOf(err) != "store.full" || fengcun.KindOf(err) != fengcun.KindUnavailable {
		t.Fatalf("after %d acts: %v, want store.full", len(acknowledged), err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	filed, err := file()
	if err != nil {
		t.Fatalf("with room again: %v", err)
	}
	for _, id := range append(acknowledged, filed.Records...) {
		if _, err := store.RecordByID(ctx, n.Store.Reader(), id); err != nil {
			t.Fatalf("an acknowledged act is gone: %v", err)
		}
	}
	if err := n.VerifyAudit(ctx, func(int64, int64) {}); err != nil {
		t.Error(err)
	}
	if err := n.Close(ctx); err != nil {
		t.Error(err)
	}
}

// fill takes all but a little of a file system.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	block := make([]byte, 64<<10)
	for {
		if _, err := f.Write(block); errors.Is(err, syscall.ENOSPC) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	size, err := f.Seek(0, 1)
	if err == nil {
		err = f.Truncate(size - 512<<10)
	}
	if err != nil {
		t.Fatal(err)
	}
}
