-- +goose Up

-- Standing written orders of an organ's head that its seals be probed. The number of
-- the paper lies in the item; next_at is the random instant of the next run.
CREATE TABLE registry.probe_order (
    order_id   BYTEA PRIMARY KEY,
    organ_id   TEXT NOT NULL,
    item_id    BYTEA NOT NULL,
    carrier    TEXT NOT NULL,
    sample     BIGINT NOT NULL,
    ordered_by TEXT NOT NULL,
    ordered_on TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    next_at    BIGINT NOT NULL,
    version    BIGINT NOT NULL
);
CREATE INDEX probe_order_next ON registry.probe_order (organ_id, next_at);

-- What of a holding was probed: a holding that was confirmed anew is unproven anew.
ALTER TABLE registry.probe ADD COLUMN holding_version BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE registry.probe DROP COLUMN holding_version;
DROP TABLE registry.probe_order;
