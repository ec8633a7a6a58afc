-- +goose Up

CREATE TABLE audit.audit_leaf (
    leaf_index BIGINT PRIMARY KEY,
    salt       BYTEA NOT NULL,
    header     BYTEA NOT NULL,
    body       BYTEA NOT NULL
);

-- Full hash tiles only; the right edge is rebuilt from the leaves behind the
-- last full tile.
CREATE TABLE audit.audit_tile (
    level BIGINT NOT NULL,
    tile  BIGINT NOT NULL,
    data  BYTEA NOT NULL,
    PRIMARY KEY (level, tile)
);

-- One row: the head of the log, changed by compare-and-set in every commit.
CREATE TABLE audit.audit_head (
    one       BIGINT PRIMARY KEY CHECK (one = 1),
    tree_size BIGINT NOT NULL,
    root      BYTEA NOT NULL
);

CREATE TABLE audit.audit_checkpoint (
    tree_size BIGINT PRIMARY KEY,
    note      BYTEA NOT NULL
);

-- +goose Down
DROP TABLE audit.audit_checkpoint;
DROP TABLE audit.audit_head;
DROP TABLE audit.audit_tile;
DROP TABLE audit.audit_leaf;
