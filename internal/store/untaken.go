package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Untaken is something that a case system told and that could not be taken in. It
// says where it lies and what is wrong, never what it says.
type Untaken struct {
	Source string // folder, view
	Place  int    // in the order of names or keys, from 1
	Code   string
	Field  string // of the form, or a heading
	On     fengcun.Date
}

// InsertUntaken notes one.
func InsertUntaken(organ fengcun.OrganID, p Untaken) Statement {
	return Statement{
		SQL:  `INSERT INTO intake_parked (organ_id, source, place, code, field, parked_on) VALUES ($1, $2, $3, $4, $5, $6)`,
		Args: []any{string(organ), p.Source, int64(p.Place), p.Code, p.Field, p.On.String()}, Rows: 1,
	}
}

// DropUntaken forgets what the last reading of a source left.
func DropUntaken(organ fengcun.OrganID, source string) Statement {
	return Statement{
		SQL:  `DELETE FROM intake_parked WHERE organ_id = $1 AND source = $2`,
		Args: []any{string(organ), source}, Rows: AnyRows,
	}
}

// UntakenOf returns what an organ's readings left, in order.
func UntakenOf(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]Untaken, error) {
	return collect(ctx, q, func(rows *sql.Rows) (p Untaken, err error) {
		err = rows.Scan(&p.Source, &p.Place, &p.Code, &p.Field, date{&p.On})
		return p, err
	}, `
SELECT source, place, code, field, parked_on FROM intake_parked
WHERE organ_id = $1
ORDER BY source, place`, string(organ))
}
