package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Inquiry is one inquiry application under Article 16.
type Inquiry struct {
	ID         fengcun.ID
	Organ      fengcun.OrganID
	Year       int
	Serial     int
	Item       fengcun.ItemID // the application's particulars; never the person's
	State      fengcun.InquiryState
	AcceptedOn fengcun.Date
	DueOn      fengcun.Date
	Version    int64
}

// SeriesInquiry is the number series of inquiries.
const SeriesInquiry = "inquiry"

// InsertInquiry accepts an inquiry and numbers it. The statements of NextNumber
// for its organ and year come first in the same Change.
func InsertInquiry(i Inquiry, digest [32]byte) Statement {
	return Statement{
		SQL: `
INSERT INTO inquiry (inquiry_id, organ_id, year, serial, item_id, state, accepted_on, due_on, digest, version)
VALUES ($1, $2, $3,
        (SELECT last FROM number_series WHERE organ_id = $2 AND series = 'inquiry' AND year = $3),
        $4, $5, $6, $7, $8, 1)`,
		Args: []any{i.ID, string(i.Organ), int64(i.Year), i.Item, string(i.State), i.AcceptedOn.String(), i.DueOn.String(), digest[:]},
		Rows: 1,
	}
}

// InquiryByID returns one inquiry.
func InquiryByID(ctx context.Context, q Queryer, id fengcun.ID) (Inquiry, error) {
	return one(ctx, q, "inquiry", func(rows *sql.Rows) (i Inquiry, err error) {
		err = rows.Scan(&i.ID, &i.Organ, &i.Year, &i.Serial, &i.Item, &i.State, date{&i.AcceptedOn}, date{&i.DueOn}, &i.Version)
		return i, err
	}, `
SELECT inquiry_id, organ_id, year, serial, item_id, state, accepted_on, due_on, version
FROM inquiry WHERE inquiry_id = $1`, id)
}
