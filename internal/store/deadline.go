package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Deadline is one running or closed term. Start, Plain and Due are civil dates;
// a term is kept by an act on the due day.
type Deadline struct {
	ID          fengcun.ID
	Organ       fengcun.OrganID // whose duty it is
	Duty        string          // code of the duty, which names its article
	Subject     fengcun.ID      // the notice, copy or application concerned
	Start       fengcun.Date
	Plain       fengcun.Date
	Due         fengcun.Date
	Provisional bool // ends in a year without a holiday notice
	Statutory   bool // false for an organ's internal target
	ClosedOn    fengcun.Date
	WasDue      fengcun.Date // before the calendar last moved it; zero if it never did
}

// InsertDeadline starts a term that was computed with the calendar as it stands after
// an entry of days. If there is a later one meanwhile it conflicts: no term starts
// with a due day that the calendar does not give.
func InsertDeadline(d Deadline, calendar int64) Statement {
	return Statement{
		SQL: `INSERT INTO deadline (deadline_id, organ_id, duty, subject_id, start_on, plain_on, due_on, provisional, statutory, closed_on, version)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, '', 1
WHERE NOT EXISTS (SELECT 1 FROM calendar_override WHERE position > $10)`,
		Args: []any{d.ID, string(d.Organ), d.Duty, d.Subject, d.Start.String(), d.Plain.String(), d.Due.String(), flag(d.Provisional), flag(d.Statutory), calendar},
		Rows: 1,
	}
}

// CloseDeadlines ends an organ's running terms about a subject.
func CloseDeadlines(organ fengcun.OrganID, subject fengcun.ID, on fengcun.Date) Statement {
	return Statement{
		SQL: `UPDATE deadline SET closed_on = $1, version = version + 1
WHERE organ_id = $2 AND subject_id = $3 AND closed_on = ''`,
		Args: []any{on.String(), string(organ), subject},
		Rows: AnyRows,
	}
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// RunningDeadlines returns an organ's open terms, the earliest due day first.
func RunningDeadlines(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]Deadline, error) {
	return collect(ctx, q, scanDeadline, `
SELECT `+deadlineColumns+`
FROM deadline
WHERE organ_id = $1 AND closed_on = ''
ORDER BY due_on, deadline_id`, string(organ))
}

// RunningOf returns an organ's open terms of one duty, the earliest due day first.
func RunningOf(ctx context.Context, q Queryer, organ fengcun.OrganID, duty string) ([]Deadline, error) {
	return collect(ctx, q, scanDeadline, `
SELECT `+deadlineColumns+`
FROM deadline
WHERE organ_id = $1 AND closed_on = '' AND duty = $2
ORDER BY due_on, deadline_id`, string(organ), duty)
}

const deadlineColumns = `deadline_id, organ_id, duty, subject_id, start_on, plain_on, due_on, provisional, statutory, closed_on,
COALESCE((SELECT was_due FROM deadline_move WHERE deadline_move.deadline_id = deadline.deadline_id ORDER BY position DESC LIMIT 1), '')`

func scanDeadline(rows *sql.Rows) (d Deadline, err error) {
	var provisional, statutory int64
	err = rows.Scan(&d.ID, &d.Organ, &d.Duty, &d.Subject, date{&d.Start}, date{&d.Plain}, date{&d.Due}, &provisional, &statutory, date{&d.ClosedOn}, date{&d.WasDue})
	d.Provisional, d.Statutory = provisional != 0, statutory != 0
	return d, err
}

// DeadlinesOfCopy returns the terms about a copy, running and closed, the earliest
// due day first.
func DeadlinesOfCopy(ctx context.Context, q Queryer, id fengcun.CopyID) ([]Deadline, error) {
	return deadlinesOfCopy.of(ctx, q, id)
}

var deadlinesOfCopy = related[Deadline]{
	head: `SELECT ` + deadlineColumns + ` FROM deadline WHERE subject_id IN `, tail: ` ORDER BY due_on, deadline_id`, scan: scanDeadline,
	by:    func(d Deadline) fengcun.ID { return d.Subject },
	among: ofCopies, at: func(p *Prefetched) *ahead[Deadline] { return &p.deadlines },
}
