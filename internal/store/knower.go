package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Knower is somebody outside the organs who learned of a matter through work.
type Knower struct {
	ID       fengcun.ID
	Organ    fengcun.OrganID
	Copy     fengcun.CopyID
	Item     fengcun.ItemID // who it is
	Capacity fengcun.KnowerCapacity
	State    fengcun.KnowerState
	ListedBy fengcun.StaffID
	ListedOn fengcun.Date
	ToldBy   fengcun.StaffID
	ToldOn   fengcun.Date
	Way      fengcun.Telling
	Version  int64
}

// InsertKnower lists somebody.
func InsertKnower(k Knower) Statement {
	return Statement{
		SQL: `INSERT INTO knower (knower_id, organ_id, copy_id, item_id, capacity, state, listed_by, listed_on, told_by, told_on, way, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', '', 1)`,
		Args: []any{k.ID, string(k.Organ), k.Copy, k.Item, string(k.Capacity), string(k.State), string(k.ListedBy), k.ListedOn.String()},
		Rows: 1,
	}
}

// MoveKnower moves somebody to the state it carries, if it is still as read.
func MoveKnower(k Knower) Statement {
	return Statement{
		SQL:  `UPDATE knower SET state = $1, told_by = $2, told_on = $3, way = $4, version = version + 1 WHERE knower_id = $5 AND version = $6`,
		Args: []any{string(k.State), string(k.ToldBy), k.ToldOn.String(), string(k.Way), k.ID, k.Version},
		Rows: 1,
	}
}

// MoveKnowers lets the list of a copy go over to the one that takes its place.
func MoveKnowers(from, to fengcun.CopyID) Statement {
	return Statement{SQL: `UPDATE knower SET copy_id = $1, version = version + 1 WHERE copy_id = $2`, Args: []any{to, from}, Rows: AnyRows}
}

const knowerColumns = `knower_id, organ_id, copy_id, item_id, capacity, state, listed_by, listed_on, told_by, told_on, way, version`

func scanKnower(rows *sql.Rows) (k Knower, err error) {
	err = rows.Scan(&k.ID, &k.Organ, &k.Copy, &k.Item, &k.Capacity, &k.State, &k.ListedBy, date{&k.ListedOn}, &k.ToldBy, date{&k.ToldOn}, &k.Way, &k.Version)
	return k, err
}

// KnowerOf returns somebody whom an organ listed. Another organ's and nobody at all are
// the same answer.
func KnowerOf(ctx context.Context, q Queryer, organ fengcun.OrganID, id fengcun.ID) (Knower, error) {
	return one(ctx, q, "knower", scanKnower, `SELECT `+knowerColumns+` FROM knower WHERE knower_id = $1 AND organ_id = $2`, id, string(organ))
}

// KnowersOfCopy returns the list of a copy.
func KnowersOfCopy(ctx context.Context, q Queryer, id fengcun.CopyID) ([]Knower, error) {
	return collect(ctx, q, scanKnower, `SELECT `+knowerColumns+` FROM knower WHERE copy_id = $1 ORDER BY listed_on, knower_id`, id)
}

// UntoldBy returns those whom a member of staff listed and nobody has told.
func UntoldBy(ctx context.Context, q Queryer, organ fengcun.OrganID, staff fengcun.StaffID) ([]Knower, error) {
	return collect(ctx, q, scanKnower, `
SELECT `+knowerColumns+` FROM knower
WHERE organ_id = $1 AND listed_by = $2 AND state = 'listed' ORDER BY listed_on, knower_id`, string(organ), string(staff))
}
