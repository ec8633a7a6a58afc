-- +goose Up

-- The epoch under whose working key an organ writes now. A wrap is only ever
-- written while its epoch stands here, so that no late write can follow a key
-- that is about to be destroyed.
CREATE TABLE vault_epoch (
    organ_id TEXT PRIMARY KEY,
    epoch    INTEGER NOT NULL
);

-- The working wrap of an item's capsule (data key and finder). Narrow, so that a
-- change of epoch rewrites little. Gone when the item is sealed.
CREATE TABLE vault_wrap (
    item_id  BLOB PRIMARY KEY,
    organ_id TEXT NOT NULL,
    epoch    INTEGER NOT NULL,
    wrap     BLOB NOT NULL
);
CREATE INDEX vault_wrap_epoch ON vault_wrap (organ_id, epoch);

-- One encapsulation to an organ's public sealed key.
CREATE TABLE vault_run (
    run_id        BLOB PRIMARY KEY,
    organ_id      TEXT NOT NULL,
    key_id        TEXT NOT NULL,
    suite         TEXT NOT NULL,
    encapsulation BLOB NOT NULL
);

-- The sealed wrap of an item's capsule: nothing the serving part can open.
CREATE TABLE vault_sealed (
    item_id  BLOB PRIMARY KEY,
    organ_id TEXT NOT NULL,
    run_id   BLOB NOT NULL,
    wrap     BLOB NOT NULL
);
CREATE INDEX vault_sealed_organ ON vault_sealed (organ_id);

CREATE TABLE vault_part (
    item_id    BLOB NOT NULL,
    part_no    INTEGER NOT NULL,
    kind       INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    ciphertext BLOB NOT NULL
);
CREATE UNIQUE INDEX vault_part_item ON vault_part (item_id, part_no);

-- Working index terms. None exists for a sealed item. Rows are written and deleted
-- by their values, which follow from the item's capsule, so that one narrow tree is
-- all there is.
CREATE TABLE vault_term (
    term    BLOB NOT NULL,
    item_id BLOB NOT NULL,
    PRIMARY KEY (term, item_id)
) WITHOUT ROWID;

-- Large files: encrypted chunks lie in the blob directory under blob_id.
CREATE TABLE vault_file (
    file_id     BLOB PRIMARY KEY,
    item_id     BLOB NOT NULL,
    blob_id     BLOB NOT NULL,
    size_bucket INTEGER NOT NULL
);
CREATE INDEX vault_file_item ON vault_file (item_id);

-- +goose Down
DROP TABLE vault_file;
DROP TABLE vault_term;
DROP TABLE vault_part;
DROP TABLE vault_sealed;
DROP TABLE vault_run;
DROP TABLE vault_wrap;
DROP TABLE vault_epoch;
