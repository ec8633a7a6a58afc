package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Tracking is a receipt by which an applicant asks.
type Tracking struct {
	Term        string // keyed digest of the number and the code on it
	Certificate fengcun.ID
	Until       fengcun.Date
}

// InsertTracking keeps a receipt.
func InsertTracking(t Tracking) Statement {
	return Statement{
		SQL:  `INSERT INTO tracking (term, certificate_id, until) VALUES ($1, $2, $3)`,
		Args: []any{t.Term, t.Certificate, t.Until.String()},
		Rows: 1,
	}
}

// TrackingOf returns the receipt of a term that is good on a day.
func TrackingOf(ctx context.Context, q Queryer, term string, on fengcun.Date) (Tracking, error) {
	return one(ctx, q, "tracking", func(rows *sql.Rows) (t Tracking, err error) {
		err = rows.Scan(&t.Term, &t.Certificate, date{&t.Until})
		return t, err
	}, `SELECT term, certificate_id, until FROM tracking WHERE term = $1 AND until >= $2`, term, on.String())
}
