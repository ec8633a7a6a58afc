-- +goose Up

-- Whether an organ issues certificates here, and within which bound on its feed.
CREATE TABLE issuing (
    organ_id TEXT PRIMARY KEY,
    mode     TEXT NOT NULL,
    coverage INTEGER NOT NULL,
    days     INTEGER NOT NULL
);

-- How much of its criminal-record platform an organ's feed has delivered.
CREATE TABLE feed_extent (
    organ_id  TEXT PRIMARY KEY,
    up_to     TEXT NOT NULL,
    platform  INTEGER NOT NULL,
    delivered INTEGER NOT NULL,
    stated_by TEXT NOT NULL,
    stated_on TEXT NOT NULL
);

-- +goose Down
DROP TABLE feed_extent;
DROP TABLE issuing;
