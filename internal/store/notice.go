package store

import (
	"context"
	"database/sql"
	"time"

	"fengcun"
)

// Person is the recipient of a notice who is not an organ.
const Person = "person"

// Notice is one sealing notice, for one person's record. Its text stands in the
// vault.
type Notice struct {
	ID        fengcun.NoticeID
	Record    fengcun.RecordID
	Organ     fengcun.OrganID
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

// SeriesNotice is the number series of sealing notices.
const SeriesNotice = "notice"

// IssueNotice numbers a draft and issues it. The statements of NextNumber for
// the notice's organ and year come first in the same Change.
func IssueNotice(n Notice, by fengcun.StaffID, year int) Statement {
	return Statement{
		SQL: `
UPDATE notice
SET state = 'issued', issued_by = $1, year = $2, version = version + 1,
    serial = (SELECT last FROM number_series WHERE organ_id = notice.organ_id AND series = 'notice' AND year = $2)
WHERE notice_id = $3 AND version = $4`,
		Args: []any{string(by), int64(year), n.ID, n.Version},
		Rows: 1,
	}
}

const noticeColumns = `notice_id, record_id, organ_id, year, serial, state, basis, drafted_by, issued_by, overtaken, version`

func scanNotice(rows *sql.Rows) (n Notice, err error) {
	var overtaken int64
	err = rows.Scan(&n.ID, &n.Record, &n.Organ, &n.Year, &n.Serial, &n.State, &n.Basis, &n.DraftedBy, &n.IssuedBy, &overtaken, &n.Version)
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

// Delivery is one recipient's side of a notice.
type Delivery struct {
	Notice       fengcun.NoticeID
	Recipient    string // an organ id, or Person
	State        fengcun.DeliveryState
	DispatchedOn fengcun.Date
	ReceivedAt   time.Time
	ReceivedOn   fengcun.Date
	Version      int64
}

// InsertDelivery dispatches a notice to a recipient.
func InsertDelivery(d Delivery) Statement {
	return Statement{
		SQL: `INSERT INTO delivery (notice_id, recipient, state, dispatched_on, received_at, received_on, version)
VALUES ($1, $2, $3, $4, 0, '', 1)`,
		Args: []any{d.Notice, d.Recipient, string(d.State), d.DispatchedOn.String()},
		Rows: 1,
	}
}

// MoveDelivery moves a delivery to the state it carries, if it is still as read.
func MoveDelivery(d Delivery) Statement {
	return Statement{
		SQL: `UPDATE delivery SET state = $1, received_at = $2, received_on = $3, version = version + 1
WHERE notice_id = $4 AND recipient = $5 AND version = $6`,
		Args: []any{string(d.State), d.ReceivedAt.Unix(), d.ReceivedOn.String(), d.Notice, d.Recipient, d.Version},
		Rows: 1,
	}
}

const deliveryColumns = `notice_id, recipient, state, dispatched_on, received_at, received_on, version`

func scanDelivery(rows *sql.Rows) (d Delivery, err error) {
	var received int64
	err = rows.Scan(&d.Notice, &d.Recipient, &d.State, date{&d.DispatchedOn}, &received, date{&d.ReceivedOn}, &d.Version)
	if received > 0 {
		d.ReceivedAt = time.Unix(received, 0).UTC()
	}
	return d, err
}

// DeliveryTo returns one recipient's side of a notice.
func DeliveryTo(ctx context.Context, q Queryer, notice fengcun.NoticeID, recipient string) (Delivery, error) {
	deliveries, err := Deliveries(ctx, q, notice)
	for _, d := range deliveries {
		if d.Recipient == recipient {
			return d, nil
		}
	}
	if err == nil {
		err = notFound(sql.ErrNoRows, "delivery")
	}
	return Delivery{}, err
}

// Deliveries returns every recipient's side of a notice.
func Deliveries(ctx context.Context, q Queryer, notice fengcun.NoticeID) ([]Delivery, error) {
	return deliveriesOfNotice.of(ctx, q, notice)
}

var deliveriesOfNotice = related[Delivery]{
	head: `SELECT ` + deliveryColumns + ` FROM delivery WHERE notice_id IN `, tail: ` ORDER BY recipient`, scan: scanDelivery,
	by: func(d Delivery) fengcun.ID { return d.Notice },
	among: func(ctx context.Context, p *Prefetched, id fengcun.NoticeID) ([]fengcun.ID, error) {
		notices, err := noticesOfRecord.all(ctx, p)
		return listed(notices, func(n Notice) fengcun.ID { return n.ID }, id), err
	},
	at: func(p *Prefetched) *ahead[Delivery] { return &p.deliveries },
}

// DeliveriesFor returns what was dispatched to a recipient and not yet received.
func DeliveriesFor(ctx context.Context, q Queryer, recipient fengcun.OrganID) ([]Delivery, error) {
	return collect(ctx, q, scanDelivery, `
SELECT `+deliveryColumns+` FROM delivery
WHERE recipient = $1 AND state = 'dispatched' ORDER BY dispatched_on, notice_id`, string(recipient))
}

// ConfirmDeliveries marks what an organ received about a record as sealed there.
func ConfirmDeliveries(record fengcun.RecordID, recipient fengcun.OrganID) Statement {
	return Statement{
		SQL: `
UPDATE delivery SET state = 'confirmed', version = version + 1
WHERE recipient = $1
  AND state IN ('received', 'coordinating')
  AND notice_id IN (SELECT notice_id FROM notice WHERE record_id = $2)`,
		Args: []any{string(recipient), record},
		Rows: AnyRows,
	}
}
