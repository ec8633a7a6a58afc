package store

import "fengcun"

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
