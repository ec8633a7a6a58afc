package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Misuse is a misuse of what an inquiry told. Who and which unit are keyed digests.
type Misuse struct {
	ID         fengcun.ID
	Organ      fengcun.OrganID
	Inquiry    fengcun.ID
	Item       fengcun.ItemID // what happened
	PersonTerm string
	UnitTerm   string
	On         fengcun.Date
	By         fengcun.StaffID

	Outcome  fengcun.MisuseOutcome
	ClosedOn fengcun.Date
	ClosedBy fengcun.StaffID
}

// InsertMisuse enters a misuse.
func InsertMisuse(m Misuse) Statement {
	return Statement{
		SQL: `INSERT INTO misuse (misuse_id, organ_id, inquiry_id, item_id, person_term, unit_term, entered_on, entered_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		Args: []any{m.ID, string(m.Organ), m.Inquiry, m.Item, m.PersonTerm, m.UnitTerm, m.On.String(), string(m.By)},
		Rows: 1,
	}
}

// CloseMisuse closes a misuse, once.
func CloseMisuse(m Misuse) Statement {
	return Statement{
		SQL:  `UPDATE misuse SET outcome = $1, closed_on = $2, closed_by = $3 WHERE misuse_id = $4 AND outcome = ''`,
		Args: []any{string(m.Outcome), m.ClosedOn.String(), string(m.ClosedBy), m.ID},
		Rows: 1,
	}
}

const misuseColumns = `misuse_id, organ_id, inquiry_id, item_id, person_term, unit_term, entered_on, entered_by, outcome, closed_on, closed_by`

func scanMisuse(rows *sql.Rows) (m Misuse, err error) {
	err = rows.Scan(&m.ID, &m.Organ, &m.Inquiry, &m.Item, &m.PersonTerm, &m.UnitTerm, date{&m.On}, &m.By, &m.Outcome, date{&m.ClosedOn}, &m.ClosedBy)
	return m, err
}

// MisuseBy returns what an organ knows of a person or a unit, by either term, the
// oldest first.
func MisuseBy(ctx context.Context, q Queryer, organ fengcun.OrganID, personTerm, unitTerm string) ([]Misuse, error) {
	return collect(ctx, q, scanMisuse, `
SELECT `+misuseColumns+` FROM misuse
WHERE organ_id = $1 AND (person_term = $2 OR unit_term = $3) ORDER BY entered_on, misuse_id`, string(organ), personTerm, unitTerm)
}

// MisuseOf returns a misuse at an organ. That of another organ and none at all are the
// same answer.
func MisuseOf(ctx context.Context, q Queryer, organ fengcun.OrganID, id fengcun.ID) (Misuse, error) {
	return one(ctx, q, "misuse", scanMisuse, `SELECT `+misuseColumns+` FROM misuse WHERE misuse_id = $1 AND organ_id = $2`, id, string(organ))
}

// Misuses returns the misuses that an organ entered, those that are not closed and then
// the newest first, 200 at most.
func Misuses(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]Misuse, error) {
	return collect(ctx, q, scanMisuse, `
SELECT `+misuseColumns+` FROM misuse WHERE organ_id = $1
ORDER BY CASE WHEN outcome = '' THEN 0 ELSE 1 END, entered_on DESC, misuse_id LIMIT 200`, string(organ))
}
