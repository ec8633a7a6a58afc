-- +goose Up

-- A program of an organ's own that works through the API: a case system. It acts as
-- one account in one organ and role. handle is the SHA-256 of its certificate, or
-- its Ed25519 public key.
CREATE TABLE client (
    client_id   BLOB PRIMARY KEY,
    kind        TEXT NOT NULL,
    handle      BLOB NOT NULL,
    staff_id    TEXT NOT NULL,
    organ_id    TEXT NOT NULL,
    role        TEXT NOT NULL,
    state       TEXT NOT NULL,
    valid_to    TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    version     INTEGER NOT NULL
);
CREATE UNIQUE INDEX client_handle ON client (kind, handle);
CREATE INDEX client_organ ON client (organ_id);

-- +goose Down
DROP TABLE client;
