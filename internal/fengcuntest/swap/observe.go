package swap

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"sort"
	"strings"

	"fengcun"
	"fengcun/internal/audit"
)

// Probe asks one question about a person. It returns what the asker gets to see.
type Probe struct {
	Name string
	Run  func(w *World, p fengcun.Person) ([]byte, error)
}

// Observation is everything that a probe shows: to the asker, to whoever counts
// and measures rows, and to whoever reads the log's headers.
type Observation struct {
	Answer string // the bytes, random identifiers masked
	Error  string // kind, code, field, arguments and text
	Rows   string // of each table: rows, and the length of each column's content
	Log    string // class, organ, minute and size of each new entry
}

// observe runs a probe.
func (w *World) observe(probe Probe, p fengcun.Person) (Observation, error) {
	ctx := context.Background()
	head, err := w.Store.Head(ctx)
	if err != nil {
		return Observation{}, err
	}
	answer, failure := probe.Run(w, p)
	o := Observation{Answer: masked(string(answer)), Error: describe(failure)}
	if o.Rows, err = w.rows(ctx); err != nil {
		return o, err
	}
	o.Log, err = w.entries(ctx, head.Size)
	return o, err
}

var randomID = regexp.MustCompile(`[0-9a-f]{32}`)

func masked(text string) string { return randomID.ReplaceAllString(text, "<id>") }

func describe(err error) string {
	if err == nil {
		return ""
	}
	text := masked(err.Error())
	var e *fengcun.Error
	if errors.As(err, &e) {
		args := make([]string, 0, len(e.Args))
		for name, value := range e.Args {
			args = append(args, name+"="+masked(value))
		}
		sort.Strings(args)
		text = fmt.Sprintf("%s %s %s %v %s", e.Kind, e.Code, e.Field, args, text)
	}
	return text
}

// rows measures every table: a row more, or a row of another size, is seen by an
// administrator, in a backup, in replication traffic.
func (w *World) rows(ctx context.Context) (string, error) {
	columns, err := w.columns(ctx)
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
	rows, err := w.Store.Reader().QueryContext(ctx, strings.Join(all, " UNION ALL "))
	if err != nil {
		return "", err
	}
	lines, err := texts(rows)
	return strings.Join(lines, "\n"), err
}

// columns lists the columns of each table of the installation. Numbers are left
// out where they count upwards by themselves.
func (w *World) columns(ctx context.Context) (map[string][]string, error) {
	rows, err := w.Store.Reader().QueryContext(ctx, `
SELECT m.name || ' ' || c.name FROM sqlite_master m, pragma_table_info(m.name) c
WHERE m.type = 'table' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%' AND c.type <> 'INTEGER' AND m.name <> 'audit_checkpoint'`)
	if err != nil {
		return nil, err
	}
	lines, err := texts(rows)
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

func texts(rows *sql.Rows) ([]string, error) {
	defer rows.Close()
	var all []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, rows.Err()
}

// entries describes the log's entries from an index on, as the auditor of an
// organ sees them without a key.
func (w *World) entries(ctx context.Context, from int64) (string, error) {
	head, err := w.Store.Head(ctx)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = w.Store.Rows(ctx, from, head.Size, func(_ int64, row audit.Row) error {
		e, err := row.Entry()
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s %s %d %d+%d+%d\n", e.Class, e.Organ, e.Minute, len(row.Salt), len(row.Header), len(row.Body))
		return nil
	})
	return b.String(), err
}
