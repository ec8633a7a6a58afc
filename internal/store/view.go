package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/stdlib"

	"fengcun"
	"fengcun/internal/egress"
)

// View is a view in the database of a case system, which is read and never written:
// the session is read only for the server, and one statement is all that is sent.
type View struct {
	db   *sql.DB
	name string
}

var viewName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?$`)

// OpenView opens a view: source is the connection string of a PostgreSQL server, or
// the absolute path of a SQLite file. The codes are intake.view, for what can be no view, and
// intake.database, for what cannot be reached; neither repeats the source.
func OpenView(source, name string) (*View, error) {
	if !viewName.MatchString(name) {
		return nil, fengcun.Invalid("intake.view", "intake.view")
	}
	if !strings.HasPrefix(source, "/") {
		config, err := postgresConfig(source, egress.CaseSystem)
		if err != nil {
			return nil, errViewDatabase()
		}
		delete(config.RuntimeParams, "search_path")
		config.RuntimeParams["default_transaction_read_only"] = "on"
		v := &View{stdlib.OpenDB(*config), name}
		v.db.SetMaxOpenConns(1)
		return v, nil
	}
	query := url.Values{"mode": {"ro"}, "_pragma": {"query_only(ON)", "trusted_schema(OFF)", "busy_timeout(10000)"}}
	file := url.URL{Path: source}
	db, err := sql.Open("sqlite", "file:"+file.EscapedPath()+"?"+query.Encode())
	if err != nil {
		return nil, errViewDatabase()
	}
	db.SetMaxOpenConns(1)
	return &View{db, name}, nil
}

// mostViewRows bounds a reading.
const mostViewRows = 200_000

// Rows reads the view in the order of its column case_key: the names of the columns
// and every row as text, days as 2006-01-02. The code is intake.database; the cause,
// which could repeat a value, is left out.
func (v *View) Rows(ctx context.Context) (columns []string, all [][]string, err error) {
	rows, err := v.db.QueryContext(ctx, `SELECT * FROM `+v.name+` ORDER BY case_key`)
	if err != nil {
		return nil, nil, errViewDatabase()
	}
	defer rows.Close()
	if columns, err = rows.Columns(); err != nil {
		return nil, nil, errViewDatabase()
	}
	for rows.Next() {
		if len(all) == mostViewRows {
			return nil, nil, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "roster.rows.too_many"}
		}
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, nil, errViewDatabase()
		}
		row := make([]string, len(columns))
		for i, value := range values {
			row[i] = viewText(value)
		}
		all = append(all, row)
	}
	if rows.Err() != nil {
		return nil, nil, errViewDatabase()
	}
	return columns, all, nil
}

func viewText(value any) string {
	switch x := value.(type) {
	case nil:
		return ""
	case []byte:
		return string(x)
	case time.Time:
		return fengcun.DateOf(x).String()
	case bool:
		if x {
			return "是"
		}
		return "否"
	}
	return fmt.Sprint(value)
}

// Close ends the connection.
func (v *View) Close() error { return v.db.Close() }

func errViewDatabase() error {
	return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "intake.database", Field: "intake.database"}
}
