package store

import (
	"context"
	"database/sql"
	"errors"

	"fengcun"
)

// NextNumber returns the statements that take the next number of an organ's
// series in a year, counted from 1 without gaps: a Change that fails takes its
// number back with it.
//
// The statement that uses the number follows in the same Change and reads it by
//
//	(SELECT last FROM number_series WHERE organ_id = $1 AND series = $2 AND year = $3)
//
// The caller learns it afterwards from the row that it wrote.
func NextNumber(organ fengcun.OrganID, series string, year int) []Statement {
	return []Statement{{
		SQL: `
INSERT INTO number_series (organ_id, series, year, last)
VALUES ($1, $2, $3, 1)
ON CONFLICT (organ_id, series, year) DO UPDATE
SET last = number_series.last + 1`,
		Args: []any{string(organ), series, year},
		Rows: 1,
	}}
}

// FixFormat fixes how an organ writes the numbers of a series in a year. What was
// fixed before stays.
func FixFormat(organ fengcun.OrganID, series string, year int, format string) Statement {
	return Statement{
		SQL: `
INSERT INTO number_format (organ_id, series, year, format)
VALUES ($1, $2, $3, $4)
ON CONFLICT (organ_id, series, year) DO NOTHING`,
		Args: []any{string(organ), series, int64(year), format},
		Rows: AnyRows,
	}
}

// NumberFormat returns how an organ writes the numbers of a series in a year. It is
// false before the first of them.
func NumberFormat(ctx context.Context, q Queryer, organ fengcun.OrganID, series string, year int) (format string, fixed bool, err error) {
	err = q.QueryRowContext(ctx, `
SELECT format FROM number_format WHERE organ_id = $1 AND series = $2 AND year = $3`, string(organ), series, int64(year)).Scan(&format)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return format, err == nil, err
}

// TakeOutside takes a number that somebody else gave, by its digest. One that is
// taken already makes the whole Change conflict.
func TakeOutside(organ fengcun.OrganID, series, digest string) Statement {
	return Statement{
		SQL: `
INSERT INTO outside_number (organ_id, series, digest)
VALUES ($1, $2, $3)
ON CONFLICT (organ_id, series, digest) DO NOTHING`,
		Args: []any{string(organ), series, digest},
		Rows: 1,
	}
}

// OutsideTaken reports whether a number that somebody else gave is taken.
func OutsideTaken(ctx context.Context, q Queryer, organ fengcun.OrganID, series, digest string) (bool, error) {
	var n int
	err := q.QueryRowContext(ctx, `
SELECT count(*) FROM outside_number WHERE organ_id = $1 AND series = $2 AND digest = $3`, string(organ), series, digest).Scan(&n)
	return n > 0, err
}
