package store

import (
	"context"

	"fengcun"
)

// Succeed returns the statements by which one organ follows another in everything but
// the keys, which the vault moves: matters, records, copies, holdings, notices under
// way, clocks, drafts. What was numbered and signed keeps the name it bears. The
// staff's roles and the case systems of the organ that ends, end with it.
func Succeed(from, to fengcun.OrganID, last fengcun.Date) []Statement {
	pair := []any{string(to), string(from)}
	statements := []Statement{{
		SQL:  `UPDATE organ SET valid_to = $3, successor = $1 WHERE organ_id = $2 AND successor = '' AND valid_to = ''`,
		Args: append(pair[:2:2], last.String()), Rows: 1,
	}, {
		SQL:  `UPDATE membership SET valid_to = $2 WHERE organ_id = $1 AND (valid_to = '' OR valid_to > $2)`,
		Args: []any{string(from), last.String()}, Rows: AnyRows,
	}, {
		SQL:  `UPDATE organ_peer SET valid_to = $2 WHERE (organ_id = $1 OR peer_id = $1) AND (valid_to = '' OR valid_to > $2)`,
		Args: []any{string(from), last.String()}, Rows: AnyRows,
	}, {
		SQL:  `UPDATE client SET state = 'revoked', version = version + 1 WHERE organ_id = $1 AND state <> 'revoked'`,
		Args: []any{string(from)}, Rows: AnyRows,
	}}
	for _, sql := range []string{
		`UPDATE organ SET superior = $1 WHERE superior = $2`,
		`UPDATE matter SET organ_id = $1, version = version + 1 WHERE organ_id = $2`,
		`UPDATE record SET organ_id = $1, version = version + 1 WHERE organ_id = $2`,
		`UPDATE copy SET organ_id = $1, version = version + 1 WHERE organ_id = $2`,
		`UPDATE holding SET organ_id = $1, version = version + 1 WHERE organ_id = $2`,
		`UPDATE place_check SET organ_id = $1, version = version + 1 WHERE organ_id = $2`,
		`UPDATE knower SET organ_id = $1, version = version + 1 WHERE organ_id = $2`,
		`UPDATE marked_file SET organ_id = $1, version = version + 1 WHERE organ_id = $2`,
		`UPDATE deadline SET organ_id = $1, version = version + 1 WHERE organ_id = $2`,
		`UPDATE feed_held SET organ_id = $1, version = version + 1 WHERE organ_id = $2`,
		`UPDATE draft SET organ_id = $1, version = version + 1 WHERE organ_id = $2`,
		`UPDATE notice SET organ_id = $1, version = version + 1, issuer = CASE WHEN issuer = '' AND state <> 'draft' THEN organ_id ELSE issuer END WHERE organ_id = $2`,
		`UPDATE delivery SET sender = $1, version = version + 1 WHERE sender = $2`,
		`UPDATE delivery SET recipient = $1, version = version + 1 WHERE recipient = $2 AND state IN ('dispatched', 'received', 'coordinating')`,
	} {
		statements = append(statements, Statement{SQL: sql, Args: pair, Rows: AnyRows})
	}
	return statements
}

// Unfinished says what has to end before an organ can be followed by another.
type Unfinished struct {
	Deliveries int // notices under way to the organ
	Shared     int // of these, those that the other was served too
	Answers    int // applications at the window that are not answered
	Links      int // organs elsewhere with which it exchanges
}

// UnfinishedOf counts it.
func UnfinishedOf(ctx context.Context, q Queryer, from, to fengcun.OrganID) (u Unfinished, err error) {
	if u.Deliveries, err = Unanswered(ctx, q, from); err != nil {
		return u, err
	}
	err = q.QueryRowContext(ctx, `
SELECT (SELECT count(*) FROM delivery d JOIN delivery e ON e.notice_id = d.notice_id
        WHERE d.recipient = $1 AND e.recipient = $2 AND d.state IN ('dispatched', 'received', 'coordinating')),
       (SELECT count(*) FROM certificate WHERE organ_id = $1 AND state IN ('accepted', 'verifying')),
       (SELECT count(*) FROM exchange_link WHERE organ_id = $1 OR peer_id = $1)`, string(from), string(to)).
		Scan(&u.Shared, &u.Answers, &u.Links)
	return u, err
}
