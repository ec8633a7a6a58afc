-- +goose Up
-- Where somebody looked for copies of a record beside the case file, and what was found:
-- codes, never what is there (Article 2).
CREATE TABLE registry.place_check (
    check_id   BYTEA PRIMARY KEY,
    copy_id    BYTEA NOT NULL,
    organ_id   TEXT NOT NULL,
    place      TEXT NOT NULL,
    finding    TEXT NOT NULL,
    owner      TEXT NOT NULL,
    checked_by TEXT NOT NULL,
    checked_on TEXT NOT NULL,
    version    BIGINT NOT NULL,
    UNIQUE (copy_id, place)
);
CREATE INDEX place_check_open ON registry.place_check (organ_id, checked_by, finding);

-- Where a volume stands, step by step, before and after the seal: codes of archive, shelf
-- and box that say nothing of what is inside.
CREATE TABLE registry.custody (
    holding_id BYTEA NOT NULL,
    no         BIGINT NOT NULL,
    move       TEXT NOT NULL,
    archive    TEXT NOT NULL,
    shelf      TEXT NOT NULL,
    box        TEXT NOT NULL,
    borrower   TEXT NOT NULL,
    moved_on   TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_on TEXT NOT NULL,
    PRIMARY KEY (holding_id, no)
);

-- +goose Down
DROP TABLE registry.custody;
DROP TABLE registry.place_check;
