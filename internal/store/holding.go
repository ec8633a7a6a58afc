package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Holding is one thing that carries copies, in one organ.
type Holding struct {
	ID          fengcun.HoldingID
	Organ       fengcun.OrganID
	Kind        fengcun.HoldingKind
	Label       string // opaque: says nothing of the person
	State       fengcun.HoldingState
	Version     int64
	ConfirmedBy fengcun.StaffID
	ConfirmedOn fengcun.Date
}

// InsertHolding enters a holding into the inventory.
func InsertHolding(h Holding) Statement {
	return Statement{
		SQL: `INSERT INTO holding (holding_id, organ_id, kind, label, state, version, confirmed_by, confirmed_on)
VALUES ($1, $2, $3, $4, $5, 1, '', '')`,
		Args: []any{h.ID, string(h.Organ), string(h.Kind), h.Label, string(h.State)},
		Rows: 1,
	}
}

// LinkHolding says that a holding carries a copy.
func LinkHolding(holding fengcun.HoldingID, copyID fengcun.CopyID) Statement {
	return Statement{
		SQL:  `INSERT INTO holding_copy (copy_id, holding_id) VALUES ($1, $2)`,
		Args: []any{copyID, holding},
		Rows: 1,
	}
}

// MoveHolding moves a holding to the state it carries, if it is still as read.
func MoveHolding(h Holding) Statement {
	return Statement{
		SQL: `UPDATE holding SET state = $1, label = $2, confirmed_by = $3, confirmed_on = $4, version = version + 1
WHERE holding_id = $5 AND version = $6`,
		Args: []any{string(h.State), h.Label, string(h.ConfirmedBy), h.ConfirmedOn.String(), h.ID, h.Version},
		Rows: 1,
	}
}

const holdingColumns = `h.holding_id, h.organ_id, h.kind, h.label, h.state, h.version, h.confirmed_by, h.confirmed_on`

func scanHolding(rows *sql.Rows) (h Holding, err error) {
	err = rows.Scan(&h.ID, &h.Organ, &h.Kind, &h.Label, &h.State, &h.Version, &h.ConfirmedBy, date{&h.ConfirmedOn})
	return h, err
}

// HoldingsOfCopy returns the holdings that carry a copy.
func HoldingsOfCopy(ctx context.Context, q Queryer, id fengcun.CopyID) ([]Holding, error) {
	return collect(ctx, q, scanHolding, `
SELECT `+holdingColumns+`
FROM holding_copy hc
JOIN holding h ON h.holding_id = hc.holding_id
WHERE hc.copy_id = $1
ORDER BY h.holding_id`, id)
}

// CopiesSharing returns the other copies that one of a copy's holdings carries
// too.
func CopiesSharing(ctx context.Context, q Queryer, id fengcun.CopyID) ([]Copy, error) {
	return collect(ctx, q, scanCopy, `
SELECT DISTINCT c.copy_id, c.record_id, c.organ_id, c.item_id, c.assignee, c.state, c.version
FROM holding_copy mine
JOIN holding_copy theirs ON theirs.holding_id = mine.holding_id
JOIN copy c ON c.copy_id = theirs.copy_id
WHERE mine.copy_id = $1 AND theirs.copy_id <> $1`, id)
}
