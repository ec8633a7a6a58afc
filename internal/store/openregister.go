package store

import "slices"

// rebuildOpenRegister makes the open register anew from the rows that are left
// and puts it in the old table's place, so that a removed row lingers in no page
// and answers no slower than one that never was. Row identifiers are random:
// ordering by them forgets the order in which rows came. A copied table has no
// constraints of its own, and the unique index takes the primary key's part.
//
// These are the only statements of a Change that are not plain writes.
var rebuildOpenRegister = []string{
	`CREATE TABLE open_conviction_next AS
SELECT row_id, organ_id, id_term, name_term, ciphertext FROM open_conviction ORDER BY row_id`,
	`DROP TABLE open_conviction`,
	`ALTER TABLE open_conviction_next RENAME TO open_conviction`,
	`CREATE UNIQUE INDEX open_conviction_row ON open_conviction (row_id)`,
	`CREATE INDEX open_conviction_id ON open_conviction (id_term)`,
	`CREATE INDEX open_conviction_name ON open_conviction (name_term)`,
}

// RebuildOpenRegister returns the statements that make the open register anew.
// All of them go into one Change, after the statements that delete rows. The work
// is that of copying the whole register once.
func RebuildOpenRegister() []Statement {
	var statements []Statement
	for _, text := range rebuildOpenRegister {
		statements = append(statements, Statement{SQL: text, Rows: AnyRows})
	}
	return statements
}

func rebuildsOpenRegister(text string) bool { return slices.Contains(rebuildOpenRegister, text) }
