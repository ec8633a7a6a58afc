-- +goose Up

-- A filing that is not finished. What was typed stands in the vault; the row goes
-- with the filing or when the draft is discarded.
CREATE TABLE draft (
    draft_id BLOB PRIMARY KEY,
    organ_id TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    item_id  BLOB NOT NULL,
    saved_at INTEGER NOT NULL,
    version  INTEGER NOT NULL
);
CREATE INDEX draft_staff ON draft (organ_id, staff_id);

-- +goose Down
DROP TABLE draft;
