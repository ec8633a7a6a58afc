package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Custody is one step of a volume's custody.
type Custody struct {
	Holding   fengcun.HoldingID
	No        int // from 1
	Move      fengcun.CustodyMove
	Archive   string // opaque, as the label
	Shelf     string
	Box       string
	Borrower  fengcun.OrganID // where it was lent to
	On        fengcun.Date
	EnteredBy fengcun.StaffID
	EnteredOn fengcun.Date
}

// InsertCustody enters the next step. What was entered is never changed.
func InsertCustody(c Custody) Statement {
	return Statement{
		SQL: `INSERT INTO custody (holding_id, no, move, archive, shelf, box, borrower, moved_on, entered_by, entered_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		Args: []any{c.Holding, int64(c.No), string(c.Move), c.Archive, c.Shelf, c.Box, string(c.Borrower), c.On.String(), string(c.EnteredBy), c.EnteredOn.String()},
		Rows: 1,
	}
}

// CustodyOf returns the steps of a volume in order.
func CustodyOf(ctx context.Context, q Queryer, id fengcun.HoldingID) ([]Custody, error) {
	return collect(ctx, q, func(rows *sql.Rows) (c Custody, err error) {
		err = rows.Scan(&c.Holding, &c.No, &c.Move, &c.Archive, &c.Shelf, &c.Box, &c.Borrower, date{&c.On}, &c.EnteredBy, date{&c.EnteredOn})
		return c, err
	}, `
SELECT holding_id, no, move, archive, shelf, box, borrower, moved_on, entered_by, entered_on
FROM custody WHERE holding_id = $1 ORDER BY no`, id)
}
