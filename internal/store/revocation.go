package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// InsertRevocation puts the number of a paper, as its keyed digest, on the list of
// the revoked. One that stands there already stays as it is.
func InsertRevocation(organ fengcun.OrganID, entry [32]byte) Statement {
	return Statement{
		SQL:  `INSERT INTO revocation (entry, organ_id) VALUES ($1, $2) ON CONFLICT (entry) DO NOTHING`,
		Args: []any{entry[:], string(organ)},
		Rows: AnyRows,
	}
}

// Revocations returns the digests of all revoked numbers of the installation.
func Revocations(ctx context.Context, q Queryer) ([][32]byte, error) {
	return collect(ctx, q, func(rows *sql.Rows) (entry [32]byte, err error) {
		var b []byte
		err = rows.Scan(&b)
		copy(entry[:], b)
		return entry, err
	}, `SELECT entry FROM revocation`)
}
