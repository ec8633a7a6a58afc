-- +goose Up
-- Files that are not sealed and hold sealed information, or a minor's (Articles 5, 6,
-- 18). They are known by their label: no number, no person. origin is the copy of a
-- joint crime or the mark of the pages that were used, and random otherwise.
CREATE TABLE registry.marked_file (
    file_id     BYTEA PRIMARY KEY,
    organ_id    TEXT NOT NULL,
    kind        TEXT NOT NULL,
    label       TEXT NOT NULL,
    state       TEXT NOT NULL,
    unpublished BIGINT NOT NULL,
    origin      BYTEA NOT NULL,
    marked_by   TEXT NOT NULL,
    marked_on   TEXT NOT NULL,
    labelled_by TEXT NOT NULL,
    labelled_on TEXT NOT NULL,
    version     BIGINT NOT NULL
);
CREATE INDEX marked_file_organ ON registry.marked_file (organ_id, state);
CREATE INDEX marked_file_origin ON registry.marked_file (origin);

-- Where in a marked file something has to be covered. Places, never what stands there.
CREATE TABLE registry.redaction (
    file_id    BYTEA NOT NULL,
    position   BIGINT NOT NULL,
    first_page BIGINT NOT NULL,
    last_page  BIGINT NOT NULL,
    clue       TEXT NOT NULL,
    PRIMARY KEY (file_id, position)
);

CREATE TABLE registry.file_copy (
    file_copy_id BYTEA PRIMARY KEY,
    file_id      BYTEA NOT NULL,
    recipient    TEXT NOT NULL,
    whole        BIGINT NOT NULL,
    asked_by     TEXT NOT NULL,
    given_by     TEXT NOT NULL,
    given_on     TEXT NOT NULL
);
CREATE INDEX file_copy_file ON registry.file_copy (file_id);

-- +goose Down
DROP TABLE registry.file_copy;
DROP TABLE registry.redaction;
DROP TABLE registry.marked_file;
