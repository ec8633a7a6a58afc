package audit

import (
	"context"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// TileHeight is the height of the log's tiles: 256 hashes a tile, the height
// that C2SP tlog-tiles fixes.
const TileHeight = 8

const tileWidth = 1 << TileHeight

// Tile is one full hash tile.
type Tile struct {
	Level int   // 0 holds the hashes of leaves, 1 the roots of tiles of level 0, …
	N     int64 // number within the level
	Data  []byte
}

// Edge is the right edge of the tree: all that is needed to append leaves and to
// state the root, a few kilobytes however long the log is. The zero Edge is the
// empty tree. An Edge is not safe for concurrent use.
type Edge struct {
	size int64

	// peaks[l] is the root of the full subtree of 2^l leaves that ends the tree
	// at level l; it stands where bit l of size is set.
	peaks [63]tlog.Hash

	// rows[k] holds the hashes of the tile of level k that is not full yet.
	rows [8][]tlog.Hash
}

// Size returns the number of leaves.
func (e *Edge) Size() int64 { return e.size }

// Head returns size and root.
func (e *Edge) Head() Head { return Head{Size: e.size, Root: e.Root()} }

// Root returns the root hash of the tree (RFC 6962, section 2.1).
func (e *Edge) Root() tlog.Hash {
	if e.size == 0 {
		return emptyRoot()
	}
	rest := uint64(e.size)
	root := e.peaks[bits.TrailingZeros64(rest)]
	for rest &= rest - 1; rest != 0; rest &= rest - 1 {
		root = tlog.NodeHash(e.peaks[bits.TrailingZeros64(rest)], root)
	}
	return root
}

func emptyRoot() tlog.Hash {
	root, _ := tlog.TreeHash(0, nil) // no error: the empty tree reads no hash
	return root
}

// Clone returns an independent copy, so that a batch can be tried.
func (e *Edge) Clone() *Edge {
	c := *e
	for k, row := range e.rows {
		c.rows[k] = append([]tlog.Hash(nil), row...)
	}
	return &c
}

// Append adds a leaf and calls full for every tile that it completes, lowest
// level first.
func (e *Edge) Append(leaf [32]byte, full func(Tile)) {
	e.appendHash(tlog.RecordHash(leaf[:]), full)
}

// appendHash is Append for a leaf whose record hash is known.
func (e *Edge) appendHash(h tlog.Hash, full func(Tile)) {
	n := e.size
	e.size++
	e.extend(0, h, full)
	level := 0
	for ; n&(1<<level) != 0; level++ {
		h = tlog.NodeHash(e.peaks[level], h)
		if (level+1)%TileHeight == 0 {
			e.extend((level+1)/TileHeight, h, full)
		}
	}
	e.peaks[level] = h
}

// extend adds a hash to the unfinished tile of level k.
func (e *Edge) extend(k int, h tlog.Hash, full func(Tile)) {
	row := append(e.rows[k], h)
	if len(row) == tileWidth {
		data := make([]byte, 0, tileWidth*tlog.HashSize)
		for i := range row {
			data = append(data, row[i][:]...)
		}
		full(Tile{Level: k, N: (e.size - 1) >> (TileHeight * (k + 1)), Data: data})
		row = row[:0]
	}
	e.rows[k] = row
}

// LoadEdge builds the edge of the first size leaves from full tiles and from the
// leaves behind the last of them. It does not check that they are right: the
// caller compares the edge's root with one that is signed.
func LoadEdge(ctx context.Context, src Source, size int64) (*Edge, error) {
	e := &Edge{size: size &^ (tileWidth - 1)}
	for k := 1; k < len(e.rows) && size>>(TileHeight*k) > 0; k++ {
		count := size >> (TileHeight * k) // tiles of level k-1
		for n := count &^ (tileWidth - 1); n < count; n++ {
			data, err := src.Tile(ctx, k-1, n)
			if err != nil {
				return nil, err
			}
			if len(data) != tileWidth*tlog.HashSize {
				return nil, &Fault{Kind: FaultTile, Index: n << (TileHeight * k)}
			}
			e.rows[k] = append(e.rows[k], foldTile(data))
		}
		e.setPeaks(k, e.rows[k])
	}
	if err := appendRows(ctx, src, e, size); err != nil {
		return nil, err
	}
	return e, nil
}

// CatchUp appends the leaves from the edge's size up to size.
func (e *Edge) CatchUp(ctx context.Context, src Source, size int64) error {
	return appendRows(ctx, src, e, size)
}

func appendRows(ctx context.Context, src Source, e *Edge, size int64) error {
	err := src.Rows(ctx, e.size, size, func(index int64, row Row) error {
		if index != e.size {
			return &Fault{Kind: FaultMissing, Index: e.size}
		}
		e.Append(row.Leaf(), func(Tile) {})
		return nil
	})
	if err == nil && e.size != size {
		err = &Fault{Kind: FaultMissing, Index: e.size}
	}
	return err
}

// setPeaks derives the peaks of levels 8k to 8k+7 from the unfinished row of
// tile level k.
func (e *Edge) setPeaks(k int, row []tlog.Hash) {
	at := 0
	for l := TileHeight - 1; l >= 0; l-- {
		if len(row)&(1<<l) != 0 {
			e.peaks[TileHeight*k+l] = fold(row[at : at+1<<l])
			at += 1 << l
		}
	}
}

// fold returns the root of a full subtree over 2^l hashes.
func fold(row []tlog.Hash) tlog.Hash {
	if len(row) == 1 {
		return row[0]
	}
	half := len(row) / 2
	return tlog.NodeHash(fold(row[:half]), fold(row[half:]))
}

func foldTile(data []byte) tlog.Hash {
	row := make([]tlog.Hash, len(data)/tlog.HashSize)
	for i := range row {
		copy(row[i][:], data[i*tlog.HashSize:])
	}
	return fold(row)
}
