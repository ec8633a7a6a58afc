package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Void is a number that was taken and given up before its paper was made.
type Void struct {
	Organ       fengcun.OrganID
	Certificate fengcun.ID
	Year        int
	Serial      int
	Reason      string
	On          fengcun.Date
	By          fengcun.StaffID
}

// InsertVoid records it.
func InsertVoid(v Void) Statement {
	return Statement{
		SQL: `INSERT INTO void_number (certificate_id, organ_id, year, serial, reason, voided_on, voided_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		Args: []any{v.Certificate, string(v.Organ), int64(v.Year), int64(v.Serial), v.Reason, v.On.String(), string(v.By)},
		Rows: 1,
	}
}

// VoidsOf returns the void numbers of an organ and year in their order.
func VoidsOf(ctx context.Context, q Queryer, organ fengcun.OrganID, year int) ([]Void, error) {
	return collect(ctx, q, func(rows *sql.Rows) (v Void, err error) {
		err = rows.Scan(&v.Certificate, &v.Organ, &v.Year, &v.Serial, &v.Reason, date{&v.On}, &v.By)
		return v, err
	}, `
SELECT certificate_id, organ_id, year, serial, reason, voided_on, voided_by FROM void_number
WHERE organ_id = $1 AND year = $2 ORDER BY serial`, string(organ), int64(year))
}
