package vault

import (
	"context"

	"fengcun"
	"fengcun/internal/store"
)

// rotationTries is how often one batch of a rotation is read anew when somebody
// else changed one of its items first.
const rotationTries = 16

// Rotate moves an organ to a new working epoch and destroys the key of the old
// one, so that wraps and terms in old pages, logs and backups open nothing any
// more. It runs after every sealing run, at least daily. commit must commit the
// statements as one act, or fail with kind KindConflict if a row count differs.
//
// The steps: the new key goes into the keyring file; the organ's writes are
// switched to it, after which no wrap of the old epoch can be committed; the open
// items are re-wrapped in bounded batches; when none is left the old key is
// destroyed. After a failure or a crash at any step nothing is lost: both keys are
// there until the last wrap has moved, and the next Rotate finishes the same
// rotation instead of beginning another.
//
// What remains until it returns is what old pages hold of items sealed or
// destroyed since the last Rotate. The database's own pages should be reclaimed
// first (store.Reclaim).
func (v *Vault) Rotate(ctx context.Context, organ fengcun.OrganID, commit func(context.Context, []store.Statement) error) error {
	v.rotating.Lock()
	defer v.rotating.Unlock()
	next, err := v.beginEpoch(organ)
	if err != nil {
		return err
	}
	if err := v.switchEpoch(ctx, organ, next.number, commit); err != nil {
		return err
	}
	for {
		moved, err := v.moveBatch(ctx, organ, next, commit)
		if err != nil {
			return err
		}
		if !moved {
			return v.keys.destroy(organ, next.number)
		}
	}
}

// beginEpoch returns the key of the epoch to move to: that of an interrupted
// rotation, or a new one.
func (v *Vault) beginEpoch(organ fengcun.OrganID) (*epochKey, error) {
	keys, err := v.keys.organ(organ)
	if err != nil {
		return nil, err
	}
	if n := len(keys.epochs); n > 1 {
		return keys.epochs[n-1], nil
	}
	return v.keys.begin(organ)
}

// switchEpoch makes the organ write under the given epoch.
func (v *Vault) switchEpoch(ctx context.Context, organ fengcun.OrganID, number int64, commit func(context.Context, []store.Statement) error) error {
	v.mu.RLock()
	current := v.current[organ]
	v.mu.RUnlock()
	if current != number {
		// The caller may have lost the answer of an earlier commit, so the switch
		// may already stand in the database.
		err := v.reader.QueryRowContext(ctx, `SELECT epoch FROM vault_epoch WHERE organ_id = $1`, string(organ)).Scan(&current)
		if err != nil {
			return readError(err)
		}
	}
	if current != number {
		err := commit(ctx, []store.Statement{{
			SQL:  `UPDATE vault_epoch SET epoch = $1 WHERE organ_id = $2 AND epoch = $3`,
			Args: []any{number, string(organ), current},
			Rows: 1,
		}})
		if err != nil {
			return err
		}
	}
	v.mu.Lock()
	v.current[organ] = number
	v.mu.Unlock()
	return nil
}

// moveBatch re-wraps some items of older epochs and reports whether there were
// any.
func (v *Vault) moveBatch(ctx context.Context, organ fengcun.OrganID, next *epochKey, commit func(context.Context, []store.Statement) error) (bool, error) {
	var err error
	for range rotationTries {
		var wraps []*workingWrap
		wraps, err = v.queryWraps(ctx,
			`SELECT item_id, organ_id, epoch, wrap FROM vault_wrap WHERE organ_id = $1 AND epoch < $2 ORDER BY epoch LIMIT $3`,
			string(organ), next.number, int64(batchSize))
		if err != nil || len(wraps) == 0 {
			return false, err
		}
		if err = commit(ctx, v.rewrap(wraps, next)); err == nil {
			return true, nil
		}
		if fengcun.KindOf(err) != fengcun.KindConflict {
			return false, err
		}
	}
	return false, err
}

// rewrap returns the statements that give items a wrap and terms of the next
// epoch.
func (v *Vault) rewrap(wraps []*workingWrap, next *epochKey) []store.Statement {
	statements := make([]store.Statement, 0, 3*len(wraps))
	var terms []any
	for _, w := range wraps {
		statements = append(statements, store.Statement{
			SQL:  `UPDATE vault_wrap SET epoch = $1, wrap = $2 WHERE item_id = $3 AND wrap = $4`,
			Args: []any{next.number, next.seal(w.item, &w.capsule), w.item[:], w.wrap},
			Rows: 1,
		})
		statements = append(statements, deleteTerms(v.suite, w)...)
		terms = append(terms, termRows(v.suite, next, w.item, w.capsule.Used())...)
		w.capsule.Forget()
	}
	return append(statements, insertTerms(terms)...)
}
