package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// SystemMark is a mark that waits for an internal system to apply it.
type SystemMark struct {
	ID      fengcun.ID
	Organ   fengcun.OrganID
	System  fengcun.StaffID // the account that the system acts as
	Copy    fengcun.CopyID
	Holding fengcun.HoldingID
	Part    int // of the copy's item: the system's own id of the row
	MadeOn  fengcun.Date
}

// InsertMark lets a mark wait. One holding has one at most.
func InsertMark(m SystemMark) Statement {
	return Statement{
		SQL: `INSERT INTO system_mark (mark_id, organ_id, system_id, copy_id, holding_id, part_no, made_on)
VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		Args: []any{m.ID, string(m.Organ), string(m.System), m.Copy, m.Holding, int64(m.Part), m.MadeOn.String()},
		Rows: 1,
	}
}

// DeleteMark ends a mark.
func DeleteMark(id fengcun.ID) Statement {
	return Statement{SQL: `DELETE FROM system_mark WHERE mark_id = $1`, Args: []any{id}, Rows: 1}
}

const markColumns = `mark_id, organ_id, system_id, copy_id, holding_id, part_no, made_on`

func scanMark(rows *sql.Rows) (m SystemMark, err error) {
	err = rows.Scan(&m.ID, &m.Organ, &m.System, &m.Copy, &m.Holding, &m.Part, date{&m.MadeOn})
	return m, err
}

// MarksFor returns the marks that wait for a system of an organ.
func MarksFor(ctx context.Context, q Queryer, organ fengcun.OrganID, system fengcun.StaffID) ([]SystemMark, error) {
	return collect(ctx, q, scanMark, `SELECT `+markColumns+` FROM system_mark WHERE organ_id = $1 AND system_id = $2 ORDER BY mark_id`, string(organ), string(system))
}

// MarksOnHoldings returns the marks that wait on the holdings of a copy, whichever copy
// of those that such a holding carries they were asked for by.
func MarksOnHoldings(ctx context.Context, q Queryer, id fengcun.CopyID) ([]SystemMark, error) {
	return collect(ctx, q, scanMark, `
SELECT `+markColumns+` FROM system_mark
WHERE holding_id IN (SELECT holding_id FROM holding_copy WHERE copy_id = $1) ORDER BY mark_id`, id)
}
