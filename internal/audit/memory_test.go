package audit_test

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"fengcun/internal/audit"
)

type tileKey struct {
	level int
	n     int64
}

// memoryRow is a row that says itself where it stands, so that a log can be
// given gaps.
type memoryRow struct {
	index int64
	row   audit.Row
}

// memory is a log in memory that can be tampered with.
type memory struct {
	rows  []memoryRow
	tiles map[tileKey][]byte
	head  audit.Head
	notes [][]byte
}

func (m *memory) Head(context.Context) (audit.Head, error) { return m.head, nil }

func (m *memory) Rows(_ context.Context, from, to int64, fn func(int64, audit.Row) error) error {
	start, _ := slices.BinarySearchFunc(m.rows, from, func(r memoryRow, i int64) int { return int(r.index - i) })
	for _, r := range m.rows[start:] {
		if r.index >= to {
			break
		}
		if err := fn(r.index, r.row); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) Tile(_ context.Context, level int, n int64) ([]byte, error) {
	return m.tiles[tileKey{level, n}], nil
}

func (m *memory) Extent(context.Context) (int64, int64, error) {
	if len(m.rows) == 0 {
		return 0, int64(len(m.tiles)), nil
	}
	return m.rows[len(m.rows)-1].index + 1, int64(len(m.tiles)), nil
}

func (m *memory) Checkpoints(context.Context) ([][]byte, error) { return m.notes, nil }

// clone copies what a tampering test may replace; byte strings are shared, so
// they are replaced, never written to.
func (m *memory) clone() *memory {
	return &memory{rows: slices.Clone(m.rows), tiles: maps.Clone(m.tiles), head: m.head, notes: slices.Clone(m.notes)}
}

// log writes logs.
type log struct {
	memory
	edge   audit.Edge
	signer note.Signer
}

func (l *log) append(row audit.Row) {
	l.rows = append(l.rows, memoryRow{l.edge.Size(), row})
	l.edge.Append(row.Leaf(), func(t audit.Tile) { l.tiles[tileKey{t.Level, t.N}] = t.Data })
	l.head = l.edge.Head()
}

func (l *log) checkpoint(t testing.TB) []byte {
	t.Helper()
	msg, err := audit.SignCheckpoint(l.head, l.signer)
	if err != nil {
		t.Fatal(err)
	}
	l.notes = append(l.notes, msg)
	return msg
}

// row returns a row of the right shape whose content follows from i.
func row(i int64) audit.Row {
	seed := sha256.Sum256(binary.BigEndian.AppendUint64(nil, uint64(i)))
	body := make([]byte, 0, audit.BodySize+32)
	for len(body) < audit.BodySize {
		body = append(body, seed[:]...)
	}
	return audit.Row{Salt: seed[:16], Header: append([]byte("header"), seed[16:]...), Body: body[:audit.BodySize]}
}

func newLog(t testing.TB) (*log, note.Verifier) {
	t.Helper()
	signer, verifier := newKey(t)
	l := &log{signer: signer}
	l.tiles = make(map[tileKey][]byte)
	l.head = l.edge.Head()
	return l, verifier
}

func newKey(t testing.TB) (note.Signer, note.Verifier) {
	t.Helper()
	secret, public, err := note.GenerateKey(nil, "fengcun.test/log")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	return signer, verifier
}
