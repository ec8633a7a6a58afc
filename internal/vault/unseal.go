package vault

import (
	"context"

	"fengcun"
	"fengcun/internal/store"
	"fengcun/internal/vault/capsule"
)

// Unseal returns the statements that move an item back into the working domain
// (Articles 7, 18, 19) with the capsule that the key agent released for it. The
// capsule is tried on the item's first part, so that a wrong one can never replace
// the sealed wrap: code "vault.damaged". An item that is not sealed is not found.
func (v *Vault) Unseal(ctx context.Context, item fengcun.ItemID, released capsule.Capsule) ([]store.Statement, error) {
	_, sealed, err := v.Sealed(ctx, item)
	if err != nil {
		return nil, err
	}
	contents, err := v.Released(item, released)
	if err != nil {
		return nil, err
	}
	defer contents.Forget()
	if _, err := contents.Part(ctx, 0); err != nil {
		return nil, err
	}
	key, err := v.writing(sealed.Organ)
	if err != nil {
		return nil, err
	}
	remove := store.Statement{
		SQL:  `DELETE FROM vault_sealed WHERE item_id = $1 AND run_id = $2`,
		Args: []any{item[:], sealed.Run[:]},
		Rows: 1,
	}
	return append([]store.Statement{remove, insertWrap(sealed.Organ, item, key.number, key.seal(item, &released))},
		insertTerms(termRows(v.suite, key, item, released.Used()))...), nil
}

// Destroy returns the statements that remove everything the vault has of an item,
// in whichever domain it is. With its wrap gone the payload cannot be decrypted;
// copies of the wrap in old pages die with the epoch (Rotate) or with the organ's
// sealed key. Blobs are removed by the next SweepBlobs.
func (v *Vault) Destroy(item fengcun.ItemID) []store.Statement {
	tables := []string{"vault_wrap", "vault_sealed", "vault_term", "vault_part", "vault_file"}
	statements := make([]store.Statement, len(tables))
	for i, table := range tables {
		statements[i] = store.Statement{
			SQL:  `DELETE FROM ` + table + ` WHERE item_id = $1`,
			Args: []any{item[:]},
			Rows: store.AnyRows,
		}
	}
	return statements
}
