package store

import (
	"context"
	"database/sql"
	"sync"
)

// Reader reads every table and cannot write. It prepares each text once: the
// program's texts are few and fixed, and preparing costs more than reading a row.
// It is safe for concurrent use.
type Reader struct {
	*sql.DB
	dialect func(string) string // the engine's form of a text

	mu       sync.RWMutex // guards prepared
	prepared map[string]*sql.Stmt
}

func newReader(db *sql.DB, dialect func(string) string) *Reader {
	return &Reader{DB: db, dialect: dialect, prepared: map[string]*sql.Stmt{}}
}

// QueryContext runs a query.
func (r *Reader) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := r.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// QueryRowContext runs a query for at most one row.
func (r *Reader) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	s, err := r.statement(ctx, query)
	if err != nil {
		return r.DB.QueryRowContext(ctx, query, args...) // meets the same error and carries it in the row
	}
	return s.QueryRowContext(ctx, args...)
}

func (r *Reader) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	r.mu.RLock()
	s := r.prepared[query]
	r.mu.RUnlock()
	if s != nil {
		return s, nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if s := r.prepared[query]; s != nil {
		return s, nil
	}
	s, err := r.DB.PrepareContext(ctx, r.dialect(query))
	if err != nil {
		return nil, err
	}
	r.prepared[query] = s
	return s, nil
}
