-- +goose Up

-- An account of a member of staff. Its name is the staff_id.
CREATE TABLE account (
    staff_id  TEXT PRIMARY KEY,
    state     TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    version   INTEGER NOT NULL
);

-- What an account signs in with. handle is what an asker names it by (a passkey,
-- a certificate, an account elsewhere), and random where there is nothing to name.
-- secret is a password's hash, an encrypted secret of one-time codes, or public
-- data of a key. used is the last step or counter that was seen.
CREATE TABLE credential (
    credential_id BLOB PRIMARY KEY,
    staff_id      TEXT NOT NULL,
    kind          TEXT NOT NULL,
    handle        BLOB NOT NULL,
    secret        BLOB NOT NULL,
    one_time      INTEGER NOT NULL,
    used          INTEGER NOT NULL,
    made_on       TEXT NOT NULL,
    version       INTEGER NOT NULL
);
CREATE INDEX credential_staff ON credential (staff_id);
CREATE UNIQUE INDEX credential_handle ON credential (kind, handle);

-- Failed attempts, by a keyed hash of what was typed as the account: one row for
-- every name that was tried, whether there is such an account or not.
CREATE TABLE sign_in_attempt (
    account_key TEXT PRIMARY KEY,
    failures    INTEGER NOT NULL,
    last_at     INTEGER NOT NULL,
    version     INTEGER NOT NULL
);
CREATE INDEX sign_in_attempt_last ON sign_in_attempt (last_at);

-- A session is bound to one organ and role once they are chosen. Of its token only
-- the hash is kept.
CREATE TABLE session (
    session_id BLOB PRIMARY KEY,
    token_hash BLOB NOT NULL,
    staff_id   TEXT NOT NULL,
    organ_id   TEXT NOT NULL,
    role       TEXT NOT NULL,
    method     TEXT NOT NULL,
    state      TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    version    INTEGER NOT NULL
);
CREATE UNIQUE INDEX session_token ON session (token_hash);
CREATE INDEX session_staff ON session (staff_id) WHERE state = 'live';

-- +goose Down
DROP TABLE session;
DROP TABLE sign_in_attempt;
DROP TABLE credential;
DROP TABLE account;
