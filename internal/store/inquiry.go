package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Inquiry is one inquiry application under Article 16.
type Inquiry struct {
	ID          fengcun.ID
	Organ       fengcun.OrganID
	Year        int
	Serial      int
	Item        fengcun.ItemID // what the unit wrote; never the person
	State       fengcun.InquiryState
	AcceptedOn  fengcun.Date
	DueOn       fengcun.Date
	Asker       fengcun.Asker
	Rule        fengcun.InquiryRule
	Title       fengcun.ID     // of the register of legal titles; random where none stands there
	Subject     fengcun.ItemID // the person, once named, and the answer
	ReviewedBy  fengcun.StaffID
	PermittedBy fengcun.StaffID
	AnsweredOn  fengcun.Date
	Version     int64
}

// InsertInquiry accepts an inquiry and numbers it. The statements of NextNumber
// for its organ and year come first in the same Change.
func InsertInquiry(i Inquiry, digest [32]byte) Statement {
	return Statement{
		SQL: `
INSERT INTO inquiry (inquiry_id, organ_id, year, serial, item_id, state, accepted_on, due_on, digest, asker, rule, title_id, subject_id, reviewed_by, permitted_by, answered_on, version)
VALUES ($1, $2, $3,
        (SELECT last FROM number_series WHERE organ_id = $2 AND series = 'inquiry' AND year = $3),
        $4, $5, $6, $7, $8, $9, $10, $11, $12, '', '', '', 1)`,
		Args: []any{
			i.ID, string(i.Organ), int64(i.Year), i.Item, string(i.State), i.AcceptedOn.String(), i.DueOn.String(), digest[:],
			string(i.Asker), string(i.Rule), i.Title, i.Subject,
		},
		Rows: 1,
	}
}

// MoveInquiry moves an inquiry to the state it carries, if still as read.
func MoveInquiry(i Inquiry) Statement {
	return Statement{
		SQL: `UPDATE inquiry SET state = $1, reviewed_by = $2, permitted_by = $3, answered_on = $4, version = version + 1
WHERE inquiry_id = $5 AND version = $6`,
		Args: []any{string(i.State), string(i.ReviewedBy), string(i.PermittedBy), i.AnsweredOn.String(), i.ID, i.Version},
		Rows: 1,
	}
}

const inquiryColumns = `inquiry_id, organ_id, year, serial, item_id, state, accepted_on, due_on, asker, rule, title_id, subject_id, reviewed_by, permitted_by, answered_on, version`

func scanInquiry(rows *sql.Rows) (i Inquiry, err error) {
	var title, subject []byte // empty in rows from before there were any
	err = rows.Scan(&i.ID, &i.Organ, &i.Year, &i.Serial, &i.Item, &i.State, date{&i.AcceptedOn}, date{&i.DueOn}, &i.Asker, &i.Rule,
		&title, &subject, &i.ReviewedBy, &i.PermittedBy, date{&i.AnsweredOn}, &i.Version)
	copy(i.Title[:], title)
	copy(i.Subject[:], subject)
	return i, err
}

// InquiryByID returns one inquiry.
func InquiryByID(ctx context.Context, q Queryer, id fengcun.ID) (Inquiry, error) {
	return one(ctx, q, "inquiry", scanInquiry, `SELECT `+inquiryColumns+` FROM inquiry WHERE inquiry_id = $1`, id)
}

// InquiriesIn returns an organ's inquiries in a state, in the order of their numbers.
func InquiriesIn(ctx context.Context, q Queryer, organ fengcun.OrganID, state fengcun.InquiryState) ([]Inquiry, error) {
	return collect(ctx, q, scanInquiry, `
SELECT `+inquiryColumns+` FROM inquiry WHERE organ_id = $1 AND state = $2 ORDER BY year, serial`, string(organ), string(state))
}

// longestRegister bounds the rows of a register that are read at once.
const longestRegister = 500

// InquiryRegister returns an organ's newest inquiries of a year, the newest first.
func InquiryRegister(ctx context.Context, q Queryer, organ fengcun.OrganID, year int) ([]Inquiry, error) {
	return collect(ctx, q, scanInquiry, `
SELECT `+inquiryColumns+` FROM inquiry WHERE organ_id = $1 AND year = $2 ORDER BY serial DESC LIMIT $3`, string(organ), int64(year), int64(longestRegister))
}
