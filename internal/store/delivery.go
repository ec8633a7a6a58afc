package store

import (
	"context"
	"database/sql"
	"time"

	"fengcun"
)

// Person is the recipient of a notice who is not an organ.
const Person = "person"

// Delivery is one recipient's side of a notice.
type Delivery struct {
	Notice       fengcun.NoticeID
	Recipient    string          // an organ id, or Person
	Sender       fengcun.OrganID // who serves it: the issuer, or an organ that forwards it
	Basis        string          // article on which the recipient's own duty rests
	Item         fengcun.ItemID  // the papers of service and answer; names nothing where there are none
	State        fengcun.DeliveryState
	DispatchedOn fengcun.Date
	ReceivedAt   time.Time
	ReceivedOn   fengcun.Date
	EnteredOn    fengcun.Date    // the day on which the receipt was entered here
	ReplacedBy   fengcun.OrganID // to whom it went instead, once returned
	Version      int64
}

// InsertDelivery dispatches a notice to a recipient.
func InsertDelivery(d Delivery) Statement {
	if d.Item.IsZero() {
		d.Item = fengcun.NewID()
	}
	return Statement{
		SQL: `INSERT INTO delivery (notice_id, recipient, sender, basis, item_id, state, dispatched_on, received_at, received_on, entered_on, replaced_by, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, '', '', '', 1)`,
		Args: []any{d.Notice, d.Recipient, string(d.Sender), d.Basis, d.Item, string(d.State), d.DispatchedOn.String()},
		Rows: 1,
	}
}

// MoveDelivery moves a delivery to the state it carries, if it is still as read.
func MoveDelivery(d Delivery) Statement {
	var received int64
	if !d.ReceivedAt.IsZero() {
		received = d.ReceivedAt.Unix()
	}
	return Statement{
		SQL: `UPDATE delivery SET state = $1, received_at = $2, received_on = $3, entered_on = $4, replaced_by = $5, version = version + 1
WHERE notice_id = $6 AND recipient = $7 AND version = $8`,
		Args: []any{string(d.State), received, d.ReceivedOn.String(), d.EnteredOn.String(), string(d.ReplacedBy), d.Notice, d.Recipient, d.Version},
		Rows: 1,
	}
}

// EntrustDelivery gives a delivery to the sender it carries, if it is still as read.
func EntrustDelivery(d Delivery) Statement {
	return Statement{
		SQL:  `UPDATE delivery SET sender = $1, version = version + 1 WHERE notice_id = $2 AND recipient = $3 AND version = $4`,
		Args: []any{string(d.Sender), d.Notice, d.Recipient, d.Version},
		Rows: 1,
	}
}

const deliveryColumns = `notice_id, recipient, sender, basis, item_id, state, dispatched_on, received_at, received_on, entered_on, replaced_by, version`

func scanDelivery(rows *sql.Rows) (d Delivery, err error) {
	var received int64
	err = rows.Scan(&d.Notice, &d.Recipient, &d.Sender, &d.Basis, &d.Item, &d.State, date{&d.DispatchedOn}, &received, date{&d.ReceivedOn}, date{&d.EnteredOn}, &d.ReplacedBy, &d.Version)
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

// DeliveriesBy returns what an organ sent and has not been answered: not received,
// not confirmed, or returned and not sent elsewhere.
func DeliveriesBy(ctx context.Context, q Queryer, sender fengcun.OrganID) ([]Delivery, error) {
	return collect(ctx, q, scanDelivery, `
SELECT `+deliveryColumns+` FROM delivery
WHERE sender = $1
  AND state IN ('dispatched', 'received', 'coordinating', 'returned')
  AND replaced_by = ''
  AND NOT (recipient = 'person' AND state = 'received')
  AND EXISTS (SELECT 1 FROM notice n WHERE n.notice_id = delivery.notice_id AND n.state = 'issued')
ORDER BY dispatched_on, notice_id, recipient`, string(sender))
}

// Unanswered returns how many deliveries a recipient has not confirmed or returned.
func Unanswered(ctx context.Context, q Queryer, recipient fengcun.OrganID) (n int, err error) {
	err = q.QueryRowContext(ctx, `
SELECT count(*) FROM delivery d JOIN notice n ON n.notice_id = d.notice_id
WHERE d.recipient = $1 AND d.state IN ('dispatched', 'received', 'coordinating') AND n.state = 'issued'`, string(recipient)).Scan(&n)
	return n, err
}

// ConfirmDeliveries marks what an organ received about a record as sealed there: its
// own copy is, and everything that it forwarded is confirmed, or returned because
// that organ holds nothing.
func ConfirmDeliveries(record fengcun.RecordID, recipient fengcun.OrganID) Statement {
	return Statement{
		SQL: `
UPDATE delivery SET state = 'confirmed', version = version + 1
WHERE recipient = $1
  AND state IN ('received', 'coordinating')
  AND notice_id IN (SELECT notice_id FROM notice WHERE record_id = $2)
  AND EXISTS (SELECT 1 FROM copy WHERE copy.record_id = $2 AND copy.organ_id = $1 AND copy.state = 'sealed')
  AND NOT EXISTS (SELECT 1 FROM copy WHERE copy.record_id = $2 AND copy.organ_id = $1 AND copy.state = 'working')
  AND NOT EXISTS (
        SELECT 1 FROM delivery below
        WHERE below.notice_id = delivery.notice_id
          AND below.sender = $1
          AND below.recipient <> 'person'
          AND below.state NOT IN ('confirmed', 'returned')
          AND below.replaced_by = '')`,
		Args: []any{string(recipient), record},
		Rows: AnyRows,
	}
}

// ReportedCount is how many holdings of a kind another organ has in a state.
type ReportedCount struct {
	Kind   fengcun.HoldingKind
	State  fengcun.HoldingState
	Number int
}

// ReplaceCounts replaces what an organ reported of its holdings.
func ReplaceCounts(notice fengcun.NoticeID, recipient fengcun.OrganID, counts []ReportedCount) []Statement {
	statements := []Statement{{
		SQL:  `DELETE FROM delivery_count WHERE notice_id = $1 AND recipient = $2`,
		Args: []any{notice, string(recipient)},
		Rows: AnyRows,
	}}
	for _, c := range counts {
		statements = append(statements, Statement{
			SQL:  `INSERT INTO delivery_count (notice_id, recipient, kind, state, number) VALUES ($1, $2, $3, $4, $5)`,
			Args: []any{notice, string(recipient), string(c.Kind), string(c.State), int64(c.Number)},
			Rows: 1,
		})
	}
	return statements
}

// Counts returns what an organ reported of its holdings.
func Counts(ctx context.Context, q Queryer, notice fengcun.NoticeID, recipient fengcun.OrganID) ([]ReportedCount, error) {
	return collect(ctx, q, func(rows *sql.Rows) (c ReportedCount, err error) {
		err = rows.Scan(&c.Kind, &c.State, &c.Number)
		return c, err
	}, `
SELECT kind, state, number FROM delivery_count
WHERE notice_id = $1 AND recipient = $2 ORDER BY kind, state`, notice, string(recipient))
}

// DeliveryConfirmed is a condition for Post: the notice and the recipient follow as
// arguments.
const DeliveryConfirmed = `SELECT 1 FROM delivery WHERE notice_id = $7 AND recipient = $8 AND state = 'confirmed'`
