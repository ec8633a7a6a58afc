-- +goose Up

-- What a case system told of a case: keyed digests of its own key and of what it
-- said last, and what became of it. The row goes when the case is sealed, so that
-- a sealed case and one never told of are taken in alike.
CREATE TABLE intake (
    case_mac      BLOB PRIMARY KEY,
    organ_id      TEXT NOT NULL,
    staff_id      TEXT NOT NULL,
    content_mac   BLOB NOT NULL,
    draft_id      BLOB NOT NULL,
    draft_version INTEGER NOT NULL,
    matter_id     BLOB NOT NULL,
    version       INTEGER NOT NULL
);
CREATE INDEX intake_draft ON intake (draft_id);
CREATE INDEX intake_matter ON intake (matter_id);

-- +goose Down
DROP TABLE intake;
