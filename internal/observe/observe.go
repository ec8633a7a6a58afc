// Package observe says what an installation shows to whoever counts and measures:
// the rows of each table and their lengths, the entries of the log, an error with all
// its parts. The swap game compares it, in the tests and in the drill that an organ
// runs. It reads and changes nothing.
package observe

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sort"
	"strings"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/store"
)

// Masked is a text without its random identifiers, which differ by right: 32 hexadecimal
// digits. Whole pages go through it, thousands of them, so it is a plain loop.
func Masked(text string) string {
	const digits = 2 * len(fengcun.ID{})
	var b strings.Builder
	b.Grow(len(text))
	written, run := 0, 0
	for i := range len(text) {
		if c := text[i]; c < '0' || c > '9' && c < 'a' || c > 'f' {
			run = 0
			continue
		}
		if run++; run == digits {
			b.WriteString(text[written : i+1-digits])
			b.WriteString("<id>")
			written, run = i+1, 0
		}
	}
	b.WriteString(text[written:])
	return b.String()
}

// Error describes an error with everything that it says: kind, code, field, arguments
// and text. None is empty.
func Error(err error) string {
	if err == nil {
		return ""
	}
	text := Masked(err.Error())
	var e *fengcun.Error
	if errors.As(err, &e) {
		args := make([]string, 0, len(e.Args))
		for name, value := range e.Args {
			args = append(args, name+"="+Masked(value))
		}
		sort.Strings(args)
		text = fmt.Sprintf("%s %s %s %v %s", e.Kind, e.Code, e.Field, args, text)
	}
	return text
}

// Rows measures the tables of one installation on SQLite, again and again: a row more,
// or a row of another size, is seen by an administrator, in a backup, in replication
// traffic. It is for one goroutine at a time; the zero value is ready.
type Rows struct {
	schema string // the database's count of its changes of schema
	query  string // measures every table of that schema
}

// Measure gives a line for each table: its rows, and the length of each column's content.
func (r *Rows) Measure(ctx context.Context, q store.Queryer) (string, error) {
	// To ask for every column takes as long as to measure it, and it hardly ever changes.
	schema, err := texts(ctx, q, `PRAGMA schema_version`)
	if err != nil {
		return "", err
	}
	if now := strings.Join(schema, ""); r.query == "" || r.schema != now {
		if r.query, err = measuring(ctx, q); err != nil {
			return "", err
		}
		r.schema = now
	}
	lines, err := texts(ctx, q, r.query)
	return strings.Join(lines, "\n"), err
}

func measuring(ctx context.Context, q store.Queryer) (string, error) {
	columns, err := columnsOf(ctx, q)
	if err != nil {
		return "", err
	}
	tables := make([]string, 0, len(columns))
	for table := range columns {
		tables = append(tables, table)
	}
	sort.Strings(tables)
	var all []string
	for _, table := range tables {
		parts := []string{"count(*)"}
		for _, column := range columns[table] {
			parts = append(parts, "coalesce(sum(length("+column+")), 0)")
		}
		all = append(all, "SELECT '"+table+" ' || "+strings.Join(parts, " || ' ' || ")+" FROM "+table)
	}
	return strings.Join(all, " UNION ALL "), nil
}

// columnsOf lists the columns of each table. Numbers are left out where they count
// upwards by themselves. The leaves of the log are left out as well: Entries describes
// the new ones, and to measure all of them takes the longer the longer one asks.
func columnsOf(ctx context.Context, q store.Queryer) (map[string][]string, error) {
	lines, err := texts(ctx, q, `
SELECT m.name || ' ' || c.name FROM sqlite_master m, pragma_table_info(m.name) c
WHERE m.type = 'table' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%' AND c.type <> 'INTEGER' AND m.name NOT IN ('audit_checkpoint', 'audit_leaf')`)
	if err != nil {
		return nil, err
	}
	columns := map[string][]string{}
	for _, line := range lines {
		table, column, _ := strings.Cut(line, " ")
		columns[table] = append(columns[table], column)
	}
	return columns, nil
}

func texts(ctx context.Context, q store.Queryer, query string) ([]string, error) {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var text sql.NullString
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		all = append(all, text.String)
	}
	return all, rows.Err()
}

// Entries describes the log's entries from an index on, as the auditor of an organ
// sees them without a key: class, organ, minute and sizes.
func Entries(ctx context.Context, s *store.Store, from int64) (string, error) {
	head, err := s.Head(ctx)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = s.Rows(ctx, from, head.Size, func(_ int64, row audit.Row) error {
		e, err := row.Entry()
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s %s %d %d+%d+%d\n", e.Class, e.Organ, e.Minute, len(row.Salt), len(row.Header), len(row.Body))
		return nil
	})
	return b.String(), err
}
