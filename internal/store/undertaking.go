package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Undertaking is the undertaking of secrecy of one handling person of an inquiry.
type Undertaking struct {
	Sheet    string // the code on the sheet that is signed
	Inquiry  fengcun.ID
	Person   int // the place among the handling persons
	SignedOn fengcun.Date
	TakenBy  fengcun.StaffID
}

// InsertUndertaking makes a sheet that waits for its signature.
func InsertUndertaking(u Undertaking) Statement {
	return Statement{
		SQL:  `INSERT INTO undertaking (sheet, inquiry_id, person_no, signed_on, taken_by) VALUES ($1, $2, $3, '', '')`,
		Args: []any{u.Sheet, u.Inquiry, int64(u.Person)},
		Rows: 1,
	}
}

// SignUndertaking records a signature, once.
func SignUndertaking(u Undertaking, on fengcun.Date, by fengcun.StaffID) Statement {
	return Statement{
		SQL:  `UPDATE undertaking SET signed_on = $1, taken_by = $2 WHERE sheet = $3 AND inquiry_id = $4 AND signed_on = ''`,
		Args: []any{on.String(), string(by), u.Sheet, u.Inquiry},
		Rows: 1,
	}
}

// Undertakings returns those of an inquiry, by person.
func Undertakings(ctx context.Context, q Queryer, inquiry fengcun.ID) ([]Undertaking, error) {
	return collect(ctx, q, func(rows *sql.Rows) (u Undertaking, err error) {
		err = rows.Scan(&u.Sheet, &u.Inquiry, &u.Person, date{&u.SignedOn}, &u.TakenBy)
		return u, err
	}, `SELECT sheet, inquiry_id, person_no, signed_on, taken_by FROM undertaking WHERE inquiry_id = $1 ORDER BY person_no`, inquiry)
}
