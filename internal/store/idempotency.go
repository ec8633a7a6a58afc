package store

import (
	"bytes"
	"context"

	"fengcun"
)

// replays looks the batch's request keys up. The head row is locked, so nobody
// records a key between this and the commit. A request found with the same MAC
// gets the original's receipt, with another MAC a refusal; a row past its term
// counts as absent.
func (s *Store) replays(ctx context.Context, tx transaction, batch []*request, now int64) ([]Outcome, error) {
	outcomes := make([]Outcome, len(batch))
	var keys []*Idempotency
	var position []int
	for i, r := range batch {
		if k := r.change.Idempotency; k != nil {
			keys = append(keys, k)
			position = append(position, i)
		}
	}
	if len(keys) == 0 {
		return outcomes, nil
	}
	found, err := tx.requests(ctx, keys)
	if err != nil {
		return nil, s.engine.fault(err)
	}
	for j, row := range found {
		switch i := position[j]; {
		case row == nil || row.expiresAt <= now:
		case !bytes.Equal(row.mac, keys[j].MAC[:]):
			outcomes[i].Err = conflict("idempotency.reused")
		default:
			var id fengcun.ID
			if err := id.Scan(row.resultID); err != nil {
				return nil, internal("store.row", err)
			}
			outcomes[i].Receipt = Receipt{index: row.leafIndex, resultID: id, replayed: true, ok: true}
		}
	}
	return outcomes, nil
}

// recordRequest writes a request key, over an expired row of the same key if
// there is one.
func recordRequest(k *Idempotency, index, now int64) Statement {
	return Statement{
		SQL: `
INSERT INTO idempotency (actor, route, request_key, request_mac, result_id, leaf_index, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (actor, route, request_key) DO UPDATE
SET request_mac = $4, result_id = $5, leaf_index = $6, expires_at = $7
WHERE idempotency.expires_at <= $8`,
		Args: []any{k.Actor, k.Route, k.Key, k.MAC[:], k.ResultID[:], index, k.Expires, now},
		Rows: 1,
	}
}

// Requested reports whether a request key is recorded and not past its term.
func Requested(ctx context.Context, q Queryer, k Idempotency, now int64) (bool, error) {
	var n int
	err := q.QueryRowContext(ctx, `
SELECT COUNT(*) FROM idempotency WHERE actor = $1 AND route = $2 AND request_key = $3 AND expires_at > $4`,
		k.Actor, k.Route, k.Key, now).Scan(&n)
	return n > 0, err
}

// sweepEvery is how often expired request keys are deleted, in seconds.
const sweepEvery = 600

// sweep deletes expired request keys along with some batch, now and then.
func (s *Store) sweep(now int64) []Statement {
	if now < s.swept+sweepEvery {
		return nil
	}
	s.swept = now
	return []Statement{{
		SQL:  `DELETE FROM idempotency WHERE expires_at <= $1`,
		Args: []any{now},
		Rows: AnyRows,
	}}
}
