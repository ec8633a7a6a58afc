package store

import (
	"context"
	"database/sql"
	"slices"

	"fengcun"
)

// Record is one person's record in one matter. Everything about the person
// stands in the vault.
type Record struct {
	ID      fengcun.RecordID
	Matter  fengcun.MatterID
	Organ   fengcun.OrganID
	State   fengcun.RecordState
	Version int64
}

// InsertRecord opens a record.
func InsertRecord(r Record) Statement {
	return Statement{
		SQL:  `INSERT INTO record (record_id, matter_id, organ_id, state, version) VALUES ($1, $2, $3, $4, 1)`,
		Args: []any{r.ID, r.Matter, string(r.Organ), string(r.State)},
		Rows: 1,
	}
}

// MoveRecord moves a record to a state, if it is still as it was read.
func MoveRecord(r Record, to fengcun.RecordState) Statement {
	return Statement{
		SQL:  `UPDATE record SET state = $1, version = version + 1 WHERE record_id = $2 AND version = $3`,
		Args: []any{string(to), r.ID, r.Version},
		Rows: 1,
	}
}

// HoldRecord makes a Change conflict if the record is no longer as it was read.
func HoldRecord(r Record) Statement {
	return Statement{
		SQL:  `UPDATE record SET version = version WHERE record_id = $1 AND version = $2`,
		Args: []any{r.ID, r.Version},
		Rows: 1,
	}
}

// SealRecordIfComplete moves a record from seal_due to sealed when no organ has
// a copy left that is not sealed and no organ a notice left that it did not
// confirm; one that was forwarded and came back was for an organ that holds nothing.
// It is decided inside the commit, because the last two organs may
// confirm at the same moment.
func SealRecordIfComplete(id fengcun.RecordID) Statement {
	return Statement{
		SQL: `
UPDATE record SET state = 'sealed', version = version + 1
WHERE record_id = $1
  AND state = 'seal_due'
  AND NOT EXISTS (
        SELECT 1 FROM copy WHERE copy.record_id = $1 AND copy.state = 'working')
  AND NOT EXISTS (
        SELECT 1
        FROM notice
        JOIN delivery ON delivery.notice_id = notice.notice_id
        WHERE notice.record_id = $1
          AND notice.state = 'issued'
          AND delivery.recipient <> 'person'
          AND delivery.state <> 'confirmed'
          AND NOT (delivery.state = 'returned' AND delivery.sender <> notice.organ_id)
          AND delivery.replaced_by = '')`,
		Args: []any{id},
		Rows: AnyRows,
	}
}

const recordColumns = `record_id, matter_id, organ_id, state, version`

func scanRecord(rows *sql.Rows) (r Record, err error) {
	err = rows.Scan(&r.ID, &r.Matter, &r.Organ, &r.State, &r.Version)
	return r, err
}

// RecordByID returns one record.
func RecordByID(ctx context.Context, q Queryer, id fengcun.RecordID) (Record, error) {
	return recordByID.one(ctx, q, "record", id)
}

var recordByID = related[Record]{
	head: `SELECT ` + recordColumns + ` FROM record WHERE record_id IN `, scan: scanRecord,
	by:    func(r Record) fengcun.ID { return r.ID },
	among: ofRecords, at: func(p *Prefetched) *ahead[Record] { return &p.records },
}

// Copy is one organ's copy of a record.
type Copy struct {
	ID       fengcun.CopyID
	Record   fengcun.RecordID
	Organ    fengcun.OrganID
	Item     fengcun.ItemID
	Assignee fengcun.StaffID // whose task it is; empty until somebody received it
	State    fengcun.CopyState
	Version  int64
}

// InsertCopy gives an organ a copy.
func InsertCopy(c Copy) Statement {
	return Statement{
		SQL: `INSERT INTO copy (copy_id, record_id, organ_id, item_id, assignee, state, version)
VALUES ($1, $2, $3, $4, $5, $6, 1)`,
		Args: []any{c.ID, c.Record, string(c.Organ), c.Item, string(c.Assignee), string(c.State)},
		Rows: 1,
	}
}

// MoveCopy moves a copy to a state, if it is still as it was read. A sealed copy
// is nobody's task.
func MoveCopy(c Copy, to fengcun.CopyState, assignee fengcun.StaffID) Statement {
	return Statement{
		SQL: `UPDATE copy SET state = $1, assignee = $2, version = version + 1
WHERE copy_id = $3 AND version = $4`,
		Args: []any{string(to), string(assignee), c.ID, c.Version},
		Rows: 1,
	}
}

// DeleteCopy takes from an organ a copy that it should not have got: returned, or
// served before the judgment was effective. Its item is destroyed in the same
// Change; the delivery tells what happened.
func DeleteCopy(c Copy) []Statement {
	return []Statement{
		{SQL: `DELETE FROM system_mark WHERE copy_id = $1`, Args: []any{c.ID}, Rows: AnyRows},
		{SQL: `DELETE FROM place_check WHERE copy_id = $1`, Args: []any{c.ID}, Rows: AnyRows},
		{SQL: `DELETE FROM holding_copy WHERE copy_id = $1`, Args: []any{c.ID}, Rows: AnyRows},
		{SQL: `DELETE FROM copy WHERE copy_id = $1 AND version = $2`, Args: []any{c.ID, c.Version}, Rows: 1},
	}
}

// MoveHoldings makes the holdings of one copy those of another of the same organ.
func MoveHoldings(from, to fengcun.CopyID) Statement {
	return Statement{SQL: `UPDATE holding_copy SET copy_id = $1 WHERE copy_id = $2`, Args: []any{to, from}, Rows: AnyRows}
}

const copyColumns = `copy_id, record_id, organ_id, item_id, assignee, state, version`

func scanCopy(rows *sql.Rows) (c Copy, err error) {
	err = rows.Scan(&c.ID, &c.Record, &c.Organ, &c.Item, &c.Assignee, &c.State, &c.Version)
	return c, err
}

// CopiesOfRecord returns every organ's copies of a record.
func CopiesOfRecord(ctx context.Context, q Queryer, id fengcun.RecordID) ([]Copy, error) {
	return copiesOfRecord.of(ctx, q, id)
}

var copiesOfRecord = related[Copy]{
	head: `SELECT ` + copyColumns + ` FROM copy WHERE record_id IN `, tail: ` ORDER BY organ_id, copy_id`, scan: scanCopy,
	by:    func(c Copy) fengcun.ID { return c.Record },
	own:   func(c Copy) fengcun.ID { return c.ID },
	among: ofRecords, at: func(p *Prefetched) *ahead[Copy] { return &p.copies },
}

// OpenCopy returns an organ's own copy that is not sealed. A sealed copy, another
// organ's and none at all are the same miss of the same index, copy_open, in which
// the sealed never stand: nothing of them is read that would take time. (An
// equality would let SQLite choose the primary key, where they do stand.)
func OpenCopy(ctx context.Context, q Queryer, organ fengcun.OrganID, id fengcun.CopyID) (Copy, error) {
	c, err := copiesOfRecord.itself(ctx, q, "copy", id, `
SELECT `+copyColumns+` FROM copy WHERE organ_id = $2 AND copy_id >= $1 AND copy_id <= $1 AND state <> 'sealed'`, string(organ))
	if err == nil && !c.open(organ) { // it was read ahead
		return Copy{}, notFound(sql.ErrNoRows, "copy")
	}
	return c, err
}

// OpenCopiesOfRecord returns an organ's own copies of a record that are not sealed,
// by an index in which the sealed never stand either.
func OpenCopiesOfRecord(ctx context.Context, q Queryer, organ fengcun.OrganID, id fengcun.RecordID) ([]Copy, error) {
	p, ok := q.(*Prefetched)
	if !ok {
		return collect(ctx, q, scanCopy, `
SELECT `+copyColumns+` FROM copy WHERE record_id = $1 AND organ_id = $2 AND state <> 'sealed' ORDER BY copy_id`, id, string(organ))
	}
	copies, err := CopiesOfRecord(ctx, p, id)
	return slices.DeleteFunc(slices.Clone(copies), func(c Copy) bool { return !c.open(organ) }), err
}

func (c Copy) open(organ fengcun.OrganID) bool {
	return c.Organ == organ && c.State != fengcun.CopySealed
}

// CopyByItem returns the copy whose particulars an item holds.
func CopyByItem(ctx context.Context, q Queryer, item fengcun.ItemID) (Copy, error) {
	return one(ctx, q, "copy", scanCopy, `SELECT `+copyColumns+` FROM copy WHERE item_id = $1`, item)
}

// WorkingCopies returns the copies that a member of staff has in hand: working,
// or unsealed.
func WorkingCopies(ctx context.Context, q Queryer, organ fengcun.OrganID, assignee fengcun.StaffID) ([]Copy, error) {
	return collect(ctx, q, scanCopy, `
SELECT `+copyColumns+` FROM copy
WHERE organ_id = $1 AND assignee = $2 AND state <> 'sealed'
ORDER BY copy_id`, string(organ), string(assignee))
}

// RecordsOfMatter returns the records of a matter in the order of their ids.
func RecordsOfMatter(ctx context.Context, q Queryer, id fengcun.MatterID) ([]Record, error) {
	return collect(ctx, q, scanRecord, `SELECT `+recordColumns+` FROM record WHERE matter_id = $1 ORDER BY record_id`, id)
}
