-- +goose Up

-- Disclosable convictions only. A row due to be sealed never stood here.
CREATE TABLE openregister.open_conviction (
    row_id     BYTEA PRIMARY KEY,
    organ_id   TEXT NOT NULL,
    id_term    BYTEA NOT NULL,
    name_term  BYTEA NOT NULL,
    ciphertext BYTEA NOT NULL
);
CREATE INDEX open_conviction_id ON openregister.open_conviction (id_term);
CREATE INDEX open_conviction_name ON openregister.open_conviction (name_term);

-- +goose Down
DROP TABLE openregister.open_conviction;
