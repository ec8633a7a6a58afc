package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Notice is one sealing notice, for one person's record. Its text stands in the
// vault.
type Notice struct {
	ID        fengcun.NoticeID
	Record    fengcun.RecordID
	Organ     fengcun.OrganID // who works on it
	Issuer    fengcun.OrganID // whose number it bears
	Year      int
	Serial    int // 0 until issued
	State     fengcun.NoticeState
	Basis     string // "11", "12" or "3"
	DraftedBy fengcun.StaffID
	IssuedBy  fengcun.StaffID
	Overtaken bool // the record was decided anew since
	Version   int64
}

// InsertNotice records a draft.
func InsertNotice(n Notice) Statement {
	return Statement{
		SQL: `INSERT INTO notice (notice_id, record_id, organ_id, year, serial, state, basis, drafted_by, issued_by, overtaken, version)
VALUES ($1, $2, $3, 0, 0, $4, $5, $6, '', 0, 1)`,
		Args: []any{n.ID, n.Record, string(n.Organ), string(n.State), n.Basis, string(n.DraftedBy)},
		Rows: 1,
	}
}

// IssueNotice numbers a draft and issues it, with a serial that was given or, with
// zero, the next one: the statements of NextNumber for the notice's organ and year
// then come first in the same Change.
func IssueNotice(n Notice, by fengcun.StaffID, year, serial int) Statement {
	return numberNotice(n, fengcun.NoticeIssued, by, year, serial)
}

func numberNotice(n Notice, to fengcun.NoticeState, by fengcun.StaffID, year, serial int) Statement {
	s := Statement{
		SQL: `
UPDATE notice
SET state = $1, issued_by = $2, year = $3, version = version + 1,
    serial = (SELECT last FROM number_series WHERE organ_id = notice.organ_id AND series = 'notice' AND year = $3)
WHERE notice_id = $4 AND version = $5`,
		Args: []any{string(to), string(by), int64(year), n.ID, n.Version},
		Rows: 1,
	}
	if serial != 0 {
		s.SQL = `
UPDATE notice
SET state = $1, issued_by = $2, year = $3, version = version + 1, serial = $6
WHERE notice_id = $4 AND version = $5
  AND NOT EXISTS (SELECT 1 FROM notice other WHERE other.organ_id = notice.organ_id AND other.year = $3 AND other.serial = $6)`
		s.Args = append(s.Args, int64(serial))
	}
	return s
}

// SerialTaken reports whether a notice of an organ bears a serial number.
func SerialTaken(ctx context.Context, q Queryer, organ fengcun.OrganID, year, serial int) (bool, error) {
	var n int
	err := q.QueryRowContext(ctx, `SELECT count(*) FROM notice WHERE organ_id = $1 AND year = $2 AND serial = $3`, string(organ), int64(year), int64(serial)).Scan(&n)
	return n > 0, err
}

// WithdrawNotice withdraws an issued notice.
func WithdrawNotice(n Notice) Statement {
	return Statement{
		SQL:  `UPDATE notice SET state = 'withdrawn', version = version + 1 WHERE notice_id = $1 AND version = $2`,
		Args: []any{n.ID, n.Version},
		Rows: 1,
	}
}

// NumberNotice approves a draft and takes its number, before it is issued: a notice
// that goes to another installation names its number in the message. It takes it as
// IssueNotice does.
func NumberNotice(n Notice, by fengcun.StaffID, year, serial int) Statement {
	return numberNotice(n, fengcun.NoticeApproved, by, year, serial)
}

// IssueNumbered issues a notice that has its number.
func IssueNumbered(n Notice, by fengcun.StaffID) Statement {
	return Statement{
		SQL:  `UPDATE notice SET state = 'issued', issued_by = $1, version = version + 1 WHERE notice_id = $2 AND version = $3`,
		Args: []any{string(by), n.ID, n.Version},
		Rows: 1,
	}
}

const noticeColumns = `notice_id, record_id, organ_id, COALESCE(NULLIF(issuer, ''), organ_id), year, serial, state, basis, drafted_by, issued_by, overtaken, version`

func scanNotice(rows *sql.Rows) (n Notice, err error) {
	var overtaken int64
	err = rows.Scan(&n.ID, &n.Record, &n.Organ, &n.Issuer, &n.Year, &n.Serial, &n.State, &n.Basis, &n.DraftedBy, &n.IssuedBy, &overtaken, &n.Version)
	n.Overtaken = overtaken != 0
	return n, err
}

// OvertakeNotices says that a record was decided anew: its earlier notices stay
// what they were, and a new one is due.
func OvertakeNotices(record fengcun.RecordID) Statement {
	return Statement{SQL: `UPDATE notice SET overtaken = 1, version = version + 1 WHERE record_id = $1 AND overtaken = 0`, Args: []any{record}, Rows: AnyRows}
}

// NoticeByID returns one notice.
func NoticeByID(ctx context.Context, q Queryer, id fengcun.NoticeID) (Notice, error) {
	return noticesOfRecord.itself(ctx, q, "notice", id, `SELECT `+noticeColumns+` FROM notice WHERE notice_id = $1`)
}

// NoticesOfRecord returns every notice about a record.
func NoticesOfRecord(ctx context.Context, q Queryer, id fengcun.RecordID) ([]Notice, error) {
	return noticesOfRecord.of(ctx, q, id)
}

var noticesOfRecord = related[Notice]{
	head: `SELECT ` + noticeColumns + ` FROM notice WHERE record_id IN `, tail: ` ORDER BY notice_id`, scan: scanNotice,
	by:    func(n Notice) fengcun.ID { return n.Record },
	own:   func(n Notice) fengcun.ID { return n.ID },
	among: ofRecords, at: func(p *Prefetched) *ahead[Notice] { return &p.notices },
}
