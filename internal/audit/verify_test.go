package audit_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"fengcun/internal/audit"
)

// The log of the tampering tests: one full tile of level 1, three more of level
// 0, and 17 entries behind the last of them. Checkpoints at 100, 66000 and the
// end.
const (
	fullLevel1 = 1 << 16
	lastTile   = fullLevel1 + 3*256
	logSize    = lastTile + 17
)

func flip(b []byte, at int) []byte {
	b = bytes.Clone(b)
	b[at] ^= 1
	return b
}

func TestVerifyFindsTampering(t *testing.T) {
	l, key := newLog(t)
	l.checkpoint(t)
	for i := int64(0); i < logSize; i++ {
		l.append(row(i))
		if size := i + 1; size == 100 || size == 66000 {
			l.checkpoint(t)
		}
	}
	last := l.checkpoint(t)
	ctx := context.Background()
	if err := audit.Verify(ctx, l, key, nil, nil); err != nil {
		t.Fatalf("untouched log: %v", err)
	}

	otherSigner, _ := newKey(t)
	cutTo := func(m *memory, size int64) {
		m.rows = m.rows[:size]
		edge, err := audit.LoadEdge(ctx, l, size)
		if err != nil {
			t.Fatal(err)
		}
		m.head = edge.Head()
		for k := range m.tiles {
			if (k.n+1)<<(8*(k.level+1)) > size {
				delete(m.tiles, k)
			}
		}
	}
	cases := []struct {
		name   string
		tamper func(m *memory)
		known  [][]byte
		want   audit.Fault
	}{
		{"bit of a header", func(m *memory) { m.rows[5].row.Header = flip(m.rows[5].row.Header, 3) }, nil, audit.Fault{Kind: audit.FaultLeaf, Index: 5}},
		{"bit of a body", func(m *memory) { m.rows[65535].row.Body = flip(m.rows[65535].row.Body, 175) }, nil, audit.Fault{Kind: audit.FaultLeaf, Index: 65535}},
		{"bit of a salt", func(m *memory) { m.rows[fullLevel1].row.Salt = flip(m.rows[fullLevel1].row.Salt, 0) }, nil, audit.Fault{Kind: audit.FaultLeaf, Index: fullLevel1}},
		{"bit behind the last tile", func(m *memory) { m.rows[logSize-1].row.Body = flip(m.rows[logSize-1].row.Body, 0) }, nil, audit.Fault{Kind: audit.FaultCheckpoint, Index: logSize}},
		{"a byte moved from header to body", func(m *memory) {
			r := &m.rows[7].row
			r.Body = append([]byte{r.Header[len(r.Header)-1]}, r.Body...)
			r.Header = r.Header[:len(r.Header)-1]
		}, nil, audit.Fault{Kind: audit.FaultLeaf, Index: 7}},
		{"entry removed", func(m *memory) { m.rows = append(m.rows[:300], m.rows[301:]...) }, nil, audit.Fault{Kind: audit.FaultMissing, Index: 300}},
		{"entry removed and the gap closed", func(m *memory) {
			m.rows = append(m.rows[:300], m.rows[301:]...)
			for i := range m.rows {
				m.rows[i].index = int64(i)
			}
		}, nil, audit.Fault{Kind: audit.FaultLeaf, Index: 300}},
		{"last entry removed", func(m *memory) { m.rows = m.rows[:logSize-1] }, nil, audit.Fault{Kind: audit.FaultMissing, Index: logSize - 1}},
		{"entries swapped", func(m *memory) { m.rows[40].row, m.rows[41].row = m.rows[41].row, m.rows[40].row }, nil, audit.Fault{Kind: audit.FaultLeaf, Index: 40}},
		{"entry duplicated over the next", func(m *memory) { m.rows[51].row = m.rows[50].row }, nil, audit.Fault{Kind: audit.FaultLeaf, Index: 51}},
		{"entry duplicated behind the head", func(m *memory) {
			m.rows = append(m.rows, memoryRow{logSize, m.rows[logSize-1].row})
		}, nil, audit.Fault{Kind: audit.FaultExtra, Index: logSize}},
		{"tile of level 0 changed", func(m *memory) { m.tiles[tileKey{0, 9}] = flip(m.tiles[tileKey{0, 9}], 64) }, nil, audit.Fault{Kind: audit.FaultTile, Index: 9 * 256}},
		{"tile beside the edge changed", func(m *memory) { m.tiles[tileKey{0, 257}] = flip(m.tiles[tileKey{0, 257}], 0) }, nil, audit.Fault{Kind: audit.FaultTile, Index: 257 * 256}},
		{"tile of level 1 changed", func(m *memory) { m.tiles[tileKey{1, 0}] = flip(m.tiles[tileKey{1, 0}], 0) }, nil, audit.Fault{Kind: audit.FaultTile, Index: 0}},
		{"tile removed", func(m *memory) { delete(m.tiles, tileKey{0, 9}) }, nil, audit.Fault{Kind: audit.FaultTile, Index: 9 * 256}},
		{"tile too many", func(m *memory) { m.tiles[tileKey{0, 259}] = m.tiles[tileKey{0, 0}] }, nil, audit.Fault{Kind: audit.FaultExtra, Index: logSize}},
		{"head rewound alone", func(m *memory) { m.head.Size -= 5 }, nil, audit.Fault{Kind: audit.FaultRewound, Index: logSize - 5}},
		{"root of the head changed", func(m *memory) { m.head.Root[0] ^= 1 }, nil, audit.Fault{Kind: audit.FaultEdge, Index: lastTile}},
		{"head ahead", func(m *memory) { m.head.Size++ }, nil, audit.Fault{Kind: audit.FaultMissing, Index: logSize}},
		{"log cut back consistently", func(m *memory) { cutTo(m, 66000) }, nil, audit.Fault{Kind: audit.FaultRewound, Index: 66000}},
		{"log cut back with its checkpoints", func(m *memory) { cutTo(m, 66000); m.notes = m.notes[:3] }, [][]byte{last}, audit.Fault{Kind: audit.FaultRewound, Index: 66000}},
		{"log emptied", func(m *memory) { cutTo(m, 0); m.notes = nil }, [][]byte{last}, audit.Fault{Kind: audit.FaultRewound, Index: 0}},
		{"history rewritten with tiles and head", func(m *memory) {
			forged, _ := newLog(t)
			for i := int64(0); i < logSize; i++ {
				r := row(i)
				if i == 1000 {
					r.Body = flip(r.Body, 0)
				}
				forged.append(r)
			}
			m.rows, m.tiles, m.head = forged.rows, forged.tiles, forged.head
		}, nil, audit.Fault{Kind: audit.FaultCheckpoint, Index: 66000}},
		{"checkpoint signed by another key", func(m *memory) {
			forged, err := audit.SignCheckpoint(m.head, otherSigner)
			if err != nil {
				t.Fatal(err)
			}
			m.notes[1] = forged
		}, nil, audit.Fault{Kind: audit.FaultSignature, Index: 1}},
		{"checkpoint's text changed", func(m *memory) { m.notes[2] = bytes.Replace(m.notes[2], []byte("66000"), []byte("66001"), 1) }, nil, audit.Fault{Kind: audit.FaultSignature, Index: 2}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := l.clone()
			c.tamper(m)
			err := audit.Verify(ctx, m, key, c.known, nil)
			var fault *audit.Fault
			if !errors.As(err, &fault) {
				t.Fatalf("found nothing but %v", err)
			}
			if *fault != c.want {
				t.Errorf("found %v, want %v", fault, &c.want)
			}
		})
	}
}

// What a log cannot show by itself: set back as a whole, its own checkpoints
// included, it looks like an earlier honest log. This is why checkpoints are
// kept elsewhere too.
func TestVerifyNeedsAnOutsideCheckpoint(t *testing.T) {
	l, key := newLog(t)
	for i := range int64(300) {
		l.append(row(i))
	}
	l.checkpoint(t)
	earlier := l.clone()
	l.append(row(300))
	later := l.checkpoint(t)
	if err := audit.Verify(context.Background(), earlier, key, nil, nil); err != nil {
		t.Errorf("without the later checkpoint: %v", err)
	}
	if err := audit.Verify(context.Background(), earlier, key, [][]byte{later}, nil); err == nil {
		t.Error("with the later checkpoint: no fault")
	}
}

// Whatever single byte changes in a small log, it is found, by the whole check
// always and by the check at start-up if it concerns what follows the last
// checkpoint.
func TestVerifyFindsEveryFlip(t *testing.T) {
	l, key := newLog(t)
	const signedAt, size = 300, 900
	for i := range int64(size) {
		l.append(row(i))
		if i+1 == signedAt {
			l.checkpoint(t)
		}
	}
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		m := l.clone()
		var tailSees bool
		switch rapid.SampledFrom([]string{"salt", "header", "body", "tile", "root"}).Draw(t, "what") {
		case "tile":
			k := tileKey{0, rapid.Int64Range(0, size/256-1).Draw(t, "tile")}
			m.tiles[k] = flip(m.tiles[k], rapid.IntRange(0, 256*32-1).Draw(t, "byte"))
			tailSees = true // tile 0 carries the trusted beginning, the others follow it
		case "root":
			m.head.Root[rapid.IntRange(0, 31).Draw(t, "byte")] ^= 1
			tailSees = true
		case "salt":
			i := rapid.Int64Range(0, size-1).Draw(t, "row")
			m.rows[i].row.Salt = flip(m.rows[i].row.Salt, rapid.IntRange(0, 15).Draw(t, "byte"))
			tailSees = i >= 256 // rows of the last full tile before the checkpoint are not read
		case "header":
			i := rapid.Int64Range(0, size-1).Draw(t, "row")
			m.rows[i].row.Header = flip(m.rows[i].row.Header, rapid.IntRange(0, 21).Draw(t, "byte"))
			tailSees = i >= 256
		case "body":
			i := rapid.Int64Range(0, size-1).Draw(t, "row")
			m.rows[i].row.Body = flip(m.rows[i].row.Body, rapid.IntRange(0, audit.BodySize-1).Draw(t, "byte"))
			tailSees = i >= 256
		}
		var fault *audit.Fault
		if err := audit.Verify(ctx, m, key, nil, nil); !errors.As(err, &fault) {
			t.Fatalf("whole check: %v", err)
		}
		if _, err := audit.VerifyTail(ctx, m, key, nil); errors.As(err, &fault) != tailSees {
			t.Fatalf("check at start-up: %v, want a fault: %v", err, tailSees)
		}
	})
}

// The edge, however it came about, and tlog's own computation agree.
func TestEdge(t *testing.T) {
	l, key := newLog(t)
	const size = 1200
	var hashes []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			out[i] = hashes[x]
		}
		return out, nil
	})
	roots := make([]tlog.Hash, size+1)
	for n := range int64(size + 1) {
		root, err := tlog.TreeHash(n, reader)
		if err != nil {
			t.Fatal(err)
		}
		if roots[n] = root; l.edge.Root() != root {
			t.Fatalf("root of %d leaves differs from tlog's", n)
		}
		leaf := row(n).Leaf()
		more, err := tlog.StoredHashes(n, leaf[:], reader)
		if err != nil {
			t.Fatal(err)
		}
		hashes = append(hashes, more...)
		l.append(row(n))
	}
	if err := audit.Verify(context.Background(), l, key, nil, nil); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		n := rapid.Int64Range(1, size).Draw(t, "size")
		edge, err := audit.LoadEdge(ctx, l, n)
		if err != nil || edge.Root() != roots[n] {
			t.Fatalf("edge loaded at %d: %v, or another root", n, err)
		}
		more := rapid.Int64Range(n, size).Draw(t, "later size")
		if err := edge.CatchUp(ctx, l, more); err != nil || edge.Root() != roots[more] {
			t.Fatalf("edge caught up from %d to %d: %v, or another root", n, more, err)
		}
		at := rapid.Int64Range(0, n-1).Draw(t, "index")
		proof, err := audit.ProveRecord(ctx, l, n, at)
		if err != nil {
			t.Fatal(err)
		}
		leaf := row(at).Leaf()
		if err := tlog.CheckRecord(proof, n, roots[n], at, tlog.RecordHash(leaf[:])); err != nil {
			t.Fatalf("record %d in %d: %v", at, n, err)
		}
		other := row(at + 1).Leaf()
		if err := tlog.CheckRecord(proof, n, roots[n], at, tlog.RecordHash(other[:])); err == nil {
			t.Fatal("the proof holds for another entry as well")
		}
		tree, err := audit.ProveTree(ctx, l, more, n)
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckTree(tree, more, roots[more], n, roots[n]); err != nil {
			t.Fatalf("%d in %d: %v", n, more, err)
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	l, key := newLog(b)
	const size = 1 << 18
	for i := range int64(size) {
		l.append(row(i))
	}
	for b.Loop() {
		if err := audit.Verify(context.Background(), l, key, nil, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(size)*float64(b.N)/b.Elapsed().Seconds(), "leaves/s")
}
