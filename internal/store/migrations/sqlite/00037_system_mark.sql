-- +goose Up

-- Marks that wait for an internal system of the organ: which of its rows is to be
-- marked as sealed stands in the item, in the numbered part. A mark is deleted when the
-- system has acknowledged it.
CREATE TABLE system_mark (
    mark_id    BLOB PRIMARY KEY,
    organ_id   TEXT NOT NULL,
    system_id  TEXT NOT NULL,
    copy_id    BLOB NOT NULL,
    holding_id BLOB NOT NULL UNIQUE,
    part_no    INTEGER NOT NULL,
    made_on    TEXT NOT NULL
);
CREATE INDEX system_mark_system ON system_mark (organ_id, system_id);
CREATE INDEX system_mark_copy ON system_mark (copy_id);

-- +goose Down
DROP TABLE system_mark;
