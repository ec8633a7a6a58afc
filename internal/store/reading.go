package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Reading is the grant to read what an inquiry found; the rest of it is in the vault.
type Reading struct {
	Inquiry fengcun.ID
	Item    fengcun.ItemID
	Until   fengcun.Date
	Version int64
}

// InsertReading grants a reading.
func InsertReading(g Reading) Statement {
	return Statement{
		SQL:  `INSERT INTO reading (inquiry_id, item_id, until, version) VALUES ($1, $2, $3, 1)`,
		Args: []any{g.Inquiry, g.Item, g.Until.String()},
		Rows: 1,
	}
}

// UseReading counts one use of a grant, if it is as read: two uses at a time are two
// after the other.
func UseReading(g Reading) Statement {
	return Statement{
		SQL:  `UPDATE reading SET version = version + 1 WHERE inquiry_id = $1 AND version = $2`,
		Args: []any{g.Inquiry, g.Version},
		Rows: 1,
	}
}

// ReadingOf returns the grant of an inquiry.
func ReadingOf(ctx context.Context, q Queryer, inquiry fengcun.ID) (Reading, error) {
	return one(ctx, q, "inquiry", func(rows *sql.Rows) (g Reading, err error) {
		err = rows.Scan(&g.Inquiry, &g.Item, date{&g.Until}, &g.Version)
		return g, err
	}, `SELECT inquiry_id, item_id, until, version FROM reading WHERE inquiry_id = $1`, inquiry)
}

// OpenReadings returns the inquiries of an organ whose grants have not ended on a day,
// and whose basis a member of staff reviewed: the desk at which they are read.
func OpenReadings(ctx context.Context, q Queryer, organ fengcun.OrganID, desk fengcun.StaffID, on fengcun.Date) ([]Inquiry, error) {
	return collect(ctx, q, scanInquiry, `
SELECT `+inquiryColumns+` FROM inquiry
WHERE organ_id = $1 AND reviewed_by = $2 AND state = 'answered'
  AND inquiry_id IN (SELECT inquiry_id FROM reading WHERE until >= $3)
ORDER BY year, serial`, string(organ), string(desk), on.String())
}

// ReadingUse is a page that was read, excerpted or copied.
type ReadingUse struct {
	Code    string // that stands on it
	Inquiry fengcun.ID
	Page    int
	Kind    fengcun.ReadingUse
	On      fengcun.Date
}

// InsertReadingUse records a use.
func InsertReadingUse(u ReadingUse) Statement {
	return Statement{
		SQL:  `INSERT INTO reading_use (code, inquiry_id, page, kind, used_on) VALUES ($1, $2, $3, $4, $5)`,
		Args: []any{u.Code, u.Inquiry, int64(u.Page), string(u.Kind), u.On.String()},
		Rows: 1,
	}
}

// ReadingUses returns what was done under the grant of an inquiry.
func ReadingUses(ctx context.Context, q Queryer, inquiry fengcun.ID) ([]ReadingUse, error) {
	return collect(ctx, q, func(rows *sql.Rows) (u ReadingUse, err error) {
		err = rows.Scan(&u.Code, &u.Inquiry, &u.Page, &u.Kind, date{&u.On})
		return u, err
	}, `SELECT code, inquiry_id, page, kind, used_on FROM reading_use WHERE inquiry_id = $1 ORDER BY used_on, code`, inquiry)
}
