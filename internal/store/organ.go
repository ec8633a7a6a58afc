package store

import (
	"cmp"
	"context"
	"database/sql"

	"fengcun"
)

const organColumns = `organ_id, kind, level, name, region, code, valid_from, valid_to, successor, connection, superior, chain`

// InsertOrgan registers an organ.
func InsertOrgan(o fengcun.Organ) Statement {
	return Statement{
		SQL: `INSERT INTO organ (` + organColumns + `)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		Args: []any{string(o.ID), string(o.Kind), int64(o.Level), o.Name, o.Region, o.Code, o.ValidFrom.String(), o.ValidTo.String(), string(o.Successor), string(cmp.Or(o.Connection, fengcun.ConnectedHere)), string(o.Superior), string(o.Chain)},
		Rows: 1,
	}
}

// ConnectOrgan changes how an organ is reached, if it is still as read.
func ConnectOrgan(o fengcun.Organ, to fengcun.Connection) Statement {
	return Statement{
		SQL:  `UPDATE organ SET connection = $1 WHERE organ_id = $2 AND connection = $3`,
		Args: []any{string(to), string(o.ID), string(o.Connection)},
		Rows: 1,
	}
}

func scanOrgan(rows *sql.Rows) (o fengcun.Organ, err error) {
	err = rows.Scan(&o.ID, &o.Kind, &o.Level, &o.Name, &o.Region, &o.Code, date{&o.ValidFrom}, date{&o.ValidTo}, &o.Successor, &o.Connection, &o.Superior, &o.Chain)
	return o, err
}

// Organ returns one organ.
func Organ(ctx context.Context, q Queryer, id fengcun.OrganID) (fengcun.Organ, error) {
	if p, ok := q.(*Prefetched); ok {
		return remembered(p, p.organs, id, func(q Queryer) (fengcun.Organ, error) { return Organ(ctx, q, id) })
	}
	return one(ctx, q, "organ", scanOrgan, `SELECT `+organColumns+` FROM organ WHERE organ_id = $1`, string(id))
}

// Organs returns every organ in the order of their ids.
func Organs(ctx context.Context, q Queryer) ([]fengcun.Organ, error) {
	return collect(ctx, q, scanOrgan, `SELECT `+organColumns+` FROM organ ORDER BY organ_id`)
}

// InsertPeer records that two organs are at the same level for each other from
// a day on (Articles 11, 12), in both directions: in cases of a type, empty for all.
func InsertPeer(a, b fengcun.OrganID, in fengcun.CaseType, from fengcun.Date) []Statement {
	const insert = `INSERT INTO organ_peer (organ_id, peer_id, case_type, valid_from, valid_to) VALUES ($1, $2, $3, $4, '')`
	return []Statement{
		{SQL: insert, Args: []any{string(a), string(b), string(in), from.String()}, Rows: 1},
		{SQL: insert, Args: []any{string(b), string(a), string(in), from.String()}, Rows: 1},
	}
}

// peersOn is what Peers is asked for.
type peersOn struct {
	organ fengcun.OrganID
	in    fengcun.CaseType
	on    fengcun.Date
}

// Peers returns the organs at the same level as the given one on a day in cases of a
// type: those that are so in this type alone come first.
func Peers(ctx context.Context, q Queryer, id fengcun.OrganID, in fengcun.CaseType, on fengcun.Date) ([]fengcun.Organ, error) {
	if p, ok := q.(*Prefetched); ok {
		return remembered(p, p.peers, peersOn{id, in, on}, func(q Queryer) ([]fengcun.Organ, error) { return Peers(ctx, q, id, in, on) })
	}
	return collect(ctx, q, scanOrgan, `
SELECT o.organ_id, o.kind, o.level, o.name, o.region, o.code, o.valid_from, o.valid_to, o.successor, o.connection, o.superior, o.chain
FROM organ_peer p
JOIN organ o ON o.organ_id = p.peer_id
WHERE p.organ_id = $1
  AND p.case_type IN ('', $3)
  AND p.valid_from <= $2
  AND (p.valid_to = '' OR p.valid_to >= $2)
ORDER BY p.case_type DESC, o.organ_id`, string(id), on.String(), string(in))
}

// Peer is one row of the table of organs at the same level.
type Peer struct {
	Organ, Peer fengcun.OrganID
	In          fengcun.CaseType
	From, To    fengcun.Date
}

// AllPeers returns the whole table, each pair once.
func AllPeers(ctx context.Context, q Queryer) ([]Peer, error) {
	return collect(ctx, q, func(rows *sql.Rows) (p Peer, err error) {
		err = rows.Scan(&p.Organ, &p.Peer, &p.In, date{&p.From}, date{&p.To})
		return p, err
	}, `
SELECT organ_id, peer_id, case_type, valid_from, valid_to FROM organ_peer
WHERE organ_id < peer_id ORDER BY organ_id, peer_id, case_type, valid_from`)
}

// EndPeer ends the same level of two organs with a day, in both directions.
func EndPeer(a, b fengcun.OrganID, in fengcun.CaseType, on fengcun.Date) Statement {
	return Statement{
		SQL: `
UPDATE organ_peer SET valid_to = $1
WHERE valid_to = '' AND case_type = $4 AND (organ_id = $2 AND peer_id = $3 OR organ_id = $3 AND peer_id = $2)`,
		Args: []any{on.String(), string(a), string(b), string(in)},
		Rows: 2,
	}
}

// SetSuperior says which organ is above another.
func SetSuperior(organ, superior fengcun.OrganID) Statement {
	return Statement{SQL: `UPDATE organ SET superior = $1 WHERE organ_id = $2`, Args: []any{string(superior), string(organ)}, Rows: 1}
}

// SetMembership lets a member of staff act for an organ in a role from a day until
// a day; zero is without a bound. It replaces what was set before.
func SetMembership(a fengcun.Actor, from, to fengcun.Date) Statement {
	return Statement{
		SQL: `
INSERT INTO membership (staff_id, organ_id, role, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (staff_id, organ_id, role) DO UPDATE SET valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
		Args: []any{string(a.Staff), string(a.Organ), string(a.Role), from.String(), to.String()},
		Rows: 1,
	}
}

// EndMembership takes a role away, with a day before today as its last. The row
// stays: the log names its actors by it.
func EndMembership(a fengcun.Actor, last fengcun.Date) Statement {
	return Statement{
		SQL: `
UPDATE membership SET valid_to = $4
WHERE staff_id = $1 AND organ_id = $2 AND role = $3 AND (valid_to = '' OR valid_to > $4)`,
		Args: []any{string(a.Staff), string(a.Organ), string(a.Role), last.String()},
		Rows: 1,
	}
}

func scanMembership(rows *sql.Rows) (a fengcun.Actor, err error) {
	err = rows.Scan(&a.Staff, &a.Organ, &a.Role)
	return a, err
}

const validOn = `(valid_from = '' OR valid_from <= $2) AND (valid_to = '' OR valid_to >= $2)`

// Memberships returns every organ and role in which a member of staff may act on a
// day.
func Memberships(ctx context.Context, q Queryer, staff fengcun.StaffID, on fengcun.Date) ([]fengcun.Actor, error) {
	return collect(ctx, q, scanMembership, `
SELECT staff_id, organ_id, role FROM membership WHERE staff_id = $1 AND `+validOn+` ORDER BY organ_id, role`, string(staff), on.String())
}

// ActingAs returns who may act for an organ in a role on a day.
func ActingAs(ctx context.Context, q Queryer, organ fengcun.OrganID, role fengcun.Role, on fengcun.Date) ([]fengcun.StaffID, error) {
	return collect(ctx, q, func(rows *sql.Rows) (id fengcun.StaffID, err error) {
		err = rows.Scan(&id)
		return id, err
	}, `
SELECT staff_id FROM membership WHERE organ_id = $1 AND role = $3 AND `+validOn+` ORDER BY staff_id`, string(organ), on.String(), string(role))
}
