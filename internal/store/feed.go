package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Screening is the recorded decision on one row of a criminal-record platform that
// stands in the open register. What is withheld has none: it is in the competent
// organ's hands.
type Screening struct {
	ID      fengcun.ID
	Key     fengcun.ID // of the conviction, in the open register's terms
	Organ   fengcun.OrganID
	Verdict string
	RuleSet string
	By      fengcun.StaffID
	On      fengcun.Date
}

// InsertScreening records a screening.
func InsertScreening(s Screening) Statement {
	return Statement{
		SQL: `INSERT INTO screening (screening_id, organ_id, verdict, rule_set, made_by, made_on)
VALUES ($1, $2, $3, $4, $5, $6)`,
		Args: []any{s.ID, string(s.Organ), s.Verdict, s.RuleSet, string(s.By), s.On.String()},
		Rows: 1,
	}
}

// RecordedNotSeal reports whether a ground of the open register is a recorded decision
// that the record is not to be sealed, or a completed unsealing.
func RecordedNotSeal(ctx context.Context, q Queryer, ground fengcun.ID) (bool, error) {
	found, err := collect(ctx, q, scanNumber, `
SELECT 1 FROM screening WHERE screening_id = $1 AND verdict = 'not_seal'
UNION ALL SELECT 1 FROM decision WHERE decision_id = $1 AND verdict = 'not_seal' AND state = 'approved'
UNION ALL SELECT 1 FROM unsealing WHERE unsealing_id = $1 AND state = 'done'`, ground)
	return len(found) > 0, err
}

func scanNumber(rows *sql.Rows) (n int64, err error) {
	err = rows.Scan(&n)
	return n, err
}

// InsertNewFeedKey says that a conviction came with a feed. If it is known meanwhile it
// conflicts: what became due to be sealed since it was looked for does not enter.
func InsertNewFeedKey(key fengcun.ID) Statement {
	return Statement{
		SQL: `INSERT INTO feed_key (entry_id, key_id) SELECT $1, $2
WHERE NOT EXISTS (SELECT 1 FROM feed_key WHERE key_id = $2)`,
		Args: []any{fengcun.NewID(), key},
		Rows: 1,
	}
}

// InsertFeedKey says that a conviction is known: it came with a feed, or it is to be
// sealed. The key does not say which, and is entered again without looking whether it
// stands there: the number of rows must not tell either.
func InsertFeedKey(key fengcun.ID) Statement {
	return Statement{SQL: `INSERT INTO feed_key (entry_id, key_id) VALUES ($1, $2)`, Args: []any{fengcun.NewID(), key}, Rows: 1}
}

// FeedKeyKnown reports whether a conviction is known.
func FeedKeyKnown(ctx context.Context, q Queryer, key fengcun.ID) (bool, error) {
	found, err := collect(ctx, q, scanNumber, `SELECT 1 FROM feed_key WHERE key_id = $1 LIMIT 1`, key)
	return len(found) > 0, err
}

// Held is a row of a feed that waits at the competent organ for a person. Its content
// stands in the vault, under that organ's keys.
type Held struct {
	ID      fengcun.ID
	Organ   fengcun.OrganID // in whose hands it is
	Item    fengcun.ItemID
	Key     fengcun.ID // of the conviction, in the open register's terms
	HeldOn  fengcun.Date
	Version int64
}

// InsertHeld puts a row into an organ's hands.
func InsertHeld(h Held) Statement {
	return Statement{
		SQL:  `INSERT INTO feed_held (held_id, organ_id, item_id, key_id, held_on, version) VALUES ($1, $2, $3, $4, $5, 1)`,
		Args: []any{h.ID, string(h.Organ), h.Item, h.Key, h.HeldOn.String()},
		Rows: 1,
	}
}

// EndHeld ends the waiting: the row has become a matter.
func EndHeld(h Held) Statement {
	return Statement{SQL: `DELETE FROM feed_held WHERE held_id = $1 AND version = $2`, Args: []any{h.ID, h.Version}, Rows: 1}
}

// EndHeldAbout ends the waiting of the rows about a conviction, which must be as many.
func EndHeldAbout(key fengcun.ID, rows int) Statement {
	return Statement{SQL: `DELETE FROM feed_held WHERE key_id = $1`, Args: []any{key}, Rows: int64(rows)}
}

const heldColumns = `held_id, organ_id, item_id, key_id, held_on, version`

func scanHeld(rows *sql.Rows) (h Held, err error) {
	err = rows.Scan(&h.ID, &h.Organ, &h.Item, &h.Key, date{&h.HeldOn}, &h.Version)
	return h, err
}

// HeldByID returns one row that waits.
func HeldByID(ctx context.Context, q Queryer, id fengcun.ID) (Held, error) {
	return one(ctx, q, "held", scanHeld, `SELECT `+heldColumns+` FROM feed_held WHERE held_id = $1`, id)
}

// HeldAbout returns the rows about a conviction that wait, at whichever organ.
func HeldAbout(ctx context.Context, q Queryer, key fengcun.ID) ([]Held, error) {
	return collect(ctx, q, scanHeld, `SELECT `+heldColumns+` FROM feed_held WHERE key_id = $1`, key)
}

// HeldOf returns the rows that wait at an organ, the oldest first, at most limit.
func HeldOf(ctx context.Context, q Queryer, organ fengcun.OrganID, limit int) ([]Held, error) {
	return collect(ctx, q, scanHeld, `
SELECT `+heldColumns+` FROM feed_held WHERE organ_id = $1 ORDER BY held_on, held_id LIMIT $2`, string(organ), int64(limit))
}
