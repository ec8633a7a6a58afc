package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// HistoryEntry is one step of a matter's organ history.
type HistoryEntry struct {
	Organ    fengcun.OrganID
	Function fengcun.OrganFunction
}

// InsertMatter opens a matter with its organ history so far.
func InsertMatter(id fengcun.MatterID, organ fengcun.OrganID, history []HistoryEntry) []Statement {
	statements := []Statement{{
		SQL:  `INSERT INTO matter (matter_id, organ_id, version) VALUES ($1, $2, 1)`,
		Args: []any{id, string(organ)},
		Rows: 1,
	}}
	for i, h := range history {
		statements = append(statements, Statement{
			SQL:  `INSERT INTO matter_organ (matter_id, position, organ_id, function) VALUES ($1, $2, $3, $4)`,
			Args: []any{id, int64(i + 1), string(h.Organ), string(h.Function)},
			Rows: 1,
		})
	}
	return statements
}

// AppendHistory adds the next step to a matter's organ history. Two that are added at
// once conflict: the order is part of what is said.
func AppendHistory(id fengcun.MatterID, h HistoryEntry) Statement {
	return Statement{
		SQL: `INSERT INTO matter_organ (matter_id, position, organ_id, function)
SELECT matter_id, (SELECT COALESCE(MAX(h.position), 0) + 1 FROM matter_organ h WHERE h.matter_id = matter.matter_id), $1, $2
FROM matter
WHERE matter_id = $3`,
		Args: []any{string(h.Organ), string(h.Function), id},
		Rows: 1,
	}
}

// MatterOrgan is an organ of a matter's history with what it did.
type MatterOrgan struct {
	matter fengcun.MatterID
	fengcun.Organ
	Function fengcun.OrganFunction
}

// History returns the organs of a matter in order.
func History(ctx context.Context, q Queryer, id fengcun.MatterID) ([]MatterOrgan, error) {
	return historyOfMatter.of(ctx, q, id)
}

var historyOfMatter = related[MatterOrgan]{
	head: `
SELECT h.matter_id, h.function, o.organ_id, o.kind, o.level, o.name, o.region, o.code, o.valid_from, o.valid_to, o.successor, o.connection
FROM matter_organ h
JOIN organ o ON o.organ_id = h.organ_id
WHERE h.matter_id IN `, tail: ` ORDER BY h.position`,
	scan: func(rows *sql.Rows) (m MatterOrgan, err error) {
		o := &m.Organ
		err = rows.Scan(&m.matter, &m.Function, &o.ID, &o.Kind, &o.Level, &o.Name, &o.Region, &o.Code, date{&o.ValidFrom}, date{&o.ValidTo}, &o.Successor, &o.Connection)
		return m, err
	},
	by: func(m MatterOrgan) fengcun.ID { return m.matter },
	among: func(ctx context.Context, p *Prefetched, id fengcun.MatterID) ([]fengcun.ID, error) {
		records, err := recordByID.all(ctx, p)
		return listed(records, func(r Record) fengcun.ID { return r.Matter }, id), err
	},
	at: func(p *Prefetched) *ahead[MatterOrgan] { return &p.history },
}
