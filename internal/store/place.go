package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// PlaceCheck is what somebody found where copies of a record are usually found.
type PlaceCheck struct {
	ID      fengcun.ID
	Copy    fengcun.CopyID
	Organ   fengcun.OrganID
	Place   fengcun.Place
	Finding fengcun.PlaceFinding
	Owner   fengcun.OrganID // of the system, where it was asked to seal there
	By      fengcun.StaffID
	On      fengcun.Date
	Version int64
}

// InsertPlaceCheck enters the first finding at a place.
func InsertPlaceCheck(c PlaceCheck) Statement {
	return Statement{
		SQL: `INSERT INTO place_check (check_id, copy_id, organ_id, place, finding, owner, checked_by, checked_on, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)`,
		Args: []any{c.ID, c.Copy, string(c.Organ), string(c.Place), string(c.Finding), string(c.Owner), string(c.By), c.On.String()},
		Rows: 1,
	}
}

// MovePlaceCheck enters a later finding, if the one before is still as read.
func MovePlaceCheck(c PlaceCheck) Statement {
	return Statement{
		SQL:  `UPDATE place_check SET finding = $1, owner = $2, checked_by = $3, checked_on = $4, version = version + 1 WHERE check_id = $5 AND version = $6`,
		Args: []any{string(c.Finding), string(c.Owner), string(c.By), c.On.String(), c.ID, c.Version},
		Rows: 1,
	}
}

// MovePlaceChecks lets what was found about a copy go over to the one that takes its
// place.
func MovePlaceChecks(from, to fengcun.CopyID) Statement {
	return Statement{SQL: `UPDATE place_check SET copy_id = $1, version = version + 1 WHERE copy_id = $2`, Args: []any{to, from}, Rows: AnyRows}
}

const placeCheckColumns = `check_id, copy_id, organ_id, place, finding, owner, checked_by, checked_on, version`

func scanPlaceCheck(rows *sql.Rows) (c PlaceCheck, err error) {
	err = rows.Scan(&c.ID, &c.Copy, &c.Organ, &c.Place, &c.Finding, &c.Owner, &c.By, date{&c.On}, &c.Version)
	return c, err
}

// PlaceChecks returns what was found about a copy.
func PlaceChecks(ctx context.Context, q Queryer, id fengcun.CopyID) ([]PlaceCheck, error) {
	return collect(ctx, q, scanPlaceCheck, `SELECT `+placeCheckColumns+` FROM place_check WHERE copy_id = $1 ORDER BY place`, id)
}

// PlaceCheckOf returns a finding of an organ. That of another and none at all are the
// same answer.
func PlaceCheckOf(ctx context.Context, q Queryer, organ fengcun.OrganID, id fengcun.ID) (PlaceCheck, error) {
	return one(ctx, q, "place", scanPlaceCheck, `SELECT `+placeCheckColumns+` FROM place_check WHERE check_id = $1 AND organ_id = $2`, id, string(organ))
}

// PlacesAsked returns the requests of a member of staff that their owners have not
// answered.
func PlacesAsked(ctx context.Context, q Queryer, organ fengcun.OrganID, staff fengcun.StaffID) ([]PlaceCheck, error) {
	return collect(ctx, q, scanPlaceCheck, `
SELECT `+placeCheckColumns+` FROM place_check
WHERE organ_id = $1 AND checked_by = $2 AND finding = 'asked' ORDER BY checked_on, check_id`, string(organ), string(staff))
}
