package vault

import (
	"context"
	"crypto/cipher"
	"database/sql"
	"errors"

	"fengcun"
	"fengcun/internal/vault/capsule"
)

// Contents reads one item. It is only as lawful as the way it was got: from Open
// for an item in the working domain, from Released with a capsule that the key
// agent gave out on a warrant.
type Contents struct {
	vault   *Vault
	item    fengcun.ItemID
	capsule capsule.Capsule
	aead    cipher.AEAD
}

// Open gives access to an item in the working domain. A sealed item, a destroyed
// one and one that never was give the same error, of kind KindNotFound with code
// "vault.not_found", after the same work.
func (v *Vault) Open(ctx context.Context, item fengcun.ItemID) (*Contents, error) {
	w, err := v.workingWrap(ctx, item)
	if err != nil {
		return nil, err
	}
	return v.contents(item, w.capsule)
}

// Released gives access to an item whose capsule the key agent has released. That
// the release was logged before is the agent's and the registry's affair. The
// capsule of another item opens nothing: every part is "vault.damaged".
func (v *Vault) Released(item fengcun.ItemID, released capsule.Capsule) (*Contents, error) {
	return v.contents(item, released)
}

func (v *Vault) contents(item fengcun.ItemID, c capsule.Capsule) (*Contents, error) {
	aead, err := partCipher(v.suite, &c)
	if err != nil {
		return nil, err
	}
	return &Contents{vault: v, item: item, capsule: c, aead: aead}, nil
}

// Part returns the part of the given number, in the current version of its kind.
func (c *Contents) Part(ctx context.Context, no int) (Payload, error) {
	part, err := c.one(ctx, `SELECT part_no, kind, version, ciphertext FROM vault_part WHERE item_id = $1 AND part_no = $2`, c.item[:], int64(no))
	return part.Payload, err
}

// Latest returns the latest part of a kind, in the kind's current version.
func (c *Contents) Latest(ctx context.Context, kind Kind) (Part, error) {
	if a := c.vault.ahead; a != nil {
		row, err := a.latest(ctx, c.vault.reader, c.item, kind)
		if err != nil {
			return Part{}, err
		}
		if row != nil {
			return c.open(*row)
		}
	}
	return c.one(ctx, `SELECT part_no, kind, version, ciphertext FROM vault_part WHERE item_id = $1 AND kind = $2 ORDER BY part_no DESC LIMIT 1`, c.item[:], int64(kind))
}

// All returns every part in the order of writing, in current versions.
func (c *Contents) All(ctx context.Context) ([]Part, error) {
	rows, err := c.vault.reader.QueryContext(ctx, `SELECT part_no, kind, version, ciphertext FROM vault_part WHERE item_id = $1 ORDER BY part_no`, c.item[:])
	if err != nil {
		return nil, readError(err)
	}
	defer rows.Close()
	var parts []Part
	for rows.Next() {
		part, err := c.scan(rows)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	if err := rows.Err(); err != nil {
		return nil, readError(err)
	}
	return parts, nil
}

// Forget overwrites the capsule. What was read stays readable.
func (c *Contents) Forget() { c.capsule.Forget() }

func (c *Contents) one(ctx context.Context, query string, args ...any) (Part, error) {
	return c.scan(c.vault.reader.QueryRowContext(ctx, query, args...))
}

func (c *Contents) scan(row interface{ Scan(...any) error }) (Part, error) {
	var part partRow
	err := row.Scan(&part.no, &part.kind, &part.version, &part.ciphertext)
	if errors.Is(err, sql.ErrNoRows) {
		return Part{}, notFound()
	}
	if err != nil {
		return Part{}, readError(err)
	}
	return c.open(part)
}

// open decrypts a row of vault_part.
func (c *Contents) open(row partRow) (Part, error) {
	stored, err := openPart(c.aead, c.item, row.no, row.kind, row.version, row.ciphertext)
	if err != nil {
		return Part{}, err
	}
	part := Part{No: row.no}
	part.Payload, err = c.vault.schemas.upcast(stored)
	return part, err
}
