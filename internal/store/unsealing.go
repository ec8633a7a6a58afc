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
	Issuer        fengcun.OrganID // whose number the notice of it bears; empty until lifted
	Year, Serial  int             // that number
	LiftedOn      fengcun.Date
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

// LiftUnsealing moves a proceeding as MoveUnsealing does and numbers the notice by which
// the seal is lifted, with a serial that was given or, with zero, the next one: the
// statements of NextNumber for the issuer and year then come first in the same Change.
func LiftUnsealing(u Unsealing) Statement {
	s := Statement{
		SQL: `
UPDATE unsealing
SET state = $1, effective_from = $2, approved_by = $3, issuer = $4, year = $5, lifted_on = $6, version = version + 1,
    serial = (SELECT last FROM number_series WHERE organ_id = $4 AND series = 'unsealing' AND year = $5)
WHERE unsealing_id = $7 AND version = $8`,
		Args: []any{string(u.State), u.EffectiveFrom.String(), string(u.ApprovedBy), string(u.Issuer), int64(u.Year), u.LiftedOn.String(), u.ID, u.Version},
		Rows: 1,
	}
	if u.Serial != 0 {
		s.SQL = `
UPDATE unsealing
SET state = $1, effective_from = $2, approved_by = $3, issuer = $4, year = $5, lifted_on = $6, version = version + 1, serial = $9
WHERE unsealing_id = $7 AND version = $8
  AND NOT EXISTS (SELECT 1 FROM unsealing other WHERE other.issuer = $4 AND other.year = $5 AND other.serial = $9)`
		s.Args = append(s.Args, int64(u.Serial))
	}
	return s
}

// UnsealingSerialTaken reports whether an unsealing notice of an organ bears a serial
// number.
func UnsealingSerialTaken(ctx context.Context, q Queryer, organ fengcun.OrganID, year, serial int) (bool, error) {
	var n int
	err := q.QueryRowContext(ctx, `SELECT count(*) FROM unsealing WHERE issuer = $1 AND year = $2 AND serial = $3`, string(organ), int64(year), int64(serial)).Scan(&n)
	return n > 0, err
}

const unsealingColumns = `unsealing_id, record_id, item_id, ground, state, effective_from, proposed_by, approved_by, issuer, year, serial, lifted_on, version`

func scanUnsealing(rows *sql.Rows) (u Unsealing, err error) {
	err = rows.Scan(&u.ID, &u.Record, &u.Item, &u.Ground, &u.State, date{&u.EffectiveFrom}, &u.ProposedBy, &u.ApprovedBy, &u.Issuer, &u.Year, &u.Serial, date{&u.LiftedOn}, &u.Version)
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
