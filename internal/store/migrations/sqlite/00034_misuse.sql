-- +goose Up

-- A misuse of what an inquiry told (Articles 17, 20). Who and which unit stand as keyed
-- digests, by which they are known again; what happened stands in the vault.
CREATE TABLE misuse (
    misuse_id   BLOB PRIMARY KEY,
    organ_id    TEXT NOT NULL,
    inquiry_id  BLOB NOT NULL,
    item_id     BLOB NOT NULL,
    person_term TEXT NOT NULL,
    unit_term   TEXT NOT NULL,
    entered_on  TEXT NOT NULL,
    entered_by  TEXT NOT NULL
);
CREATE INDEX misuse_person ON misuse (organ_id, person_term);
CREATE INDEX misuse_unit ON misuse (organ_id, unit_term);

-- +goose Down
DROP TABLE misuse;
