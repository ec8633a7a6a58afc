-- +goose Up

-- A verification of an application for a certificate: the clock of the application
-- stands still from from_on to to_on.
CREATE TABLE registry.verification (
    verification_id BYTEA PRIMARY KEY,
    certificate_id  BYTEA NOT NULL,
    organ_id        TEXT NOT NULL,
    ground          TEXT NOT NULL,
    state           TEXT NOT NULL,
    proposed_by     TEXT NOT NULL,
    proposed_on     TEXT NOT NULL,
    from_on         TEXT NOT NULL,
    to_on           TEXT NOT NULL,
    version         BIGINT NOT NULL
);
CREATE INDEX verification_certificate ON registry.verification (certificate_id);
CREATE INDEX verification_open ON registry.verification (organ_id, state);

-- +goose Down
DROP TABLE registry.verification;
