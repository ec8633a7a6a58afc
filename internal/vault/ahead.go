package vault

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fengcun"
	"fengcun/internal/store"
)

// Ahead returns the same vault for a bulk act: wraps and parts of many items are
// read together, when the first of them is needed, and decrypted only for the act
// that asks. among lists the items to read along with one, itself included, or
// none. What is read so is as much a hint as any other row: the statements demand
// that the item is still as it was. It serves one act for each item; other items
// are read as ever.
func (v *Vault) Ahead(among func(context.Context, fengcun.ItemID) ([]fengcun.ItemID, error)) *Vault {
	return &Vault{shared: v.shared, ahead: &ahead{
		among: among, wraps: aheadOf[wrapRow]{}, lastNo: aheadOf[int]{}, parts: map[Kind]aheadOf[partRow]{},
	}}
}

// ahead holds the rows that were read together.
type ahead struct {
	among func(context.Context, fengcun.ItemID) ([]fengcun.ItemID, error)

	mu     sync.Mutex // held while rows are read, so that they are read once
	wraps  aheadOf[wrapRow]
	lastNo aheadOf[int]              // number of the last part
	parts  map[Kind]aheadOf[partRow] // the latest of each kind
}

// aheadOf holds a row of each item. The entry of an item without one is nil.
type aheadOf[T any] map[fengcun.ItemID]*T

// row returns the row of an item, nil if it is not known; read reads those of the
// items in its arguments, batchSize of them. The caller holds mu.
func (o aheadOf[T]) row(ctx context.Context, a *ahead, item fengcun.ItemID, read func(args []any, found func(fengcun.ItemID, T)) error) (*T, error) {
	if row, ok := o[item]; ok {
		return row, nil
	}
	items, err := a.among(ctx, item)
	if err != nil {
		return nil, err
	}
	for some := range slices.Chunk(items, batchSize) {
		args := make([]any, batchSize) // filled up with the last, so that there is one text
		for i := range args {
			args[i] = some[min(i, len(some)-1)]
		}
		rows := make(map[fengcun.ItemID]*T, len(some))
		if err := read(args, func(item fengcun.ItemID, row T) { rows[item] = &row }); err != nil {
			return nil, err
		}
		for _, item := range some {
			o[item] = rows[item]
		}
	}
	return o[item], nil
}

// workingWraps returns the rows of different items, none if one is not known.
func (a *ahead) workingWraps(ctx context.Context, reader store.Queryer, items []fengcun.ItemID) ([]wrapRow, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	rows := make([]wrapRow, len(items))
	for i, item := range items {
		row, err := a.wraps.row(ctx, a, item, func(args []any, found func(fengcun.ItemID, wrapRow)) error {
			all, err := readWraps(ctx, reader, selectWrapsSQL.of(batchSize), args...)
			for _, row := range all {
				found(row.item, row)
			}
			return err
		})
		if err != nil || row == nil {
			return nil, err
		}
		rows[i] = *row
	}
	return rows, nil
}

// latest returns the item's latest part of a kind, nil if it is not known.
func (a *ahead) latest(ctx context.Context, reader store.Queryer, item fengcun.ItemID, kind Kind) (*partRow, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.parts[kind] == nil {
		a.parts[kind] = aheadOf[partRow]{}
	}
	return a.parts[kind].row(ctx, a, item, func(args []any, found func(fengcun.ItemID, partRow)) error {
		return scanItems(ctx, reader, selectPartsSQL, append(args, int64(kind)), func(p *partRow) []any {
			return []any{&p.no, &p.kind, &p.version, &p.ciphertext}
		}, found)
	})
}

// lastPart returns the number of the item's last part, nil if it is not known.
func (a *ahead) lastPart(ctx context.Context, reader store.Queryer, item fengcun.ItemID) (*int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.lastNo.row(ctx, a, item, func(args []any, found func(fengcun.ItemID, int)) error {
		return scanItems(ctx, reader, selectLastPartsSQL.of(batchSize), args, func(no *int) []any { return []any{no} }, found)
	})
}

// scanItems reads rows that begin with their item.
func scanItems[T any](ctx context.Context, reader store.Queryer, query string, args []any, into func(*T) []any, found func(fengcun.ItemID, T)) error {
	rows, err := reader.QueryContext(ctx, query, args...)
	if err != nil {
		return readError(err)
	}
	defer rows.Close()
	for rows.Next() {
		var item fengcun.ItemID
		var row T
		if err := rows.Scan(append([]any{&item}, into(&row)...)...); err != nil {
			return readError(err)
		}
		found(item, row)
	}
	if err := rows.Err(); err != nil {
		return readError(err)
	}
	return nil
}

var (
	selectLastPartsSQL = among(`SELECT item_id, max(part_no) FROM vault_part WHERE item_id IN `, ` GROUP BY item_id`)

	// The items come first, then the kind. Of several rows of an item the last one
	// read is kept, and that is the latest.
	selectPartsSQL = func() string {
		var b strings.Builder
		b.WriteString(`SELECT item_id, part_no, kind, version, ciphertext FROM vault_part WHERE item_id IN `)
		list(&b, 1, batchSize)
		b.WriteString(` AND kind = $` + strconv.Itoa(batchSize+1) + ` ORDER BY item_id, part_no`)
		return b.String()
	}()
)
