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

// Ahead returns the same vault for a bulk act: wraps and parts of the items are
// read together, for all of them at once, when the first of them is needed, and
// decrypted only for the act that asks. What is read so is as much a hint as any
// other row: the statements demand that the item is still as it was. It serves
// one act for each item; other items are read as ever.
func (v *Vault) Ahead(items func(context.Context) ([]fengcun.ItemID, error)) *Vault {
	return &Vault{shared: v.shared, ahead: &ahead{list: items, parts: map[Kind]map[fengcun.ItemID]partRow{}}}
}

// ahead holds the rows that were read together.
type ahead struct {
	list func(context.Context) ([]fengcun.ItemID, error)

	mu     sync.Mutex // held while rows are read, so that they are read once
	items  map[fengcun.ItemID]bool
	wrap   map[fengcun.ItemID]wrapRow
	parts  map[Kind]map[fengcun.ItemID]partRow // the latest of each kind
	lastNo map[fengcun.ItemID]int
}

// among reports whether all the items are of the list. The caller holds mu.
func (a *ahead) among(ctx context.Context, items ...fengcun.ItemID) (bool, error) {
	if a.items == nil {
		all, err := a.list(ctx)
		if err != nil {
			return false, err
		}
		a.items = make(map[fengcun.ItemID]bool, len(all))
		for _, item := range all {
			a.items[item] = true
		}
	}
	return !slices.ContainsFunc(items, func(item fengcun.ItemID) bool { return !a.items[item] }), nil
}

// each calls read with the items in lists of batchSize, as arguments; the last is
// filled up with its last item, so that there is one text.
func (a *ahead) each(read func(args []any) error) error {
	args := make([]any, 0, batchSize)
	for item := range a.items {
		if args = append(args, item); len(args) == batchSize {
			if err := read(args); err != nil {
				return err
			}
			args = args[:0]
		}
	}
	if len(args) == 0 {
		return nil
	}
	for len(args) < batchSize {
		args = append(args, args[0])
	}
	return read(args)
}

// wraps returns the rows of different items, or that one of them is not of the
// list or has none.
func (a *ahead) wraps(ctx context.Context, reader store.Queryer, items []fengcun.ItemID) ([]wrapRow, bool, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if known, err := a.among(ctx, items...); err != nil || !known {
		return nil, false, err
	}
	if a.wrap == nil {
		wrap := make(map[fengcun.ItemID]wrapRow, len(a.items))
		err := a.each(func(args []any) error {
			rows, err := readWraps(ctx, reader, selectWrapsSQL.of(batchSize), args...)
			for _, row := range rows {
				wrap[row.item] = row
			}
			return err
		})
		if err != nil {
			return nil, false, err
		}
		a.wrap = wrap
	}
	rows := make([]wrapRow, 0, len(items))
	for _, item := range items {
		row, ok := a.wrap[item]
		if !ok {
			return nil, false, nil
		}
		rows = append(rows, row)
	}
	return rows, true, nil
}

// latest returns the item's latest part of a kind, or that the item is not of the
// list or has none.
func (a *ahead) latest(ctx context.Context, reader store.Queryer, item fengcun.ItemID, kind Kind) (partRow, bool, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if known, err := a.among(ctx, item); err != nil || !known {
		return partRow{}, false, err
	}
	if a.parts[kind] == nil {
		parts := make(map[fengcun.ItemID]partRow, len(a.items))
		err := a.each(func(args []any) error {
			return readParts(ctx, reader, parts, append(args, int64(kind)))
		})
		if err != nil {
			return partRow{}, false, err
		}
		a.parts[kind] = parts
	}
	row, ok := a.parts[kind][item]
	return row, ok, nil
}

// readParts reads parts in the order of writing and keeps the last of each item.
func readParts(ctx context.Context, reader store.Queryer, into map[fengcun.ItemID]partRow, args []any) error {
	rows, err := reader.QueryContext(ctx, selectPartsSQL, args...)
	if err != nil {
		return readError(err)
	}
	defer rows.Close()
	for rows.Next() {
		var item fengcun.ItemID
		var part partRow
		if err := rows.Scan(&item, &part.no, &part.kind, &part.version, &part.ciphertext); err != nil {
			return readError(err)
		}
		if part.no >= into[item].no {
			into[item] = part
		}
	}
	if err := rows.Err(); err != nil {
		return readError(err)
	}
	return nil
}

// lastPart returns the number of the item's last part, or that the item is not of
// the list or has none.
func (a *ahead) lastPart(ctx context.Context, reader store.Queryer, item fengcun.ItemID) (int, bool, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if known, err := a.among(ctx, item); err != nil || !known {
		return 0, false, err
	}
	if a.lastNo == nil {
		last := make(map[fengcun.ItemID]int, len(a.items))
		err := a.each(func(args []any) error { return readLastParts(ctx, reader, last, args) })
		if err != nil {
			return 0, false, err
		}
		a.lastNo = last
	}
	no, ok := a.lastNo[item]
	return no, ok, nil
}

func readLastParts(ctx context.Context, reader store.Queryer, into map[fengcun.ItemID]int, args []any) error {
	rows, err := reader.QueryContext(ctx, selectLastPartsSQL.of(batchSize), args...)
	if err != nil {
		return readError(err)
	}
	defer rows.Close()
	for rows.Next() {
		var item fengcun.ItemID
		var no int
		if err := rows.Scan(&item, &no); err != nil {
			return readError(err)
		}
		into[item] = no
	}
	if err := rows.Err(); err != nil {
		return readError(err)
	}
	return nil
}

var (
	selectLastPartsSQL = among(`SELECT item_id, max(part_no) FROM vault_part WHERE item_id IN `, ` GROUP BY item_id`)

	// The items come first, then the kind.
	selectPartsSQL = func() string {
		var b strings.Builder
		b.WriteString(`SELECT item_id, part_no, kind, version, ciphertext FROM vault_part WHERE item_id IN `)
		list(&b, 1, batchSize)
		b.WriteString(` AND kind = $` + strconv.Itoa(batchSize+1))
		return b.String()
	}()
)
