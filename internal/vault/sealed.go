package vault

import (
	"context"
	"database/sql"
	"errors"

	"fengcun"
	"fengcun/internal/vault/capsule"
)

// Sealed returns the sealed wrap of an item and its run, for a request to the key
// agent. Nothing in the server opens them. That an item is sealed is itself
// secret: only an act that acts on a committed warrant may call this.
func (v *Vault) Sealed(ctx context.Context, item fengcun.ItemID) (capsule.Run, capsule.Sealed, error) {
	var run capsule.Run
	sealed := capsule.Sealed{Item: item}
	err := v.reader.QueryRowContext(ctx,
		`SELECT s.organ_id, s.wrap, r.run_id, r.organ_id, r.key_id, r.suite, r.encapsulation `+
			`FROM vault_sealed s JOIN vault_run r ON r.run_id = s.run_id WHERE s.item_id = $1`, item[:]).
		Scan(&sealed.Organ, &sealed.Wrap, &run.ID, &run.Organ, &run.KeyID, &run.Suite, &run.Encapsulation)
	if errors.Is(err, sql.ErrNoRows) {
		return run, sealed, notFound()
	}
	if err != nil {
		return run, sealed, readError(err)
	}
	sealed.Run = run.ID
	return run, sealed, nil
}

// Runs calls fn for every sealing run of an organ: the first half of what the key
// agent scans in a search.
func (v *Vault) Runs(ctx context.Context, organ fengcun.OrganID, fn func(capsule.Run) error) error {
	rows, err := v.reader.QueryContext(ctx,
		`SELECT run_id, key_id, suite, encapsulation FROM vault_run WHERE organ_id = $1`, string(organ))
	if err != nil {
		return readError(err)
	}
	defer rows.Close()
	for rows.Next() {
		run := capsule.Run{Organ: organ}
		if err := rows.Scan(&run.ID, &run.KeyID, &run.Suite, &run.Encapsulation); err != nil {
			return readError(err)
		}
		if err := fn(run); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return readError(err)
	}
	return nil
}

// SealedItems calls fn for the sealed wrap of every item of an organ: the second
// half. The wrap is valid during the call only.
func (v *Vault) SealedItems(ctx context.Context, organ fengcun.OrganID, fn func(capsule.Sealed) error) error {
	rows, err := v.reader.QueryContext(ctx,
		`SELECT item_id, run_id, wrap FROM vault_sealed WHERE organ_id = $1`, string(organ))
	if err != nil {
		return readError(err)
	}
	defer rows.Close()
	var wrap sql.RawBytes
	for rows.Next() {
		sealed := capsule.Sealed{Organ: organ}
		if err := rows.Scan(&sealed.Item, &sealed.Run, &wrap); err != nil {
			return readError(err)
		}
		sealed.Wrap = wrap
		if err := fn(sealed); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return readError(err)
	}
	return nil
}
