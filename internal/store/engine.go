package store

import (
	"context"
	"database/sql"

	"fengcun/internal/audit"
)

// engine is what differs between SQLite and PostgreSQL. Everything that decides
// (batches, preconditions, leaves, outcome) is in committer.go and exists once.
// An engine's begin, reclaim and close are called from one goroutine at a time.
type engine interface {
	// begin opens a write transaction, locks the head row and returns it.
	begin(ctx context.Context) (transaction, audit.Head, error)

	// reclaim makes what was deleted or overwritten unreadable in the engine's
	// own files.
	reclaim(ctx context.Context) error

	// fault turns a driver's error into one of this package's, without any value
	// of a row in it.
	fault(err error) error

	// definition returns the texts that make a second table like an existing one,
	// keys and indexes included.
	definition(ctx context.Context, table, second string) ([]string, error)

	// dialect returns the form in which the engine prepares a text.
	dialect(text string) string

	reader() *sql.DB
	openRegister() *sql.DB
	close() error
}

// transaction is one write transaction. After an error of run nothing may be
// done with it but rollback.
type transaction interface {
	// requests returns the recorded requests with the given keys, nil where
	// there is none.
	requests(ctx context.Context, keys []*Idempotency) ([]*recordedRequest, error)

	// run executes the statements in order. It fails at the first whose row
	// count is not the one stated, with store.conflict. passed is called after
	// every statement with its position and may fail the run.
	run(ctx context.Context, statements []Statement, passed func(i int) error) error

	// salt returns the salt of the leaf at index, nil if there is none.
	salt(ctx context.Context, index int64) ([]byte, error)

	commit(ctx context.Context) error
	rollback(ctx context.Context)
}

// recordedRequest is one row of the idempotency table.
type recordedRequest struct {
	mac       []byte
	resultID  []byte
	leafIndex int64
	expiresAt int64
}

const (
	selectHead    = `SELECT tree_size, root FROM audit_head WHERE one = 1`
	selectSalt    = `SELECT salt FROM audit_leaf WHERE leaf_index = $1`
	selectRequest = `
SELECT request_mac, result_id, leaf_index, expires_at
FROM idempotency
WHERE actor = $1 AND route = $2 AND request_key = $3`
)
