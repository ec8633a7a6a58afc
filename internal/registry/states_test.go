package registry_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fengcun/internal/audit"
	"fengcun/internal/fengcuntest/district"
)

// tables lists the tables of the installation, the log's own left out.
func tables(t *testing.T, d *district.District) []string {
	t.Helper()
	var all []string
	for _, row := range dump(t, d, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'audit%' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%' ORDER BY name`) {
		all = append(all, strings.Trim(row, "[]"))
	}
	return all
}

// dump reads every row of a query as text.
func dump(t *testing.T, d *district.District, query string) []string {
	t.Helper()
	rows, err := d.Store.Reader().QueryContext(ctx, query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprint(values))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// snapshot is the whole content of some tables, of all of them if none is named:
// equal snapshots mean that no row came, went or changed.
func snapshot(t *testing.T, d *district.District, some ...string) string {
	t.Helper()
	if len(some) == 0 {
		some = tables(t, d)
	}
	var b strings.Builder
	for _, table := range some {
		rows := dump(t, d, `SELECT * FROM `+table)
		slices.Sort(rows)
		fmt.Fprintf(&b, "%s %d %x\n", table, len(rows), sha256.Sum256([]byte(strings.Join(rows, "\n"))))
	}
	return b.String()
}

// shape is how many rows each table has.
func shape(t *testing.T, d *district.District) string {
	t.Helper()
	var b strings.Builder
	for _, table := range tables(t, d) {
		fmt.Fprintf(&b, "%s %v\n", table, dump(t, d, `SELECT count(*) FROM `+table))
	}
	return b.String()
}

// logOf is what the log shows without a key: class, organ, minute and size of each
// entry.
func logOf(t *testing.T, d *district.District) string {
	t.Helper()
	head, err := d.Store.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	err = d.Store.Rows(ctx, 0, head.Size, func(_ int64, row audit.Row) error {
		e, err := row.Entry()
		fmt.Fprintf(&b, "%s %s %d %d+%d+%d\n", e.Class, e.Organ, e.Minute, len(row.Salt), len(row.Header), len(row.Body))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
