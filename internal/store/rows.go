package store

import (
	"context"
	"database/sql"
	"errors"

	"fengcun"
)

// Queryer reads. Rows are read outside the committer, on the reader pool; a
// Change states what it relied on as row versions, so that a stale read makes it
// conflict instead of winning.
type Queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// notFound turns the missing row into the one answer that says nothing more.
func notFound(err error, noun string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return &fengcun.Error{Kind: fengcun.KindNotFound, Code: "not_found", Args: map[string]string{"noun": noun}}
	}
	return err
}

// collect reads every row with scan, which must scan one row.
func collect[T any](ctx context.Context, q Queryer, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil, unavailable("store.cancelled", err)
	}
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// one reads the single row of a query through scan, or says that noun was not
// found.
func one[T any](ctx context.Context, q Queryer, noun string, scan func(*sql.Rows) (T, error), query string, args ...any) (T, error) {
	all, err := collect(ctx, q, scan, query, args...)
	if err != nil {
		var none T
		return none, err
	}
	if len(all) == 0 {
		var none T
		return none, notFound(sql.ErrNoRows, noun)
	}
	return all[0], nil
}

// date reads a civil date column; the empty text is "not yet".
type date struct{ to *fengcun.Date }

func (d date) Scan(src any) error {
	switch text := src.(type) {
	case string:
		return d.to.UnmarshalText([]byte(text))
	case []byte:
		return d.to.UnmarshalText(text)
	}
	return errors.New("scan date: want text")
}
