package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// InsertDeputy lets one member of staff stand in for another.
func InsertDeputy(of fengcun.Actor, deputy fengcun.StaffID, from, to fengcun.Date) Statement {
	return Statement{
		SQL: `
INSERT INTO deputy (organ_id, role, staff_id, deputy_id, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (organ_id, role, staff_id, deputy_id, valid_from) DO UPDATE SET valid_to = excluded.valid_to`,
		Args: []any{string(of.Organ), string(of.Role), string(of.Staff), string(deputy), from.String(), to.String()},
		Rows: 1,
	}
}

// Deputy is one row: who stands in for whom.
type Deputy struct {
	Of       fengcun.Actor
	By       fengcun.StaffID
	From, To fengcun.Date
}

// Deputies returns who stands in for whom at an organ on a day.
func Deputies(ctx context.Context, q Queryer, organ fengcun.OrganID, on fengcun.Date) ([]Deputy, error) {
	return collect(ctx, q, func(rows *sql.Rows) (d Deputy, err error) {
		err = rows.Scan(&d.Of.Staff, &d.Of.Organ, &d.Of.Role, &d.By, date{&d.From}, date{&d.To})
		return d, err
	}, `
SELECT staff_id, organ_id, role, deputy_id, valid_from, valid_to FROM deputy
WHERE organ_id = $1 AND valid_from <= $2 AND valid_to >= $2
ORDER BY role, staff_id, deputy_id`, string(organ), on.String())
}

// SetChain says who approves an act at an organ, one after the other; nobody leaves it
// to any approver.
func SetChain(organ fengcun.OrganID, act string, chain []fengcun.StaffID) []Statement {
	statements := []Statement{{
		SQL: `DELETE FROM approval_step WHERE organ_id = $1 AND act = $2`, Args: []any{string(organ), act}, Rows: AnyRows,
	}}
	for i, staff := range chain {
		statements = append(statements, Statement{
			SQL:  `INSERT INTO approval_step (organ_id, act, step, staff_id) VALUES ($1, $2, $3, $4)`,
			Args: []any{string(organ), act, int64(i), string(staff)}, Rows: 1,
		})
	}
	return statements
}

// Chain returns who approves an act at an organ, in order.
func Chain(ctx context.Context, q Queryer, organ fengcun.OrganID, act string) ([]fengcun.StaffID, error) {
	return collect(ctx, q, scanStaff, `SELECT staff_id FROM approval_step WHERE organ_id = $1 AND act = $2 ORDER BY step`, string(organ), act)
}

// Endorsements returns who has taken a step on a proposal, in order.
func Endorsements(ctx context.Context, q Queryer, subject fengcun.ID) ([]fengcun.StaffID, error) {
	return collect(ctx, q, scanStaff, `SELECT staff_id FROM endorsement WHERE subject_id = $1 ORDER BY step`, subject)
}

// InsertEndorsement takes a step. Of two who take it at once one conflicts.
func InsertEndorsement(subject fengcun.ID, step int, by fengcun.StaffID, on fengcun.Date) Statement {
	return Statement{
		SQL:  `INSERT INTO endorsement (subject_id, step, staff_id, made_on) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
		Args: []any{subject, int64(step), string(by), on.String()}, Rows: 1,
	}
}

func scanStaff(rows *sql.Rows) (id fengcun.StaffID, err error) {
	err = rows.Scan(&id)
	return id, err
}
