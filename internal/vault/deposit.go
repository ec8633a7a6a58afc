package vault

import (
	"context"
	"database/sql"
	"errors"

	"fengcun"
	"fengcun/internal/store"
	"fengcun/internal/vault/capsule"
)

// Terms are what an item can be found by, at most capsule.Slots for an item and
// one of each field in a search.
type Terms = []capsule.Term

// Deposit encrypts a new item of an organ under a fresh data key and returns the
// statements that write it into the working domain. The payloads become the parts
// 0, 1, … . It fails with code "vault.schema" for a kind or version that is not
// current, "vault.payload_size", "vault.term" or "vault.terms_full" for the terms,
// and "key.organ" for an unknown organ.
func (v *Vault) Deposit(organ fengcun.OrganID, item fengcun.ItemID, payloads []Payload, terms Terms) ([]store.Statement, error) {
	if item.IsZero() || len(payloads) == 0 {
		return nil, fengcun.Invalid("vault.item", "item")
	}
	for _, p := range payloads {
		if err := v.schemas.writable(p); err != nil {
			return nil, err
		}
	}
	key, err := v.writing(organ)
	if err != nil {
		return nil, err
	}
	c, err := capsule.New(v.suite, terms)
	if err != nil {
		return nil, err
	}
	defer c.Forget()
	aead, err := partCipher(v.suite, &c)
	if err != nil {
		return nil, err
	}
	statements := make([]store.Statement, 0, 2+len(payloads))
	statements = append(statements, insertWrap(organ, item, key.number, key.seal(item, &c)))
	for no, p := range payloads {
		statements = append(statements, insertPart(aead, item, no, p))
	}
	return append(statements, insertTerms(termRows(v.suite, key, item, c.Used()))...), nil
}

// Append encrypts a further part of an item in the working domain. The returned
// number is the part's. If the item is sealed, or another part is appended, before
// the statements are committed, the Change conflicts. A sealed item is not found.
func (v *Vault) Append(ctx context.Context, item fengcun.ItemID, p Payload) (no int, statements []store.Statement, err error) {
	if err := v.schemas.writable(p); err != nil {
		return 0, nil, err
	}
	w, err := v.workingWrap(ctx, item)
	if err != nil {
		return 0, nil, err
	}
	defer w.capsule.Forget()
	last, err := v.lastPart(ctx, item)
	if err != nil {
		return 0, nil, err
	}
	no = last + 1
	aead, err := partCipher(v.suite, &w.capsule)
	if err != nil {
		return 0, nil, err
	}
	return no, []store.Statement{holdWrap(item), insertPart(aead, item, no, p)}, nil
}

// lastPart returns the number of the item's last part.
func (v *Vault) lastPart(ctx context.Context, item fengcun.ItemID) (no int, err error) {
	if v.ahead != nil {
		last, err := v.ahead.lastPart(ctx, v.reader, item)
		if err != nil {
			return 0, err
		}
		if last != nil {
			return *last, nil
		}
	}
	row := v.reader.QueryRowContext(ctx, `SELECT part_no FROM vault_part WHERE item_id = $1 ORDER BY part_no DESC LIMIT 1`, item[:])
	switch err := row.Scan(&no); {
	case errors.Is(err, sql.ErrNoRows):
		return 0, notFound()
	case err != nil:
		return 0, readError(err)
	}
	return no, nil
}

// AddTerms lets an item in the working domain be found by further terms, such as
// the number that the next instance gave the case. A seal, a change of epoch or
// another AddTerms that comes first makes the Change conflict. Terms that the item
// already has are passed over; if none is new no statement is returned.
func (v *Vault) AddTerms(ctx context.Context, item fengcun.ItemID, terms Terms) ([]store.Statement, error) {
	w, err := v.workingWrap(ctx, item)
	if err != nil {
		return nil, err
	}
	defer w.capsule.Forget()
	added, err := w.capsule.Add(v.suite, terms)
	if err != nil || len(added) == 0 {
		return nil, err
	}
	replace := store.Statement{
		SQL:  `UPDATE vault_wrap SET wrap = $1 WHERE item_id = $2 AND wrap = $3`,
		Args: []any{w.key.seal(item, &w.capsule), item[:], w.wrap},
		Rows: 1,
	}
	return append([]store.Statement{replace}, insertTerms(termRows(v.suite, w.key, item, added))...), nil
}
