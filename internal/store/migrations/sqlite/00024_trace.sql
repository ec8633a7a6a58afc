-- +goose Up

-- What a copy code stands for: pages of sealed material that left the vault for a
-- reader. Who read, when and under which grant stand in the vault.
CREATE TABLE copy_mark (
    code     TEXT PRIMARY KEY,
    organ_id TEXT NOT NULL,
    item_id  BLOB NOT NULL
);

-- A scanned label finds its holding.
CREATE INDEX holding_label ON holding (organ_id, label);

-- +goose Down
DROP INDEX holding_label;
DROP TABLE copy_mark;
