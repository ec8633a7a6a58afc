package vault

import (
	"context"

	"fengcun"
	"fengcun/internal/store"
	"fengcun/internal/vault/capsule"
)

// workingWrap is an opened row of vault_wrap.
type workingWrap struct {
	item    fengcun.ItemID
	organ   fengcun.OrganID
	key     *epochKey
	wrap    []byte
	capsule capsule.Capsule
}

// workingWrap opens the working wrap of one item.
func (v *Vault) workingWrap(ctx context.Context, item fengcun.ItemID) (*workingWrap, error) {
	wraps, err := v.workingWraps(ctx, []fengcun.ItemID{item})
	if err != nil {
		return nil, err
	}
	return wraps[0], nil
}

// workingWraps opens the working wraps of at most batchSize different items. If
// one of them has none, for whatever reason, nothing is found.
func (v *Vault) workingWraps(ctx context.Context, items []fengcun.ItemID) ([]*workingWrap, error) {
	if v.ahead != nil {
		rows, err := v.ahead.workingWraps(ctx, v.reader, items)
		if err != nil {
			return nil, err
		}
		if rows != nil {
			wraps, err := v.openWraps(rows, v.keys.all())
			if fengcun.CodeOf(err) != epochGone {
				return wraps, err
			}
			// The epoch ended since the rows were read: they are read anew.
		}
	}
	args := make([]any, len(items))
	for i := range items {
		args[i] = items[i][:]
	}
	wraps, err := v.queryWraps(ctx, selectWrapsSQL.of(len(items)), args...)
	if err != nil {
		return nil, err
	}
	if len(wraps) != len(items) {
		return nil, notFound()
	}
	return wraps, nil
}

// queryWraps opens the rows of a query for item, organ, epoch and wrap.
func (v *Vault) queryWraps(ctx context.Context, query string, args ...any) ([]*workingWrap, error) {
	before := v.keys.all()
	rows, err := readWraps(ctx, v.reader, query, args...)
	if err != nil {
		return nil, err
	}
	return v.openWraps(rows, before)
}

// wrapRow is a row of vault_wrap.
type wrapRow struct {
	item  fengcun.ItemID
	organ fengcun.OrganID
	epoch int64
	wrap  []byte
}

func readWraps(ctx context.Context, reader store.Queryer, query string, args ...any) ([]wrapRow, error) {
	rows, err := reader.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, readError(err)
	}
	defer rows.Close()
	var all []wrapRow
	for rows.Next() {
		var w wrapRow
		if err := rows.Scan(&w.item, &w.organ, &w.epoch, &w.wrap); err != nil {
			return nil, readError(err)
		}
		all = append(all, w)
	}
	if err := rows.Err(); err != nil {
		return nil, readError(err)
	}
	return all, nil
}

// epochGone says that a wrap is of an epoch whose key is not in the keyring.
const epochGone = "vault.keyring_mismatch"

// openWraps opens wraps with the keys of before they were read, or of now.
func (v *Vault) openWraps(rows []wrapRow, before map[fengcun.OrganID]*organKeys) ([]*workingWrap, error) {
	wraps := make([]*workingWrap, 0, len(rows))
	for _, row := range rows {
		w := &workingWrap{item: row.item, organ: row.organ, wrap: row.wrap}
		// A rotation may have begun or ended since the row was read: the key is
		// then in the keyring of before or in that of now.
		if w.key = before[w.organ].epoch(row.epoch); w.key == nil {
			w.key = v.keys.all()[w.organ].epoch(row.epoch)
		}
		if w.key == nil {
			return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: epochGone, Field: "epoch"}
		}
		var err error
		if w.capsule, err = w.key.open(w.item, w.wrap); err != nil {
			return nil, err
		}
		wraps = append(wraps, w)
	}
	return wraps, nil
}
