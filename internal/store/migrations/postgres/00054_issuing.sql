-- +goose Up

-- Whether an organ issues certificates here, and within which bound on its feed.
CREATE TABLE registry.issuing (
    organ_id TEXT PRIMARY KEY,
    mode     TEXT NOT NULL,
    coverage BIGINT NOT NULL,
    days     BIGINT NOT NULL
);

-- How much of its criminal-record platform an organ's feed has delivered.
CREATE TABLE registry.feed_extent (
    organ_id  TEXT PRIMARY KEY,
    up_to     TEXT NOT NULL,
    platform  BIGINT NOT NULL,
    delivered BIGINT NOT NULL,
    stated_by TEXT NOT NULL,
    stated_on TEXT NOT NULL
);

-- +goose Down
DROP TABLE registry.feed_extent;
DROP TABLE registry.issuing;
