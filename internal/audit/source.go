package audit

import (
	"context"

	"golang.org/x/mod/sumdb/tlog"
)

// Head is the state of the log after a commit: how many leaves it has and the
// root hash of the tree over them.
type Head struct {
	Size int64
	Root tlog.Hash
}

// Source is where a log is read from. Package store implements it over the
// database, the verifier's tests over memory.
type Source interface {
	// Head returns the head as it is recorded.
	Head(ctx context.Context) (Head, error)

	// Rows calls fn for the rows with from <= index < to in ascending order of
	// index, as they stand: it neither checks nor fills gaps. The slices of a
	// row are valid during the call only. Rows is called from several
	// goroutines at once.
	Rows(ctx context.Context, from, to int64, fn func(index int64, row Row) error) error

	// Tile returns the data of a full tile, or nil if it is not recorded.
	Tile(ctx context.Context, level int, n int64) ([]byte, error)

	// Extent returns the highest recorded leaf index plus one, and the number
	// of recorded tiles: what a verifier needs to notice rows behind the head.
	Extent(ctx context.Context) (leaves, tiles int64, err error)

	// Checkpoints returns the recorded checkpoints as signed notes, in ascending
	// order of size.
	Checkpoints(ctx context.Context) ([][]byte, error)
}
