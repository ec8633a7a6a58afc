package vault

import (
	"context"

	"fengcun"
	"fengcun/internal/store"
	"fengcun/internal/vault/capsule"
)

// Inheritance is what passes from one organ to another.
type Inheritance struct {
	From, To fengcun.OrganID
	Run      capsule.Run      // of the successor
	Sealed   []capsule.Sealed // every sealed item, as the key agent wrapped it anew
}

// Inherit moves every item of an organ to its successor's keys: open ones to its
// working epoch, sealed ones to what the key agent made of them. commit must commit
// the statements as one act with everything else that passes. An item that is filed,
// sealed or opened meanwhile makes it conflict, and nothing has happened.
//
// When it returns, the organ's working key is destroyed. If the program dies between
// the commit and that, the key remains in the keyring file and opens nothing but old
// pages and old backups.
func (v *Vault) Inherit(ctx context.Context, h Inheritance, commit func(context.Context, []store.Statement) error) error {
	v.rotating.Lock()
	defer v.rotating.Unlock()
	next, err := v.writing(h.To)
	if err != nil {
		return err
	}
	wraps, err := v.queryWraps(ctx, `SELECT item_id, organ_id, epoch, wrap FROM vault_wrap WHERE organ_id = $1`, string(h.From))
	if err != nil {
		return err
	}
	statements := v.rewrap(wraps, next)
	for _, w := range wraps {
		statements = append(statements, store.Statement{
			SQL: `UPDATE vault_wrap SET organ_id = $1 WHERE item_id = $2`, Args: []any{string(h.To), w.item[:]}, Rows: 1,
		})
	}
	statements = append(statements, store.Statement{
		SQL:  `INSERT INTO vault_run (run_id, organ_id, key_id, suite, encapsulation) VALUES ($1, $2, $3, $4, $5)`,
		Args: []any{h.Run.ID[:], string(h.Run.Organ), h.Run.KeyID, h.Run.Suite, h.Run.Encapsulation}, Rows: 1,
	})
	for _, s := range h.Sealed {
		statements = append(statements, store.Statement{
			SQL:  `UPDATE vault_sealed SET organ_id = $1, run_id = $2, wrap = $3 WHERE item_id = $4 AND organ_id = $5`,
			Args: []any{string(s.Organ), s.Run[:], s.Wrap, s.Item[:], string(h.From)}, Rows: 1,
		})
	}
	from := string(h.From)
	statements = append(statements,
		// Whatever came since the rows were read is still there, and stops it.
		store.Statement{SQL: `UPDATE vault_wrap SET wrap = wrap WHERE organ_id = $1`, Args: []any{from}, Rows: 0},
		store.Statement{SQL: `UPDATE vault_sealed SET wrap = wrap WHERE organ_id = $1`, Args: []any{from}, Rows: 0},
		store.Statement{SQL: `DELETE FROM vault_run WHERE organ_id = $1`, Args: []any{from}, Rows: store.AnyRows},
		store.Statement{SQL: `DELETE FROM vault_epoch WHERE organ_id = $1`, Args: []any{from}, Rows: 1},
	)
	if err := commit(ctx, statements); err != nil {
		return err
	}
	v.mu.Lock()
	delete(v.current, h.From)
	v.mu.Unlock()
	return v.keys.retire(h.From)
}
