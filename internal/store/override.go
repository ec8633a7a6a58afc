package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// CalendarOverride is one entry of days that two people made. Entries are never
// changed and never taken away: a later one wins.
type CalendarOverride struct {
	Position   int64  // 1, 2, 3, …
	Content    string // the registry's
	ProposedBy fengcun.StaffID
	ApprovedBy fengcun.StaffID
	ApprovedOn fengcun.Date
}

// InsertOverride enters days. Of two that take the same position one conflicts.
func InsertOverride(o CalendarOverride) Statement {
	return Statement{
		SQL: `INSERT INTO calendar_override (position, content, proposed_by, approved_by, approved_on)
VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
		Args: []any{o.Position, o.Content, string(o.ProposedBy), string(o.ApprovedBy), o.ApprovedOn.String()},
		Rows: 1,
	}
}

// OverridesAfter returns the entries behind a position, in order.
func OverridesAfter(ctx context.Context, q Queryer, position int64) ([]CalendarOverride, error) {
	return collect(ctx, q, func(rows *sql.Rows) (o CalendarOverride, err error) {
		err = rows.Scan(&o.Position, &o.Content, &o.ProposedBy, &o.ApprovedBy, date{&o.ApprovedOn})
		return o, err
	}, `SELECT position, content, proposed_by, approved_by, approved_on FROM calendar_override WHERE position > $1 ORDER BY position`, position)
}

// MoveDeadline gives a running term another due day, and keeps the one of before with
// the entry that moved it. One that was closed or moved meanwhile conflicts.
func MoveDeadline(d Deadline, due fengcun.Date, provisional bool, position int64) []Statement {
	return []Statement{{
		SQL: `UPDATE deadline SET due_on = $1, provisional = $2, version = version + 1
WHERE subject_id = $5 AND organ_id = $6 AND deadline_id = $3 AND due_on = $4 AND closed_on = ''`,
		Args: []any{due.String(), flag(provisional), d.ID, d.Due.String(), d.Subject, string(d.Organ)},
		Rows: 1,
	}, {
		SQL:  `INSERT INTO deadline_move (deadline_id, position, was_due) VALUES ($1, $2, $3)`,
		Args: []any{d.ID, position, d.Due.String()},
		Rows: 1,
	}}
}

// MoveCertificate gives an application that is not answered another due day.
func MoveCertificate(c Certificate, due fengcun.Date, position int64) []Statement {
	return []Statement{{
		SQL:  `UPDATE certificate SET due_on = $1, version = version + 1 WHERE certificate_id = $2 AND version = $3`,
		Args: []any{due.String(), c.ID, c.Version},
		Rows: 1,
	}, {
		SQL:  `INSERT INTO deadline_move (deadline_id, position, was_due) VALUES ($1, $2, $3)`,
		Args: []any{c.ID, position, c.DueOn.String()},
		Rows: 1,
	}}
}
