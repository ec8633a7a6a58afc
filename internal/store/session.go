package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// The states of a session.
const (
	SessionLive  = "live"
	SessionEnded = "ended"
)

// Session is the time during which a token stands for a member of staff. Instants
// are unix seconds.
type Session struct {
	ID        fengcun.ID
	Token     [32]byte // hash of the token
	Actor     fengcun.Actor
	Method    string // the kind of credential, or MethodFirstSecret
	State     string
	StartedAt int64
	SeenAt    int64
	ExpiresAt int64
	Version   int64
}

// MethodFirstSecret is the Method of a session in which the first secret has still
// to be replaced.
const MethodFirstSecret = "first_secret"

const sessionColumns = `session_id, token_hash, staff_id, organ_id, role, method, state, started_at, seen_at, expires_at, version`

// InsertSession begins a session. Its organ and role are empty until chosen.
func InsertSession(s Session) Statement {
	return Statement{
		SQL: `INSERT INTO session (` + sessionColumns + `)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)`,
		Args: []any{
			s.ID, s.Token[:], string(s.Actor.Staff), string(s.Actor.Organ), string(s.Actor.Role), s.Method,
			s.State, s.StartedAt, s.SeenAt, s.ExpiresAt,
		},
		Rows: 1,
	}
}

// SeeSession records that a session was used.
func SeeSession(s Session, at int64) Statement {
	return Statement{
		SQL:  `UPDATE session SET seen_at = $1, version = version + 1 WHERE session_id = $2 AND version = $3 AND state = 'live'`,
		Args: []any{at, s.ID, s.Version},
		Rows: 1,
	}
}

// EndSession ends a live session, whatever happened to it meanwhile.
func EndSession(id fengcun.ID) Statement {
	return Statement{
		SQL:  `UPDATE session SET state = 'ended', version = version + 1 WHERE session_id = $1 AND state = 'live'`,
		Args: []any{id},
		Rows: 1,
	}
}

// EndSessionsOf ends every live session of an account.
func EndSessionsOf(staff fengcun.StaffID) Statement {
	return Statement{
		SQL:  `UPDATE session SET state = 'ended', version = version + 1 WHERE staff_id = $1 AND state = 'live'`,
		Args: []any{string(staff)},
		Rows: AnyRows,
	}
}

// ForgetSessions removes the sessions that ended by themselves before an instant.
func ForgetSessions(before int64) Statement {
	return Statement{SQL: `DELETE FROM session WHERE expires_at < $1`, Args: []any{before}, Rows: AnyRows}
}

func scanSession(rows *sql.Rows) (s Session, err error) {
	var token []byte
	err = rows.Scan(&s.ID, &token, &s.Actor.Staff, &s.Actor.Organ, &s.Actor.Role, &s.Method, &s.State, &s.StartedAt, &s.SeenAt, &s.ExpiresAt, &s.Version)
	copy(s.Token[:], token)
	return s, err
}

// SessionByToken returns the live session of a token's hash.
func SessionByToken(ctx context.Context, q Queryer, token [32]byte) (Session, error) {
	return one(ctx, q, "session", scanSession, `SELECT `+sessionColumns+` FROM session WHERE token_hash = $1 AND state = 'live'`, token[:])
}

// SessionByID returns a live session.
func SessionByID(ctx context.Context, q Queryer, id fengcun.ID) (Session, error) {
	return one(ctx, q, "session", scanSession, `SELECT `+sessionColumns+` FROM session WHERE session_id = $1 AND state = 'live'`, id)
}

// SessionsOf returns the live sessions of an account, the newest first.
func SessionsOf(ctx context.Context, q Queryer, staff fengcun.StaffID) ([]Session, error) {
	return collect(ctx, q, scanSession, `SELECT `+sessionColumns+` FROM session WHERE staff_id = $1 AND state = 'live' ORDER BY started_at DESC, session_id`, string(staff))
}
