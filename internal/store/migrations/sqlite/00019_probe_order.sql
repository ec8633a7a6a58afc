-- +goose Up

-- Standing written orders of an organ's head that its seals be probed. The number of
-- the paper lies in the item; next_at is the random instant of the next run.
CREATE TABLE probe_order (
    order_id   BLOB PRIMARY KEY,
    organ_id   TEXT NOT NULL,
    item_id    BLOB NOT NULL,
    carrier    TEXT NOT NULL,
    sample     INTEGER NOT NULL,
    ordered_by TEXT NOT NULL,
    ordered_on TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    next_at    INTEGER NOT NULL,
    version    INTEGER NOT NULL
);
CREATE INDEX probe_order_next ON probe_order (organ_id, next_at);

-- What of a holding was probed: a holding that was confirmed anew is unproven anew.
ALTER TABLE probe ADD COLUMN holding_version INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE probe DROP COLUMN holding_version;
DROP TABLE probe_order;
