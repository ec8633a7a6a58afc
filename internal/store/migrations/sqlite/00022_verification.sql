-- +goose Up

-- A verification of an application for a certificate: the clock of the application
-- stands still from from_on to to_on.
CREATE TABLE verification (
    verification_id BLOB PRIMARY KEY,
    certificate_id  BLOB NOT NULL,
    organ_id        TEXT NOT NULL,
    ground          TEXT NOT NULL,
    state           TEXT NOT NULL,
    proposed_by     TEXT NOT NULL,
    proposed_on     TEXT NOT NULL,
    from_on         TEXT NOT NULL,
    to_on           TEXT NOT NULL,
    version         INTEGER NOT NULL
);
CREATE INDEX verification_certificate ON verification (certificate_id);
CREATE INDEX verification_open ON verification (organ_id, state);

-- +goose Down
DROP TABLE verification;
