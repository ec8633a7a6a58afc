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

// heldBy is a holding with the copy that it was asked for by.
type heldBy struct {
	copy fengcun.CopyID
	Holding
}

func scanHolding(rows *sql.Rows) (h heldBy, err error) {
	err = rows.Scan(&h.copy, &h.ID, &h.Organ, &h.Kind, &h.Label, &h.State, &h.Version, &h.ConfirmedBy, date{&h.ConfirmedOn})
	return h, err
}

// HoldingsOfCopy returns the holdings that carry a copy.
func HoldingsOfCopy(ctx context.Context, q Queryer, id fengcun.CopyID) ([]Holding, error) {
	held, err := holdingsOfCopy.of(ctx, q, id)
	holdings := make([]Holding, len(held))
	for i, h := range held {
		holdings[i] = h.Holding
	}
	return holdings, err
}

var holdingsOfCopy = related[heldBy]{
	head: `
SELECT hc.copy_id, h.holding_id, h.organ_id, h.kind, h.label, h.state, h.version, h.confirmed_by, h.confirmed_on
FROM holding_copy hc
JOIN holding h ON h.holding_id = hc.holding_id
WHERE hc.copy_id IN `, tail: ` ORDER BY h.holding_id`, scan: scanHolding,
	by:    func(h heldBy) fengcun.ID { return h.copy },
	among: ofCopies, at: func(p *Prefetched) *ahead[heldBy] { return &p.holdings },
}

// sharedWith is a copy with the other copy that it was asked for by.
type sharedWith struct {
	copy fengcun.CopyID
	Copy
}

// CopiesSharing returns the other copies that one of a copy's holdings carries
// too.
func CopiesSharing(ctx context.Context, q Queryer, id fengcun.CopyID) ([]Copy, error) {
	shared, err := copiesSharing.of(ctx, q, id)
	copies := make([]Copy, len(shared))
	for i, s := range shared {
		copies[i] = s.Copy
	}
	return copies, err
}

var copiesSharing = related[sharedWith]{
	head: `
SELECT DISTINCT mine.copy_id, c.copy_id, c.record_id, c.organ_id, c.item_id, c.assignee, c.state, c.version
FROM holding_copy mine
JOIN holding_copy theirs ON theirs.holding_id = mine.holding_id AND theirs.copy_id <> mine.copy_id
JOIN copy c ON c.copy_id = theirs.copy_id
WHERE mine.copy_id IN `, tail: ` ORDER BY c.copy_id`,
	scan: func(rows *sql.Rows) (s sharedWith, err error) {
		err = rows.Scan(&s.copy, &s.ID, &s.Record, &s.Organ, &s.Item, &s.Assignee, &s.State, &s.Version)
		return s, err
	},
	by:    func(s sharedWith) fengcun.ID { return s.copy },
	among: ofCopies, at: func(p *Prefetched) *ahead[sharedWith] { return &p.sharing },
}

// HoldingsByLabel returns the holdings of an organ with a label: organs choose
// labels, so that more than one can bear the same.
func HoldingsByLabel(ctx context.Context, q Queryer, organ fengcun.OrganID, label string) ([]Holding, error) {
	return collect(ctx, q, func(rows *sql.Rows) (h Holding, err error) {
		err = rows.Scan(&h.ID, &h.Organ, &h.Kind, &h.Label, &h.State, &h.Version, &h.ConfirmedBy, date{&h.ConfirmedOn})
		return h, err
	}, `
SELECT holding_id, organ_id, kind, label, state, version, confirmed_by, confirmed_on
FROM holding WHERE organ_id = $1 AND label = $2 ORDER BY holding_id`, string(organ), label)
}

// CopiesOfHolding returns the copies that a holding carries.
func CopiesOfHolding(ctx context.Context, q Queryer, id fengcun.HoldingID) ([]Copy, error) {
	return collect(ctx, q, scanCopy, `
SELECT `+copyColumns+` FROM copy
WHERE copy_id IN (SELECT copy_id FROM holding_copy WHERE holding_id = $1) ORDER BY copy_id`, id)
}
