package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// ProbeOrder is a standing order of an organ's head that its seals be probed.
type ProbeOrder struct {
	ID        fengcun.ID
	Organ     fengcun.OrganID
	Item      fengcun.ItemID  // the number of the paper
	Carrier   fengcun.StaffID // who carries it out
	Sample    int             // sealed copies in one run at most
	OrderedBy fengcun.StaffID
	OrderedOn fengcun.Date
	ValidTo   fengcun.Date // the last day
	NextAt    int64        // unix seconds of the next run
	Version   int64
}

// InsertProbeOrder enters an order.
func InsertProbeOrder(o ProbeOrder) Statement {
	return Statement{
		SQL: `INSERT INTO probe_order (order_id, organ_id, item_id, carrier, sample, ordered_by, ordered_on, valid_to, next_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)`,
		Args: []any{o.ID, string(o.Organ), o.Item, string(o.Carrier), int64(o.Sample), string(o.OrderedBy), o.OrderedOn.String(), o.ValidTo.String(), o.NextAt},
		Rows: 1,
	}
}

// MoveProbeOrder sets an order's last day and its next run, if it is still as read.
func MoveProbeOrder(o ProbeOrder) Statement {
	return Statement{
		SQL:  `UPDATE probe_order SET valid_to = $1, next_at = $2, version = version + 1 WHERE order_id = $3 AND version = $4`,
		Args: []any{o.ValidTo.String(), o.NextAt, o.ID, o.Version},
		Rows: 1,
	}
}

// HastenProbes brings the next run under an organ's orders forward.
func HastenProbes(organ fengcun.OrganID, by int64) Statement {
	return Statement{
		SQL:  `UPDATE probe_order SET next_at = $1, version = version + 1 WHERE organ_id = $2 AND next_at > $1`,
		Args: []any{by, string(organ)},
		Rows: AnyRows,
	}
}

const probeOrderColumns = `order_id, organ_id, item_id, carrier, sample, ordered_by, ordered_on, valid_to, next_at, version`

func scanProbeOrder(rows *sql.Rows) (o ProbeOrder, err error) {
	err = rows.Scan(&o.ID, &o.Organ, &o.Item, &o.Carrier, &o.Sample, &o.OrderedBy, date{&o.OrderedOn}, date{&o.ValidTo}, &o.NextAt, &o.Version)
	return o, err
}

// ProbeOrderByID returns an order.
func ProbeOrderByID(ctx context.Context, q Queryer, id fengcun.ID) (ProbeOrder, error) {
	return one(ctx, q, "probe_order", scanProbeOrder, `SELECT `+probeOrderColumns+` FROM probe_order WHERE order_id = $1`, id)
}

// ProbeOrders returns an organ's orders in force on a day.
func ProbeOrders(ctx context.Context, q Queryer, organ fengcun.OrganID, on fengcun.Date) ([]ProbeOrder, error) {
	return collect(ctx, q, scanProbeOrder, `
SELECT `+probeOrderColumns+` FROM probe_order
WHERE organ_id = $1 AND valid_to >= $2 ORDER BY ordered_on, order_id`, string(organ), on.String())
}

// ProbesDue returns the orders in force whose next run is due.
func ProbesDue(ctx context.Context, q Queryer, at int64, on fengcun.Date) ([]ProbeOrder, error) {
	return collect(ctx, q, scanProbeOrder, `
SELECT `+probeOrderColumns+` FROM probe_order WHERE next_at <= $1 AND valid_to >= $2 ORDER BY next_at, order_id`, at, on.String())
}
