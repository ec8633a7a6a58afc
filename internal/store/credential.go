package store

import (
	"context"
	"database/sql"
)

// CredentialByHandle returns the credential of a kind that an asker names by a
// handle.
func CredentialByHandle(ctx context.Context, q Queryer, kind string, handle []byte) (Credential, error) {
	return one(ctx, q, "credential", scanCredential,
		`SELECT `+credentialColumns+` FROM credential WHERE kind = $1 AND handle = $2`, kind, handle)
}

// SpendChallenge records that a challenge was answered. Answered a second time it
// conflicts.
func SpendChallenge(digest [32]byte, expires int64) Statement {
	return Statement{
		SQL:  `INSERT INTO spent_challenge (digest, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
		Args: []any{digest[:], expires},
		Rows: 1,
	}
}

// ForgetChallenges removes those that nobody could answer any more.
func ForgetChallenges(before int64) Statement {
	return Statement{SQL: `DELETE FROM spent_challenge WHERE expires_at < $1`, Args: []any{before}, Rows: AnyRows}
}

const credentialColumns = `credential_id, staff_id, kind, handle, secret, one_time, used, made_on, version`

func scanCredential(rows *sql.Rows) (c Credential, err error) {
	err = rows.Scan(&c.ID, &c.Staff, &c.Kind, &c.Handle, &c.Secret, &c.OneTime, &c.Used, date{&c.MadeOn}, &c.Version)
	return c, err
}
