package openregister

import (
	"fengcun"
	"fengcun/internal/store"
)

const deleteRow = `DELETE FROM open_conviction WHERE row_id = $1`

// rebuild makes the table anew from the rows that are left and puts it in the
// old one's place. Both engines run it inside the transaction of the change, and
// the text names no table before it exists, so that it can be prepared in
// advance. Row identifiers are random, so ordering by them forgets the order in
// which rows came. A copied table has no constraints of its own: the unique
// index takes the primary key's part.
var rebuild = []string{
	`CREATE TABLE open_conviction_next AS
SELECT row_id, organ_id, id_term, name_term, ciphertext FROM open_conviction ORDER BY row_id`,
	`DROP TABLE open_conviction`,
	`ALTER TABLE open_conviction_next RENAME TO open_conviction`,
	`CREATE UNIQUE INDEX open_conviction_row ON open_conviction (row_id)`,
	`CREATE INDEX open_conviction_id ON open_conviction (id_term)`,
	`CREATE INDEX open_conviction_name ON open_conviction (name_term)`,
}

// Remove returns the statements that remove rows, whether or not they stand in
// the register: after the commit they do not. The work is that of copying the
// whole register once, however many rows are removed, and is the same when none
// of them was there. All statements must go into one change.
func Remove(rows ...fengcun.ID) []store.Statement {
	var statements []store.Statement
	for _, id := range rows {
		statements = append(statements, store.Statement{SQL: deleteRow, Args: []any{id}, Rows: store.AnyRows})
	}
	for _, text := range rebuild {
		statements = append(statements, store.Statement{SQL: text, Rows: store.AnyRows})
	}
	return statements
}
