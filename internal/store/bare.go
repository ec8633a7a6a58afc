package store

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// bareTables are the tables whose rows BareInsert writes again: everything that
// acts leave behind.
var bareTables = [...]string{
	"matter", "matter_organ", "record", "copy", "holding", "holding_copy", "explanation", "decision",
	"notice", "delivery", "deadline", "certificate", "inquiry", "warrant", "unsealing",
	"vault_wrap", "vault_run", "vault_sealed", "vault_part", "vault_term",
	"audit_leaf", "audit_tile",
}

// Bare is what a bare insert wrote and how long it took.
type Bare struct {
	Rows, Bytes, Leaves int64
	Elapsed             time.Duration
}

// BareInsert writes every row that the acts left in this database once more, into
// tables without any index, by prepared single-row inserts, as many acts to a
// transaction as the committer puts there at most, each commit as durable as the
// committer's. It is the measure that benchmarks put the acts in relation to:
// the same bytes, and nothing thought, encrypted, looked up, changed or proven.
//
// Reading the rows is not part of the elapsed time. The second tables stay: use
// it on a database that is thrown away.
func (s *Store) BareInsert(ctx context.Context) (Bare, error) {
	var bare Bare
	err := s.maintain(ctx, func(ctx context.Context) error {
		for _, table := range bareTables {
			err := s.bareWrite(ctx, &bare, []Statement{{
				SQL: `CREATE TABLE bare_` + table + ` AS SELECT * FROM ` + table + ` WHERE 1 = 0`, Rows: AnyRows,
			}})
			if err != nil {
				return err
			}
		}
		bare.Elapsed = 0
		var acts int64
		if err := s.Reader().QueryRowContext(ctx, `SELECT COUNT(*) FROM audit_leaf`).Scan(&acts); err != nil {
			return s.engine.fault(err)
		}
		batches := acts/maxBatch + 1
		var total int64
		for _, table := range bareTables {
			var n int64
			if err := s.Reader().QueryRowContext(ctx, `SELECT COUNT(*) FROM `+table).Scan(&n); err != nil {
				return s.engine.fault(err)
			}
			total += n
		}
		bare.Leaves = acts
		for _, table := range bareTables {
			if err := s.bareTable(ctx, &bare, table, int(total/batches+1)); err != nil {
				return err
			}
		}
		return nil
	})
	return bare, err
}

func (s *Store) bareTable(ctx context.Context, bare *Bare, table string, batch int) error {
	rows, err := s.Reader().QueryContext(ctx, `SELECT * FROM `+table)
	if err != nil {
		return s.engine.fault(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return s.engine.fault(err)
	}
	insert := `INSERT INTO bare_` + table + ` VALUES (` + placeholders(len(columns)) + `)`
	var pending []Statement
	for rows.Next() {
		args := make([]any, len(columns))
		into := make([]any, len(columns))
		for i := range args {
			into[i] = &args[i]
		}
		if err := rows.Scan(into...); err != nil {
			return s.engine.fault(err)
		}
		for _, arg := range args {
			switch v := arg.(type) {
			case []byte:
				bare.Bytes += int64(len(v))
			case string:
				bare.Bytes += int64(len(v))
			default:
				bare.Bytes += 8
			}
		}
		bare.Rows++
		pending = append(pending, Statement{SQL: insert, Args: args, Rows: 1})
		if len(pending) == batch {
			if err := s.bareWrite(ctx, bare, pending); err != nil {
				return err
			}
			pending = pending[:0]
		}
	}
	if err := rows.Err(); err != nil {
		return s.engine.fault(err)
	}
	if len(pending) == 0 {
		return nil
	}
	return s.bareWrite(ctx, bare, pending)
}

// bareWrite commits statements as the committer would, without a leaf.
func (s *Store) bareWrite(ctx context.Context, bare *Bare, statements []Statement) error {
	begun := time.Now()
	tx, _, err := s.engine.begin(ctx)
	if err != nil {
		return s.engine.fault(err)
	}
	if err := tx.run(ctx, statements, func(int) error { return nil }); err != nil {
		tx.rollback(ctx)
		return s.engine.fault(err)
	}
	if err := tx.commit(ctx); err != nil {
		return s.engine.fault(err)
	}
	bare.Elapsed += time.Since(begun)
	return nil
}

func placeholders(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("$")
		b.WriteString(strconv.Itoa(i + 1))
	}
	return b.String()
}
