package audit

import (
	"bytes"
	"context"
	"errors"
	"runtime"
	"sort"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"golang.org/x/sync/errgroup"
)

// Verify reads the whole log and checks every entry, tile, checkpoint and the
// head. It returns nil only if all of it is as it was written; a *Fault says
// what is wrong and where, any other error that the log could not be read.
//
// known are signed checkpoints kept outside the database; without one that is
// later than the cut, a log cut back consistently looks whole. progress, if not
// nil, is called now and then from one goroutine.
func Verify(ctx context.Context, src Source, key note.Verifier, known [][]byte, progress func(done, total int64)) error {
	v, err := newVerification(ctx, src, key, known, progress)
	if err != nil {
		return err
	}
	return v.run(ctx, &Edge{})
}

// VerifyTail is the check at start-up: it trusts the log up to the last signed
// checkpoint whose root it can rebuild from tiles and edge, and checks
// everything after it. It returns the edge at the head, ready for appending.
func VerifyTail(ctx context.Context, src Source, key note.Verifier, known [][]byte) (*Edge, error) {
	v, err := newVerification(ctx, src, key, known, nil)
	if err != nil {
		return nil, err
	}
	edge := &Edge{}
	if n := len(v.signed); n > 0 {
		last := v.signed[n-1]
		if edge, err = LoadEdge(ctx, src, last.Size); err != nil {
			return nil, err
		}
		if edge.Root() != last.Root {
			return nil, &Fault{Kind: FaultCheckpoint, Index: last.Size}
		}
		v.signed = nil
	}
	if err := v.run(ctx, edge); err != nil {
		return nil, err
	}
	return edge, nil
}

type verification struct {
	src      Source
	head     Head
	signed   []Checkpoint // those still ahead, ascending by size
	progress func(done, total int64)
}

// newVerification reads head and checkpoints and makes the checks that need no
// entry: signatures, contradictions between checkpoints, a head behind one of
// them, rows behind the head.
func newVerification(ctx context.Context, src Source, key note.Verifier, known [][]byte, progress func(done, total int64)) (*verification, error) {
	v := &verification{src: src, progress: progress}
	if v.progress == nil {
		v.progress = func(int64, int64) {}
	}
	// Checkpoints first: one that is signed while the log is being verified must
	// not look as if it were ahead of the head.
	notes, err := src.Checkpoints(ctx)
	if err != nil {
		return nil, err
	}
	if v.head, err = src.Head(ctx); err != nil {
		return nil, err
	}
	for i, msg := range append(notes, known...) {
		c, err := OpenCheckpoint(msg, key)
		if err != nil {
			return nil, &Fault{Kind: FaultSignature, Index: int64(i)}
		}
		v.signed = append(v.signed, c)
	}
	sort.SliceStable(v.signed, func(i, j int) bool { return v.signed[i].Size < v.signed[j].Size })
	for i, c := range v.signed {
		if i > 0 && v.signed[i-1].Size == c.Size && v.signed[i-1].Root != c.Root {
			return nil, &Fault{Kind: FaultCheckpoint, Index: c.Size}
		}
		if c.Size > v.head.Size {
			return nil, &Fault{Kind: FaultRewound, Index: v.head.Size}
		}
	}
	leaves, tiles, err := src.Extent(ctx)
	if err != nil {
		return nil, err
	}
	var expected int64
	for n := v.head.Size >> TileHeight; n > 0; n >>= TileHeight {
		expected += n
	}
	// A log that is being written while it is verified grows behind the head
	// that was read first, so only an idle source may be held to it.
	if again, err := src.Head(ctx); err != nil {
		return nil, err
	} else if again == v.head && (leaves > v.head.Size || tiles > expected) {
		return nil, &Fault{Kind: FaultExtra, Index: v.head.Size}
	}
	return v, nil
}

// blockSize is how many entries one goroutine reads and hashes at a time.
const blockSize = 16 * tileWidth

// run appends the entries from edge's size to the head and checks each full
// tile, each checkpoint passed and the head. Entries are read and hashed in
// parallel, blocks are joined in order.
func (v *verification) run(ctx context.Context, edge *Edge) error {
	if err := v.passCheckpoints(edge); err != nil {
		return err
	}
	type block struct {
		hashes []tlog.Hash
		err    error
	}
	workers := runtime.GOMAXPROCS(0)
	pending := make(chan chan block, workers)
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(workers + 2)
	group.Go(func() error {
		defer close(pending)
		for from := edge.Size(); from < v.head.Size; {
			to := min(from&^(blockSize-1)+blockSize, v.head.Size)
			done := make(chan block, 1)
			select {
			case pending <- done:
			case <-groupCtx.Done():
				return groupCtx.Err()
			}
			start := from
			group.Go(func() error {
				hashes, err := v.hashRows(groupCtx, start, to)
				done <- block{hashes, err}
				return nil
			})
			from = to
		}
		return nil
	})
	group.Go(func() error {
		for done := range pending {
			b := <-done
			if err := v.join(groupCtx, edge, b.hashes, b.err); err != nil {
				return err
			}
			v.progress(edge.Size(), v.head.Size)
		}
		return nil
	})
	if err := group.Wait(); err != nil {
		return err
	}
	if edge.Head() != v.head {
		if at := edge.Size() &^ (tileWidth - 1); at < edge.Size() {
			return &Fault{Kind: FaultEdge, Index: at}
		}
		return &Fault{Kind: FaultHead, Index: edge.Size()}
	}
	return ctx.Err()
}

// hashRows returns the record hashes of a block of entries.
func (v *verification) hashRows(ctx context.Context, from, to int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, 0, to-from)
	err := v.src.Rows(ctx, from, to, func(index int64, row Row) error {
		if next := from + int64(len(hashes)); index != next {
			return &Fault{Kind: FaultMissing, Index: next}
		}
		leaf := row.Leaf()
		hashes = append(hashes, tlog.RecordHash(leaf[:]))
		return nil
	})
	if err == nil && int64(len(hashes)) != to-from {
		err = &Fault{Kind: FaultMissing, Index: from + int64(len(hashes))}
	}
	return hashes, err
}

// join appends one block. A gap in the block is reported only after what stands
// before the gap was checked, so that the first fault is the one reported.
func (v *verification) join(ctx context.Context, edge *Edge, hashes []tlog.Hash, blockErr error) error {
	var full []Tile
	var unsigned error // a checkpoint did not match; the tile that ends after it says where
	for _, h := range hashes {
		edge.appendHash(h, func(t Tile) { full = append(full, t) })
		for _, t := range full {
			if err := v.checkTile(ctx, t); err != nil {
				return err
			}
		}
		if len(full) > 0 && unsigned != nil {
			return unsigned
		}
		full = full[:0]
		if err := v.passCheckpoints(edge); err != nil && unsigned == nil {
			unsigned = err
		}
	}
	if unsigned != nil {
		return unsigned
	}
	return blockErr
}

// passCheckpoints compares the edge with every checkpoint of its size.
func (v *verification) passCheckpoints(edge *Edge) error {
	for len(v.signed) > 0 && v.signed[0].Size <= edge.Size() {
		c := v.signed[0]
		v.signed = v.signed[1:]
		if c.Size == edge.Size() && c.Root != edge.Root() {
			return &Fault{Kind: FaultCheckpoint, Index: c.Size}
		}
	}
	return nil
}

// checkTile compares a tile computed from the entries with the recorded one.
func (v *verification) checkTile(ctx context.Context, computed Tile) error {
	recorded, err := v.src.Tile(ctx, computed.Level, computed.N)
	if err != nil {
		return err
	}
	if bytes.Equal(recorded, computed.Data) {
		return nil
	}
	first := computed.N << (TileHeight * (computed.Level + 1))
	if computed.Level > 0 || len(recorded) != len(computed.Data) {
		return &Fault{Kind: FaultTile, Index: first}
	}
	sound, err := v.tileSound(ctx, computed.N, foldTile(recorded))
	if err != nil {
		return err
	}
	if !sound {
		return &Fault{Kind: FaultTile, Index: first}
	}
	at := 0
	for bytes.Equal(recorded[at:at+tlog.HashSize], computed.Data[at:at+tlog.HashSize]) {
		at += tlog.HashSize
	}
	return &Fault{Kind: FaultLeaf, Index: first + int64(at/tlog.HashSize)}
}

// tileSound tells a changed tile from a changed entry: it reports whether the
// recorded tile n of level 0, whose root is given, agrees with the tile above
// it, or with the head if that one is not full yet.
func (v *verification) tileSound(ctx context.Context, n int64, root tlog.Hash) (bool, error) {
	if (n>>TileHeight+1)<<(2*TileHeight) <= v.head.Size {
		parent, err := v.src.Tile(ctx, 1, n>>TileHeight)
		if err != nil || len(parent) != tileWidth*tlog.HashSize {
			return false, err
		}
		at := int(n&(tileWidth-1)) * tlog.HashSize
		return bytes.Equal(parent[at:at+tlog.HashSize], root[:]), nil
	}
	edge, err := LoadEdge(ctx, v.src, v.head.Size)
	var fault *Fault
	if errors.As(err, &fault) {
		return false, nil
	}
	return err == nil && edge.Root() == v.head.Root, err
}
