package audit

import (
	"context"

	"golang.org/x/mod/sumdb/tlog"
)

// ProveRecord proves that the entry at index is in the tree of the given size.
// tlog.CheckRecord checks it against a checkpoint's root and the record hash of
// the entry's leaf.
func ProveRecord(ctx context.Context, src Source, size, index int64) (tlog.RecordProof, error) {
	r, err := newHashReader(ctx, src, size)
	if err != nil {
		return nil, err
	}
	return tlog.ProveRecord(size, index, r)
}

// ProveTree proves that the tree of size older is a beginning of the tree of the
// given size. tlog.CheckTree checks it.
func ProveTree(ctx context.Context, src Source, size, older int64) (tlog.TreeProof, error) {
	r, err := newHashReader(ctx, src, size)
	if err != nil {
		return nil, err
	}
	return tlog.ProveTree(size, older, r)
}

// newHashReader reads the hashes of the tree of the given size: from full tiles
// where there are some, from the right edge otherwise.
func newHashReader(ctx context.Context, src Source, size int64) (tlog.HashReader, error) {
	edge, err := LoadEdge(ctx, src, size)
	if err != nil {
		return nil, err
	}
	read := func(index int64) (tlog.Hash, error) {
		t := tlog.TileForIndex(TileHeight, index)
		if width := size >> (TileHeight * t.L); (t.N+1)<<TileHeight > width {
			row := edge.rows[t.L]
			if t.W > len(row) {
				return tlog.Hash{}, &Fault{Kind: FaultMissing, Index: size}
			}
			data := make([]byte, 0, len(row)*tlog.HashSize)
			for i := range row {
				data = append(data, row[i][:]...)
			}
			return tlog.HashFromTile(t, data, index)
		}
		t.W = tileWidth
		data, err := src.Tile(ctx, t.L, t.N)
		if err != nil {
			return tlog.Hash{}, err
		}
		if len(data) != tileWidth*tlog.HashSize {
			return tlog.Hash{}, &Fault{Kind: FaultTile, Index: t.N << (TileHeight * (t.L + 1))}
		}
		return tlog.HashFromTile(t, data, index)
	}
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			h, err := read(index)
			if err != nil {
				return nil, err
			}
			hashes[i] = h
		}
		return hashes, nil
	}), nil
}
