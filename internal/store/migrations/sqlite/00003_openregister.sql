-- +goose Up

-- Disclosable convictions only. A row due to be sealed never stood here.
CREATE TABLE open_conviction (
    row_id     BLOB PRIMARY KEY,
    organ_id   TEXT NOT NULL,
    id_term    BLOB NOT NULL,
    name_term  BLOB NOT NULL,
    ciphertext BLOB NOT NULL
);
CREATE INDEX open_conviction_id ON open_conviction (id_term);
CREATE INDEX open_conviction_name ON open_conviction (name_term);

-- +goose Down
DROP TABLE open_conviction;
