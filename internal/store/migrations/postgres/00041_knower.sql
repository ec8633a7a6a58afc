-- +goose Up
-- Who outside the organs learned of a matter through work, and was told of the duty of
-- secrecy (Article 17). Who that is stands in the vault.
CREATE TABLE registry.knower (
    knower_id BYTEA PRIMARY KEY,
    organ_id  TEXT NOT NULL,
    copy_id   BYTEA NOT NULL,
    item_id   BYTEA NOT NULL,
    capacity  TEXT NOT NULL,
    state     TEXT NOT NULL,
    listed_by TEXT NOT NULL,
    listed_on TEXT NOT NULL,
    told_by   TEXT NOT NULL,
    told_on   TEXT NOT NULL,
    way       TEXT NOT NULL,
    version   BIGINT NOT NULL
);
CREATE INDEX knower_copy ON registry.knower (copy_id);
CREATE INDEX knower_listed ON registry.knower (organ_id, listed_by, state);

-- +goose Down
DROP TABLE registry.knower;
