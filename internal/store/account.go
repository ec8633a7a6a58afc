package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// The states of an account.
const (
	AccountOpen   = "open"
	AccountClosed = "closed"
)

// Account is what a member of staff signs in to. Its name is their StaffID.
type Account struct {
	Staff    fengcun.StaffID
	State    string
	OpenedBy fengcun.StaffID
	OpenedOn fengcun.Date
	Version  int64
}

// InsertAccount opens an account. It conflicts where there is one.
func InsertAccount(a Account) Statement {
	return Statement{
		SQL: `
INSERT INTO account (staff_id, state, opened_by, opened_on, version)
VALUES ($1, $2, $3, $4, 1)
ON CONFLICT (staff_id) DO NOTHING`,
		Args: []any{string(a.Staff), a.State, string(a.OpenedBy), a.OpenedOn.String()},
		Rows: 1,
	}
}

// AccountOf returns one account.
func AccountOf(ctx context.Context, q Queryer, staff fengcun.StaffID) (Account, error) {
	return one(ctx, q, "account", func(rows *sql.Rows) (a Account, err error) {
		err = rows.Scan(&a.Staff, &a.State, &a.OpenedBy, date{&a.OpenedOn}, &a.Version)
		return a, err
	}, `SELECT staff_id, state, opened_by, opened_on, version FROM account WHERE staff_id = $1`, string(staff))
}

// MoveAccount says that what an account signs in with was used or changed as it was
// read: of two such acts at once one conflicts.
func MoveAccount(a Account, state string) Statement {
	return Statement{
		SQL:  `UPDATE account SET state = $1, version = version + 1 WHERE staff_id = $2 AND version = $3`,
		Args: []any{state, string(a.Staff), a.Version},
		Rows: 1,
	}
}

// The kinds of credential.
const (
	CredentialPassword    = "password"
	CredentialCode        = "code" // one-time codes
	CredentialPasskey     = "passkey"
	CredentialCertificate = "certificate"
	CredentialElsewhere   = "elsewhere" // an account at the organ's own provider
)

// Credential is one thing that an account signs in with.
type Credential struct {
	ID      fengcun.ID
	Staff   fengcun.StaffID
	Kind    string
	Handle  []byte // what an asker names it by; random where there is nothing to name
	Secret  []byte // a password's hash, an encrypted secret, or public data of a key
	OneTime bool   // a first secret, which must be replaced
	Used    int64  // the last step or counter that was seen
	MadeOn  fengcun.Date
	Version int64
}

// InsertCredential adds a credential.
func InsertCredential(c Credential) Statement {
	return Statement{
		SQL: `
INSERT INTO credential (credential_id, staff_id, kind, handle, secret, one_time, used, made_on, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
ON CONFLICT DO NOTHING`,
		Args: []any{c.ID, string(c.Staff), c.Kind, c.Handle, c.Secret, c.OneTime, c.Used, c.MadeOn.String()},
		Rows: 1,
	}
}

// UseCredential records the last step or counter that was seen.
func UseCredential(c Credential, used int64) Statement {
	return Statement{
		SQL:  `UPDATE credential SET used = $1, version = version + 1 WHERE credential_id = $2 AND version = $3`,
		Args: []any{used, c.ID, c.Version},
		Rows: 1,
	}
}

// DeleteCredential removes a credential as it was read.
func DeleteCredential(c Credential) Statement {
	return Statement{
		SQL:  `DELETE FROM credential WHERE credential_id = $1 AND version = $2`,
		Args: []any{c.ID, c.Version},
		Rows: 1,
	}
}

// CredentialsOf returns what an account signs in with. No account has none.
func CredentialsOf(ctx context.Context, q Queryer, staff fengcun.StaffID) ([]Credential, error) {
	return collect(ctx, q, scanCredential,
		`SELECT `+credentialColumns+` FROM credential WHERE staff_id = $1 ORDER BY made_on, credential_id`, string(staff))
}

// Attempts are the failures under one name, whether there is such an account or
// not.
type Attempts struct {
	Key      string // keyed hash of the name
	Failures int64
	LastAt   int64 // unix seconds
	Version  int64 // 0 if nobody tried yet
}

// AttemptsOf returns the failures under a name; none are no error.
func AttemptsOf(ctx context.Context, q Queryer, key string) (Attempts, error) {
	found, err := collect(ctx, q, func(rows *sql.Rows) (a Attempts, err error) {
		err = rows.Scan(&a.Key, &a.Failures, &a.LastAt, &a.Version)
		return a, err
	}, `SELECT account_key, failures, last_at, version FROM sign_in_attempt WHERE account_key = $1`, key)
	if err != nil || len(found) == 0 {
		return Attempts{Key: key}, err
	}
	return found[0], nil
}

// MoveAttempts sets how many failures there are now. Of two attempts that read the
// same number only one is counted; the other conflicts and must look again.
func MoveAttempts(a Attempts, failures, at int64) Statement {
	if a.Version == 0 {
		return Statement{
			SQL: `
INSERT INTO sign_in_attempt (account_key, failures, last_at, version)
VALUES ($1, $2, $3, 1)
ON CONFLICT (account_key) DO NOTHING`,
			Args: []any{a.Key, failures, at},
			Rows: 1,
		}
	}
	return Statement{
		SQL:  `UPDATE sign_in_attempt SET failures = $1, last_at = $2, version = version + 1 WHERE account_key = $3 AND version = $4`,
		Args: []any{failures, at, a.Key, a.Version},
		Rows: 1,
	}
}

// ForgetAttempts removes what is older than an instant, but never the row of the
// attempt at hand.
func ForgetAttempts(before int64, but string) Statement {
	return Statement{
		SQL:  `DELETE FROM sign_in_attempt WHERE last_at < $1 AND account_key <> $2`,
		Args: []any{before, but},
		Rows: AnyRows,
	}
}

// Settled reports whether an account was ever opened: from then on what two people
// must change is changed by two people.
func Settled(ctx context.Context, q Queryer) (bool, error) {
	found, err := collect(ctx, q, func(rows *sql.Rows) (n int64, err error) {
		err = rows.Scan(&n)
		return n, err
	}, `SELECT count(*) FROM account`)
	return len(found) > 0 && found[0] > 0, err
}

// DeleteCredentialsOf removes everything that an account signs in with.
func DeleteCredentialsOf(staff fengcun.StaffID) Statement {
	return Statement{SQL: `DELETE FROM credential WHERE staff_id = $1`, Args: []any{string(staff)}, Rows: AnyRows}
}
