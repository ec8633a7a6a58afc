package vault_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"fengcun"
)

// pattern is n bytes that differ in every chunk, without holding them.
type pattern struct{ at, n int64 }

func (p *pattern) Read(b []byte) (int, error) {
	if p.at == p.n {
		return 0, io.EOF
	}
	n := int(min(int64(len(b)), p.n-p.at))
	for i := range b[:n] {
		at := p.at + int64(i)
		b[i] = byte(at ^ at>>8 ^ at>>16)
	}
	p.at += int64(n)
	return n, nil
}

func (w *world) put(item fengcun.ItemID, r io.Reader) fengcun.ID {
	w.t.Helper()
	file, statements, err := w.vault.PutFile(context.Background(), item, r)
	w.commit(statements, err)
	return file
}

// file returns what the file holds and the error that opening or reading it gave.
func (w *world) file(item, file fengcun.ID) ([]byte, error) {
	contents, err := w.vault.Open(context.Background(), item)
	if err != nil {
		return nil, err
	}
	r, err := contents.File(context.Background(), file)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

func (w *world) blobFiles() []string {
	w.t.Helper()
	names, err := filepath.Glob(filepath.Join(w.blobs, "*"))
	must(w.t, err)
	return names
}

func TestFileLengths(t *testing.T) {
	const chunk = 64 << 10
	eachSuite(t, func(t *testing.T, w *world) {
		item := w.deposit(court, "facts")
		for _, n := range []int64{0, 1, chunk - 9, chunk - 8, chunk - 7, chunk, chunk + 1, 2*chunk - 8, 2 * chunk, 17*chunk + 5} {
			want, err := io.ReadAll(&pattern{n: n})
			must(t, err)
			got, err := w.file(item, w.put(item, bytes.NewReader(want)))
			must(t, err)
			if !bytes.Equal(got, want) {
				t.Errorf("%d bytes came back as %d", n, len(got))
			}
		}
	})
}

// A file follows its item through sealing and unsealing without being touched.
func TestFileFollowsItem(t *testing.T) {
	eachSuite(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		item, other := w.deposit(court, "facts"), w.deposit(court, "other")
		file := w.put(item, bytes.NewReader([]byte("scan")))
		if _, err := w.file(other, file); fengcun.KindOf(err) != fengcun.KindNotFound {
			t.Fatalf("file of another item: %v", err)
		}
		_, late, err := w.vault.PutFile(ctx, item, bytes.NewReader([]byte("late")))
		must(t, err)
		w.seal(court, item)
		if err := w.try(late); fengcun.KindOf(err) != fengcun.KindConflict {
			t.Fatalf("file into a sealed item: %v", err)
		}
		_, err = w.file(item, file)
		wantCode(t, err, "vault.not_found")
		released, err := w.release(item)
		must(t, err)
		contents, err := w.vault.Released(item, released)
		must(t, err)
		r, err := contents.File(ctx, file)
		must(t, err)
		defer r.Close()
		got, err := io.ReadAll(r)
		must(t, err)
		if string(got) != "scan" {
			t.Fatalf("released file %q", got)
		}
	})
}

func TestFileTampered(t *testing.T) {
	const sealed = 64<<10 + 16
	eachSuite(t, func(t *testing.T, w *world) {
		item := w.deposit(court, "facts")
		twin := w.put(item, &pattern{n: 4 * (64 << 10)})
		twinBlob := w.blobFiles()[0]
		file := w.put(item, &pattern{n: 4 * (64 << 10)})
		var blob string
		for _, name := range w.blobFiles() {
			if name != twinBlob {
				blob = name
			}
		}
		whole, err := os.ReadFile(blob)
		must(t, err)
		foreign, err := os.ReadFile(twinBlob)
		must(t, err)
		chunk := func(b []byte, i int) []byte { return b[i*sealed : (i+1)*sealed] }
		for name, changed := range map[string][]byte{
			"last chunk cut":       whole[:4*sealed],
			"cut inside a chunk":   whole[:len(whole)-1],
			"empty":                {},
			"chunk repeated":       append(bytes.Clone(whole), chunk(whole, 4)...),
			"chunks swapped":       bytes.Join([][]byte{chunk(whole, 1), chunk(whole, 0), whole[2*sealed:]}, nil),
			"chunk of other file":  bytes.Join([][]byte{chunk(foreign, 0), whole[sealed:]}, nil),
			"blob of other file":   foreign,
			"bit in first chunk":   flipped(whole, 5),
			"bit in last chunk":    flipped(whole, len(whole)-20),
			"last chunk put first": bytes.Join([][]byte{chunk(whole, 4), whole[sealed:]}, nil),
		} {
			must(t, os.WriteFile(blob, changed, 0o600))
			if _, err := w.file(item, file); fengcun.CodeOf(err) != "vault.damaged" {
				t.Errorf("%s: %v", name, err)
			}
		}
		must(t, os.Remove(blob))
		_, err = w.file(item, file)
		wantCode(t, err, "vault.damaged")
		_, err = w.file(item, twin)
		must(t, err)
	})
}

func flipped(b []byte, at int) []byte {
	c := bytes.Clone(b)
	c[at] ^= 1
	return c
}

// 100 MB pass through in a fixed amount of memory.
func TestFileMemory(t *testing.T) {
	const size = 100 << 20
	w := newIntlWorld(t)
	item := w.deposit(court, "facts")
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	file := w.put(item, &pattern{n: size})
	contents, err := w.vault.Open(context.Background(), item)
	must(t, err)
	r, err := contents.File(context.Background(), file)
	must(t, err)
	defer r.Close()
	n, err := io.Copy(io.Discard, struct{ io.Reader }{r})
	must(t, err)
	runtime.ReadMemStats(&after)
	if n != size {
		t.Errorf("%d bytes came back", n)
	}
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 4<<20 {
		t.Errorf("allocated %d bytes in all", allocated)
	}
}

var errSource = errors.New("source")

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errSource }

// A blob that no row names goes away, but not one that may still be committed.
func TestSweepBlobs(t *testing.T) {
	w := newIntlWorld(t)
	ctx := context.Background()
	item, doomed := w.deposit(court, "facts"), w.deposit(court, "doomed")
	kept := w.put(item, bytes.NewReader([]byte("kept")))
	w.put(doomed, bytes.NewReader([]byte("doomed")))
	must(t, w.try(w.vault.Destroy(doomed)))
	_, _, err := w.vault.PutFile(ctx, item, bytes.NewReader([]byte("never committed")))
	must(t, err)
	if _, _, err := w.vault.PutFile(ctx, item, failing{}); !errors.Is(err, errSource) {
		t.Fatalf("failing source: %v", err)
	}
	must(t, os.WriteFile(filepath.Join(w.blobs, fengcun.NewID().String()+".partial"), []byte("crash"), 0o600))
	must(t, os.WriteFile(filepath.Join(w.blobs, "README"), []byte("not ours"), 0o600))
	written := time.Date(2026, 11, 23, 9, 0, 0, 0, fengcun.Shanghai)
	for _, name := range w.blobFiles() {
		must(t, os.Chtimes(name, written, written))
	}
	if n, err := w.vault.SweepBlobs(ctx, written); err != nil || n != 0 {
		t.Fatalf("swept %d young blobs, %v", n, err)
	}
	if n, err := w.vault.SweepBlobs(ctx, written.Add(time.Second)); err != nil || n != 3 {
		t.Fatalf("swept %d, %v; want the destroyed, the uncommitted and the partial one", n, err)
	}
	if got, err := w.file(item, kept); err != nil || string(got) != "kept" {
		t.Fatalf("kept file: %q, %v", got, err)
	}
	if n := len(w.blobFiles()); n != 2 {
		t.Errorf("%d files left", n)
	}
}
