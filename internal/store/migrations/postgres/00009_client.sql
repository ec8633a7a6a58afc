-- +goose Up

-- A program of an organ's own that works through the API: a case system. It acts as
-- one account in one organ and role. handle is the SHA-256 of its certificate, or
-- its Ed25519 public key.
CREATE TABLE registry.client (
    client_id   BYTEA PRIMARY KEY,
    kind        TEXT NOT NULL,
    handle      BYTEA NOT NULL,
    staff_id    TEXT NOT NULL,
    organ_id    TEXT NOT NULL,
    role        TEXT NOT NULL,
    state       TEXT NOT NULL,
    valid_to    TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    version     BIGINT NOT NULL
);
CREATE UNIQUE INDEX client_handle ON registry.client (kind, handle);
CREATE INDEX client_organ ON registry.client (organ_id);

-- +goose Down
DROP TABLE registry.client;
