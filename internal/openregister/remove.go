package openregister

import (
	"fengcun"
	"fengcun/internal/store"
)

const deleteRow = `DELETE FROM open_conviction WHERE row_id = $1`

// Absent returns the statements that make the change conflict if one of the rows stands
// in the register.
func Absent(rows ...fengcun.ID) []store.Statement {
	statements := make([]store.Statement, len(rows))
	for i, id := range rows {
		statements[i] = store.Statement{SQL: deleteRow, Args: []any{id}, Rows: 0}
	}
	return statements
}

// Present returns the statement that makes the change conflict unless a row stands in
// the register. It changes nothing.
func Present(row fengcun.ID) store.Statement {
	return store.Statement{SQL: `UPDATE open_conviction SET row_id = row_id WHERE row_id = $1`, Args: []any{row}, Rows: 1}
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
	return append(statements, store.RebuildOpenRegister()...)
}
