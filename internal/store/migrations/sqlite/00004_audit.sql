-- +goose Up

CREATE TABLE audit_leaf (
    leaf_index INTEGER PRIMARY KEY,
    salt       BLOB NOT NULL,
    header     BLOB NOT NULL,
    body       BLOB NOT NULL
);

-- Full hash tiles only; the right edge is rebuilt from the leaves behind the
-- last full tile.
CREATE TABLE audit_tile (
    level INTEGER NOT NULL,
    tile  INTEGER NOT NULL,
    data  BLOB NOT NULL,
    PRIMARY KEY (level, tile)
);

-- One row: the head of the log, changed by compare-and-set in every commit.
CREATE TABLE audit_head (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    tree_size INTEGER NOT NULL,
    root      BLOB NOT NULL
);

CREATE TABLE audit_checkpoint (
    tree_size INTEGER PRIMARY KEY,
    note      BLOB NOT NULL
);

-- +goose Down
DROP TABLE audit_checkpoint;
DROP TABLE audit_head;
DROP TABLE audit_tile;
DROP TABLE audit_leaf;
