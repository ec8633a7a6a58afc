package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// CopyMark is what a copy code stands for; the rest of it is in the vault.
type CopyMark struct {
	Code  string
	Organ fengcun.OrganID // that gave the pages out
	Item  fengcun.ItemID
}

// InsertCopyMark keeps what a code stands for.
func InsertCopyMark(m CopyMark) Statement {
	return Statement{
		SQL:  `INSERT INTO copy_mark (code, organ_id, item_id) VALUES ($1, $2, $3)`,
		Args: []any{m.Code, string(m.Organ), m.Item},
		Rows: 1,
	}
}

// CopyMarkByCode returns what a code of any organ stands for: whoever has the code has
// the page.
func CopyMarkByCode(ctx context.Context, q Queryer, code string) (CopyMark, error) {
	return one(ctx, q, "copy_mark", scanCopyMark, `SELECT code, organ_id, item_id FROM copy_mark WHERE code = $1`, code)
}

// CopyMarkOf returns what a code of an organ stands for. That of another organ and
// none at all are the same answer.
func CopyMarkOf(ctx context.Context, q Queryer, organ fengcun.OrganID, code string) (CopyMark, error) {
	return one(ctx, q, "copy_mark", scanCopyMark, `SELECT code, organ_id, item_id FROM copy_mark WHERE code = $1 AND organ_id = $2`, code, string(organ))
}

func scanCopyMark(rows *sql.Rows) (m CopyMark, err error) {
	err = rows.Scan(&m.Code, &m.Organ, &m.Item)
	return m, err
}
