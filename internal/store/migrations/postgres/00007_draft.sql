-- +goose Up

-- A filing that is not finished. What was typed stands in the vault; the row goes
-- with the filing or when the draft is discarded.
CREATE TABLE registry.draft (
    draft_id BYTEA PRIMARY KEY,
    organ_id TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    item_id  BYTEA NOT NULL,
    saved_at BIGINT NOT NULL,
    version  BIGINT NOT NULL
);
CREATE INDEX draft_staff ON registry.draft (organ_id, staff_id);

-- +goose Down
DROP TABLE registry.draft;
