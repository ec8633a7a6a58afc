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

// MisuseBy returns what an organ knows of a person or a unit, by either term, the
// oldest first.
func MisuseBy(ctx context.Context, q Queryer, organ fengcun.OrganID, personTerm, unitTerm string) ([]Misuse, error) {
	return collect(ctx, q, func(rows *sql.Rows) (m Misuse, err error) {
		err = rows.Scan(&m.ID, &m.Organ, &m.Inquiry, &m.Item, &m.PersonTerm, &m.UnitTerm, date{&m.On}, &m.By)
		return m, err
	}, `
SELECT misuse_id, organ_id, inquiry_id, item_id, person_term, unit_term, entered_on, entered_by FROM misuse
WHERE organ_id = $1 AND (person_term = $2 OR unit_term = $3) ORDER BY entered_on, misuse_id`, string(organ), personTerm, unitTerm)
}
