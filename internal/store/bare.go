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
// second tables, by prepared single-row inserts, as many acts to a transaction as
// the committer puts there at most, each commit as durable as the committer's. It
// is the measure that benchmarks put the acts in relation to: the same bytes, and
// nothing thought, encrypted, looked up, changed or proven.
//
// The second tables have the definitions of the first, keys and indexes included,
// if indexed is true, and no key and no index otherwise. Reading the rows is not
// part of the elapsed time. The second tables stay: use it on a database that is
// thrown away.
func (s *Store) BareInsert(ctx context.Context, indexed bool) (Bare, error) {
	var bare Bare
	err := s.maintain(ctx, func(ctx context.Context) error {
		prefix := "bare_"
		if indexed {
			prefix = "twin_"
		}
		if err := s.secondTables(ctx, prefix, indexed); err != nil {
			return err
		}
		var total int64
		for _, table := range bareTables {
			var n int64
			if err := s.Reader().QueryRowContext(ctx, `SELECT COUNT(*) FROM `+table).Scan(&n); err != nil {
				return s.engine.fault(err)
			}
			total += n
			if table == "audit_leaf" {
				bare.Leaves = n
			}
		}
		batch := int(total/(bare.Leaves/maxBatch+1) + 1)
		for _, table := range bareTables {
			if err := s.bareTable(ctx, &bare, table, prefix+table, batch); err != nil {
				return err
			}
		}
		return nil
	})
	return bare, err
}

// secondTables makes the tables that BareInsert writes to.
func (s *Store) secondTables(ctx context.Context, prefix string, indexed bool) error {
	var unmeasured Bare
	for _, table := range bareTables {
		texts := []string{`CREATE TABLE ` + prefix + table + ` AS SELECT * FROM ` + table + ` WHERE 1 = 0`}
		if indexed {
			var err error
			if texts, err = s.engine.definition(ctx, table, prefix+table); err != nil {
				return s.engine.fault(err)
			}
		}
		for _, text := range texts {
			if err := s.bareWrite(ctx, &unmeasured, []Statement{{SQL: text, Rows: AnyRows}}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) bareTable(ctx context.Context, bare *Bare, table, into string, batch int) error {
	rows, err := s.Reader().QueryContext(ctx, `SELECT * FROM `+table)
	if err != nil {
		return s.engine.fault(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return s.engine.fault(err)
	}
	insert := `INSERT INTO ` + into + ` VALUES (` + placeholders(len(columns)) + `)`
	var pending []Statement
	for rows.Next() {
		args := make([]any, len(columns))
		scan := make([]any, len(columns))
		for i := range args {
			scan[i] = &args[i]
		}
		if err := rows.Scan(scan...); err != nil {
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

func (e *sqliteEngine) definition(ctx context.Context, table, second string) ([]string, error) {
	rows, err := e.readers.QueryContext(ctx, `
SELECT sql FROM sqlite_master WHERE tbl_name = $1 AND sql IS NOT NULL ORDER BY type DESC`, table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var texts []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		text = strings.Replace(text, "CREATE TABLE "+table, "CREATE TABLE "+second, 1)
		text = strings.Replace(text, " ON "+table, " ON "+second, 1)
		text = strings.Replace(text, "INDEX ", "INDEX "+second+"_", 1)
		texts = append(texts, text)
	}
	return texts, rows.Err()
}

func (e *postgresEngine) definition(_ context.Context, table, second string) ([]string, error) {
	return []string{`CREATE TABLE ` + second + ` (LIKE ` + table + ` INCLUDING ALL)`}, nil
}
