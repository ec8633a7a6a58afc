-- +goose Up

-- Numbers of papers that are revoked: void from the beginning or withdrawn later,
-- which is not told apart. entry is a keyed digest of organ and number.
CREATE TABLE revocation (
    entry    BLOB PRIMARY KEY,
    organ_id TEXT NOT NULL
);

-- +goose Down
DROP TABLE revocation;
