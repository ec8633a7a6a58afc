package store_test

import (
	"context"
	"database/sql"
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/store"
)

// TestView reads a view of a PostgreSQL server in the order of its keys, days as days;
// the session cannot write.
func TestView(t *testing.T) {
	dsn := fengcuntest.PostgresDSN(t)
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{
		`CREATE TABLE cases (k TEXT, n TEXT, born DATE, joint BOOLEAN)`,
		`INSERT INTO cases VALUES ('b', NULL, '2008-03-14', TRUE), ('a', '王试甲', '2008-04-15', FALSE)`,
		`CREATE VIEW told AS SELECT k AS case_key, n AS "姓名", born AS "出生日期", joint FROM cases`,
		`CREATE FUNCTION bad() RETURNS TEXT LANGUAGE sql AS $$ DELETE FROM cases RETURNING k $$`,
		`CREATE VIEW writes AS SELECT bad() AS case_key`,
	} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	read := func(name string) ([]string, [][]string, error) {
		v, err := store.OpenView(dsn, name)
		if err != nil {
			return nil, nil, err
		}
		defer v.Close()
		return v.Rows(context.Background())
	}
	columns, rows, err := read("public.told")
	if err != nil || !slices.Equal(columns, []string{"case_key", "姓名", "出生日期", "joint"}) ||
		len(rows) != 2 || !slices.Equal(rows[0], []string{"a", "王试甲", "2008-04-15", "否"}) || !slices.Equal(rows[1], []string{"b", "", "2008-03-14", "是"}) {
		t.Errorf("%v %v, %v", columns, rows, err)
	}
	if _, _, err := read("writes"); fengcun.CodeOf(err) != "intake.database" {
		t.Errorf("a view that writes: %v", err)
	}
	var left int
	if err := db.QueryRow(`SELECT COUNT(*) FROM cases`).Scan(&left); err != nil || left != 2 {
		t.Errorf("%d rows are left, %v", left, err)
	}
}
