package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// SetStaffName says what a member of staff is called.
func SetStaffName(staff fengcun.StaffID, name string) Statement {
	return Statement{
		SQL: `
INSERT INTO staff_name (staff_id, name, changed) VALUES ($1, $2, (SELECT COALESCE(MAX(changed), 0) + 1 FROM staff_name))
ON CONFLICT (staff_id) DO UPDATE SET name = excluded.name, changed = excluded.changed`,
		Args: []any{string(staff), name},
		Rows: 1,
	}
}

// StaffName is what a member of staff is called.
type StaffName struct {
	Staff   fengcun.StaffID
	Name    string
	Changed int64
}

// StaffNames returns the names that were entered after a change, in order.
func StaffNames(ctx context.Context, q Queryer, after int64) ([]StaffName, error) {
	return collect(ctx, q, func(rows *sql.Rows) (n StaffName, err error) {
		err = rows.Scan(&n.Staff, &n.Name, &n.Changed)
		return n, err
	}, `SELECT staff_id, name, changed FROM staff_name WHERE changed > $1 ORDER BY changed`, after)
}

// InsertDivision adds a division to an organ.
func InsertDivision(organ fengcun.OrganID, name string) Statement {
	return Statement{
		SQL: `INSERT INTO division (organ_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING`, Args: []any{string(organ), name}, Rows: AnyRows,
	}
}

// DeleteDivision takes away a division to which nobody belongs.
func DeleteDivision(organ fengcun.OrganID, name string) Statement {
	return Statement{
		SQL: `DELETE FROM division WHERE organ_id = $1 AND name = $2
AND NOT EXISTS (SELECT 1 FROM staff_division s WHERE s.organ_id = $1 AND s.division = $2)`,
		Args: []any{string(organ), name},
		Rows: 1,
	}
}

// Divisions returns the divisions of an organ, by name.
func Divisions(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]string, error) {
	return collect(ctx, q, func(rows *sql.Rows) (name string, err error) {
		err = rows.Scan(&name)
		return name, err
	}, `SELECT name FROM division WHERE organ_id = $1 ORDER BY name`, string(organ))
}

// SetDivision says to which division of an organ a member of staff belongs, or to
// none. A division that is not there conflicts.
func SetDivision(organ fengcun.OrganID, staff fengcun.StaffID, division string) []Statement {
	statements := []Statement{{
		SQL: `DELETE FROM staff_division WHERE organ_id = $1 AND staff_id = $2`, Args: []any{string(organ), string(staff)}, Rows: AnyRows,
	}}
	if division == "" {
		return statements
	}
	return append(statements, Statement{
		SQL: `INSERT INTO staff_division (organ_id, staff_id, division)
SELECT organ_id, $2, name FROM division WHERE organ_id = $1 AND name = $3`,
		Args: []any{string(organ), string(staff), division},
		Rows: 1,
	})
}

// DivisionsOfStaff returns who of an organ belongs to which division.
func DivisionsOfStaff(ctx context.Context, q Queryer, organ fengcun.OrganID) (map[fengcun.StaffID]string, error) {
	type pair struct {
		staff    fengcun.StaffID
		division string
	}
	pairs, err := collect(ctx, q, func(rows *sql.Rows) (p pair, err error) {
		err = rows.Scan(&p.staff, &p.division)
		return p, err
	}, `SELECT staff_id, division FROM staff_division WHERE organ_id = $1`, string(organ))
	of := map[fengcun.StaffID]string{}
	for _, p := range pairs {
		of[p.staff] = p.division
	}
	return of, err
}

// CountedTo is how far the numbers on a page are counted: there it stands for as many
// or more, so that none costs more the longer an organ has worked.
const CountedTo = 200

// StepsTaken counts what a member of staff finished since a day: decisions that they
// proposed or approved, holdings that they confirmed. Each is counted up to CountedTo.
func StepsTaken(ctx context.Context, q Queryer, staff fengcun.StaffID, since fengcun.Date) (int, error) {
	n, err := number(ctx, q, `SELECT
  (SELECT COUNT(*) FROM (SELECT 1 FROM decision WHERE proposed_by = $1 AND decided_on >= $2 LIMIT $3) AS counted)
+ (SELECT COUNT(*) FROM (SELECT 1 FROM decision WHERE approved_by = $1 AND decided_on >= $2 LIMIT $3) AS counted)
+ (SELECT COUNT(*) FROM (SELECT 1 FROM holding WHERE state = 'confirmed' AND confirmed_by = $1 AND confirmed_on >= $2 LIMIT $3) AS counted)`,
		string(staff), since.String(), int64(CountedTo))
	return min(n, CountedTo), err
}

// InHand counts the copies that a member of staff has in hand.
func InHand(ctx context.Context, q Queryer, organ fengcun.OrganID, staff fengcun.StaffID) (int, error) {
	return number(ctx, q, `SELECT COUNT(*) FROM copy WHERE organ_id = $1 AND assignee = $2 AND state = 'working'`, string(organ), string(staff))
}

// EndingBy counts the running terms of copies in somebody's hands that end by a day.
func EndingBy(ctx context.Context, q Queryer, organ fengcun.OrganID, staff fengcun.StaffID, by fengcun.Date) (int, error) {
	return number(ctx, q, `
SELECT COUNT(*) FROM deadline d JOIN copy c ON c.copy_id = d.subject_id
WHERE d.organ_id = $1 AND d.closed_on = '' AND d.due_on <= $3 AND c.assignee = $2`, string(organ), string(staff), by.String())
}

// ToApprove counts what waits at an organ for somebody else than its proposer:
// decisions and drafted notices.
func ToApprove(ctx context.Context, q Queryer, organ fengcun.OrganID, staff fengcun.StaffID) (int, error) {
	return number(ctx, q, `SELECT
  (SELECT COUNT(*) FROM decision d JOIN record r ON r.record_id = d.record_id WHERE d.state = 'proposed' AND r.organ_id = $1 AND d.proposed_by <> $2)
+ (SELECT COUNT(*) FROM notice WHERE organ_id = $1 AND state = 'draft' AND overtaken = 0 AND drafted_by <> $2)`, string(organ), string(staff))
}

// ToConfirm counts the copies of an organ that are due to be sealed.
func ToConfirm(ctx context.Context, q Queryer, organ fengcun.OrganID) (int, error) {
	return number(ctx, q, `
SELECT COUNT(*) FROM copy c JOIN record r ON r.record_id = c.record_id
WHERE c.organ_id = $1 AND c.state = 'working' AND c.assignee <> '' AND r.state = 'seal_due'`, string(organ))
}

// ToAnswer counts the applications at an organ's window that are not answered.
func ToAnswer(ctx context.Context, q Queryer, organ fengcun.OrganID) (int, error) {
	return number(ctx, q, `SELECT COUNT(*) FROM certificate WHERE organ_id = $1 AND state = 'accepted'`, string(organ))
}

func number(ctx context.Context, q Queryer, query string, args ...any) (n int, err error) {
	err = q.QueryRowContext(ctx, query, args...).Scan(&n)
	return n, err
}
