package vault

import (
	"context"

	"fengcun"
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
	rows, err := v.reader.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, readError(err)
	}
	defer rows.Close()
	var wraps []*workingWrap
	for rows.Next() {
		w := &workingWrap{}
		var epoch int64
		if err := rows.Scan(&w.item, &w.organ, &epoch, &w.wrap); err != nil {
			return nil, readError(err)
		}
		// A rotation may have begun or ended since the row was read: the key is
		// then in the keyring of before or in that of now.
		if w.key = before[w.organ].epoch(epoch); w.key == nil {
			w.key = v.keys.all()[w.organ].epoch(epoch)
		}
		if w.key == nil {
			return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "vault.keyring_mismatch", Field: "epoch"}
		}
		if w.capsule, err = w.key.open(w.item, w.wrap); err != nil {
			return nil, err
		}
		wraps = append(wraps, w)
	}
	if err := rows.Err(); err != nil {
		return nil, readError(err)
	}
	return wraps, nil
}
