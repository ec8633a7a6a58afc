package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Unsealing is one proceeding to lift a seal (Articles 7, 18, 19). The judgment
// it rests on stands in the vault.
type Unsealing struct {
	ID            fengcun.ID
	Record        fengcun.RecordID
	Item          fengcun.ItemID
	Ground        fengcun.UnsealingGround
	State         fengcun.UnsealingState
	EffectiveFrom fengcun.Date // the day the ground arose (Article 19)
	ProposedBy    fengcun.StaffID
	ApprovedBy    fengcun.StaffID
	Version       int64
}

// InsertUnsealing reports a ground.
func InsertUnsealing(u Unsealing) Statement {
	return Statement{
		SQL: `INSERT INTO unsealing (unsealing_id, record_id, item_id, ground, state, effective_from, proposed_by, approved_by, version)
VALUES ($1, $2, $3, $4, $5, '', $6, '', 1)`,
		Args: []any{u.ID, u.Record, u.Item, string(u.Ground), string(u.State), string(u.ProposedBy)},
		Rows: 1,
	}
}

// MoveUnsealing moves a proceeding to the state it carries, if still as read.
func MoveUnsealing(u Unsealing) Statement {
	return Statement{
		SQL: `UPDATE unsealing SET state = $1, effective_from = $2, approved_by = $3, version = version + 1
WHERE unsealing_id = $4 AND version = $5`,
		Args: []any{string(u.State), u.EffectiveFrom.String(), string(u.ApprovedBy), u.ID, u.Version},
		Rows: 1,
	}
}

const unsealingColumns = `unsealing_id, record_id, item_id, ground, state, effective_from, proposed_by, approved_by, version`

func scanUnsealing(rows *sql.Rows) (u Unsealing, err error) {
	err = rows.Scan(&u.ID, &u.Record, &u.Item, &u.Ground, &u.State, date{&u.EffectiveFrom}, &u.ProposedBy, &u.ApprovedBy, &u.Version)
	return u, err
}

// UnsealingByID returns one proceeding.
func UnsealingByID(ctx context.Context, q Queryer, id fengcun.ID) (Unsealing, error) {
	return one(ctx, q, "unsealing", scanUnsealing, `SELECT `+unsealingColumns+` FROM unsealing WHERE unsealing_id = $1`, id)
}

// FinishedUnsealing returns the proceeding that lifted a record's seal.
func FinishedUnsealing(ctx context.Context, q Queryer, record fengcun.RecordID) (Unsealing, error) {
	return one(ctx, q, "unsealing", scanUnsealing, `
SELECT `+unsealingColumns+` FROM unsealing WHERE record_id = $1 AND state = 'done'`, record)
}

// InsertWarrant files a warrant's canonical bytes; the leaf of the same Change
// carries their hash.
func InsertWarrant(id fengcun.WarrantID, organ fengcun.OrganID, canonical []byte) Statement {
	return Statement{
		SQL:  `INSERT INTO warrant (warrant_id, organ_id, canonical, state, version) VALUES ($1, $2, $3, 'granted', 1)`,
		Args: []any{id, string(organ), canonical},
		Rows: 1,
	}
}
