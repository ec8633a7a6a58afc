-- +goose Up

-- What a case system told of a case: keyed digests of its own key and of what it
-- said last, and what became of it. The row goes when the case is sealed, so that
-- a sealed case and one never told of are taken in alike.
CREATE TABLE registry.intake (
    case_mac      BYTEA PRIMARY KEY,
    organ_id      TEXT NOT NULL,
    staff_id      TEXT NOT NULL,
    content_mac   BYTEA NOT NULL,
    draft_id      BYTEA NOT NULL,
    draft_version BIGINT NOT NULL,
    matter_id     BYTEA NOT NULL,
    version       BIGINT NOT NULL
);
CREATE INDEX intake_draft ON registry.intake (draft_id);
CREATE INDEX intake_matter ON registry.intake (matter_id);

-- +goose Down
DROP TABLE registry.intake;
