-- +goose Up

-- What a judicial organ may read of what its inquiry found (Article 16). There is a row
-- for every inquiry that asked for the file and was answered, whatever was found: what
-- may be read, by whom and how often, stands in the vault.
CREATE TABLE registry.reading (
    inquiry_id BYTEA PRIMARY KEY,
    item_id    BYTEA NOT NULL,
    until      TEXT NOT NULL,
    version    BIGINT NOT NULL
);

-- What was read, excerpted and copied: one row for each page and time, with the code
-- that stands on it.
CREATE TABLE registry.reading_use (
    code       TEXT PRIMARY KEY,
    inquiry_id BYTEA NOT NULL,
    page       BIGINT NOT NULL,
    kind       TEXT NOT NULL,
    used_on    TEXT NOT NULL
);
CREATE INDEX reading_until ON registry.reading (until);
CREATE INDEX reading_use_inquiry ON registry.reading_use (inquiry_id);

-- +goose Down
DROP TABLE registry.reading_use;
DROP TABLE registry.reading;
