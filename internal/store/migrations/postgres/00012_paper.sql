-- +goose Up

-- Numbers of papers that are revoked: void from the beginning or withdrawn later,
-- which is not told apart. entry is a keyed digest of organ and number.
CREATE TABLE registry.revocation (
    entry    BYTEA PRIMARY KEY,
    organ_id TEXT NOT NULL
);

-- +goose Down
DROP TABLE registry.revocation;
