-- +goose Up

-- What a judicial organ may read of what its inquiry found (Article 16). There is a row
-- for every inquiry that asked for the file and was answered, whatever was found: what
-- may be read, by whom and how often, stands in the vault.
CREATE TABLE reading (
    inquiry_id BLOB PRIMARY KEY,
    item_id    BLOB NOT NULL,
    until      TEXT NOT NULL,
    version    INTEGER NOT NULL
);

-- What was read, excerpted and copied: one row for each page and time, with the code
-- that stands on it.
CREATE TABLE reading_use (
    code       TEXT PRIMARY KEY,
    inquiry_id BLOB NOT NULL,
    page       INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    used_on    TEXT NOT NULL
);
CREATE INDEX reading_until ON reading (until);
CREATE INDEX reading_use_inquiry ON reading_use (inquiry_id);

-- +goose Down
DROP TABLE reading_use;
DROP TABLE reading;
