-- +goose Up
-- Files that are not sealed and hold sealed information, or a minor's (Articles 5, 6,
-- 18). They are known by their label: no number, no person. origin is the copy of a
-- joint crime or the mark of the pages that were used, and random otherwise.
CREATE TABLE marked_file (
    file_id     BLOB PRIMARY KEY,
    organ_id    TEXT NOT NULL,
    kind        TEXT NOT NULL,
    label       TEXT NOT NULL,
    state       TEXT NOT NULL,
    unpublished INTEGER NOT NULL,
    origin      BLOB NOT NULL,
    marked_by   TEXT NOT NULL,
    marked_on   TEXT NOT NULL,
    labelled_by TEXT NOT NULL,
    labelled_on TEXT NOT NULL,
    version     INTEGER NOT NULL
);
CREATE INDEX marked_file_organ ON marked_file (organ_id, state);
CREATE INDEX marked_file_origin ON marked_file (origin);

-- Where in a marked file something has to be covered. Places, never what stands there.
CREATE TABLE redaction (
    file_id    BLOB NOT NULL,
    position   INTEGER NOT NULL,
    first_page INTEGER NOT NULL,
    last_page  INTEGER NOT NULL,
    clue       TEXT NOT NULL,
    PRIMARY KEY (file_id, position)
);

CREATE TABLE file_copy (
    file_copy_id BLOB PRIMARY KEY,
    file_id      BLOB NOT NULL,
    recipient    TEXT NOT NULL,
    whole        INTEGER NOT NULL,
    asked_by     TEXT NOT NULL,
    given_by     TEXT NOT NULL,
    given_on     TEXT NOT NULL
);
CREATE INDEX file_copy_file ON file_copy (file_id);

-- +goose Down
DROP TABLE file_copy;
DROP TABLE redaction;
DROP TABLE marked_file;
