package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"fengcun"
	"fengcun/internal/audit"
)

// Store is an audit.Source: the log is read from the same tables in which the
// committer writes it.
var _ audit.Source = (*Store)(nil)

// Head returns the head of the log as it is recorded.
func (s *Store) Head(ctx context.Context) (audit.Head, error) {
	head, err := scanHead(s.Reader().QueryRowContext(ctx, selectHead))
	if errors.Is(err, sql.ErrNoRows) {
		// Open makes the row, so a missing one was taken away.
		return audit.Head{}, &audit.Fault{Kind: audit.FaultHead}
	}
	return head, s.engine.fault(err)
}

type scanner interface{ Scan(dest ...any) error }

func scanHead(row scanner) (audit.Head, error) {
	var size int64
	var root []byte
	if err := row.Scan(&size, &root); err != nil {
		return audit.Head{}, err
	}
	if size < 0 || len(root) != tlog.HashSize {
		return audit.Head{}, &audit.Fault{Kind: audit.FaultHead, Index: size}
	}
	return audit.Head{Size: size, Root: tlog.Hash(root)}, nil
}

// Rows reads the entries with from <= index < to in order.
func (s *Store) Rows(ctx context.Context, from, to int64, fn func(index int64, row audit.Row) error) error {
	return s.leaves(ctx, fn, `
SELECT leaf_index, salt, header, body
FROM audit_leaf
WHERE leaf_index >= $1 AND leaf_index < $2
ORDER BY leaf_index`, from, to)
}

// RowsAt reads the entries of some indexes in their order.
func (s *Store) RowsAt(ctx context.Context, indexes []int64, fn func(index int64, row audit.Row) error) error {
	for some := range slices.Chunk(indexes, leavesAtOnce) {
		args := make([]any, leavesAtOnce)
		for i := range args {
			args[i] = some[min(i, len(some)-1)] // one text for every number of them
		}
		if err := s.leaves(ctx, fn, leavesAt, args...); err != nil {
			return err
		}
	}
	return nil
}

// leavesAtOnce is how many entries one query of RowsAt reads.
const leavesAtOnce = 16

var leavesAt = func() string {
	places := make([]string, leavesAtOnce)
	for i := range places {
		places[i] = "$" + strconv.Itoa(i+1)
	}
	return `
SELECT leaf_index, salt, header, body
FROM audit_leaf
WHERE leaf_index IN (` + strings.Join(places, ", ") + `)
ORDER BY leaf_index`
}()

func (s *Store) leaves(ctx context.Context, fn func(index int64, row audit.Row) error, query string, args ...any) error {
	rows, err := s.Reader().QueryContext(ctx, query, args...)
	if err != nil {
		return s.engine.fault(err)
	}
	defer rows.Close()
	var index int64
	var salt, header, body sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&index, &salt, &header, &body); err != nil {
			return s.engine.fault(err)
		}
		if err := fn(index, audit.Row{Salt: salt, Header: header, Body: body}); err != nil {
			return err
		}
	}
	return s.engine.fault(rows.Err())
}

// Tile returns a full tile, or nil if it is not recorded.
func (s *Store) Tile(ctx context.Context, level int, n int64) ([]byte, error) {
	var data []byte
	err := s.Reader().QueryRowContext(ctx,
		`SELECT data FROM audit_tile WHERE level = $1 AND tile = $2`, level, n).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return data, s.engine.fault(err)
}

// Extent returns the highest leaf index plus one and the number of tiles.
func (s *Store) Extent(ctx context.Context) (leaves, tiles int64, err error) {
	err = s.Reader().QueryRowContext(ctx, `
SELECT
    (SELECT coalesce(max(leaf_index) + 1, 0) FROM audit_leaf),
    (SELECT count(*) FROM audit_tile)`).Scan(&leaves, &tiles)
	return leaves, tiles, s.engine.fault(err)
}

// Checkpoints returns the recorded checkpoints in ascending order of size.
func (s *Store) Checkpoints(ctx context.Context) ([][]byte, error) {
	rows, err := s.Reader().QueryContext(ctx, `SELECT note FROM audit_checkpoint ORDER BY tree_size`)
	if err != nil {
		return nil, s.engine.fault(err)
	}
	defer rows.Close()
	var notes [][]byte
	for rows.Next() {
		var msg []byte
		if err := rows.Scan(&msg); err != nil {
			return nil, s.engine.fault(err)
		}
		notes = append(notes, msg)
	}
	return notes, s.engine.fault(rows.Err())
}

// Checkpoint signs the head as it stands, records the checkpoint and returns it,
// to be kept outside the database as well and to be sent to the witnesses. The
// caller sets the cadence: a fixed one, so that the times of checkpoints tell
// nothing. If nothing was committed since the last checkpoint that one is
// returned again.
//
// What is signed is the root that this process computed itself, never one that
// it merely read.
func (s *Store) Checkpoint(ctx context.Context) ([]byte, error) {
	var signed []byte
	err := s.maintain(ctx, func(ctx context.Context) error {
		tx, head, err := s.engine.begin(ctx)
		if err != nil {
			return s.engine.fault(err)
		}
		done := false
		defer func() {
			if !done {
				tx.rollback(ctx)
			}
		}()
		if err := s.followHead(ctx, head); err != nil {
			return err
		}
		if signed, err = audit.SignCheckpoint(s.edge.Head(), s.signer); err != nil {
			return err
		}
		err = tx.run(ctx, []Statement{{
			SQL: `
INSERT INTO audit_checkpoint (tree_size, note)
VALUES ($1, $2)
ON CONFLICT (tree_size) DO NOTHING`,
			Args: []any{head.Size, signed},
			Rows: AnyRows,
		}}, func(int) error { return nil })
		if err != nil {
			return s.engine.fault(err)
		}
		done = true
		return s.engine.fault(tx.commit(ctx))
	})
	if err != nil {
		return nil, err
	}
	return signed, nil
}

// logFault says of an error found while the log was read whether the log is
// wrong or the database could not be read.
func logFault(err error) error {
	var fault *audit.Fault
	var known *fengcun.Error
	switch {
	case errors.As(err, &fault):
		return internal("store.log", fault)
	case errors.As(err, &known):
		return err
	}
	return unavailable("store.unavailable", err)
}
