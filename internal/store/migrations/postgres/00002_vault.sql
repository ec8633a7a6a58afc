-- +goose Up

-- The epoch under whose working key an organ writes now. A wrap is only ever
-- written while its epoch stands here, so that no late write can follow a key
-- that is about to be destroyed.
CREATE TABLE vault.vault_epoch (
    organ_id TEXT PRIMARY KEY,
    epoch    BIGINT NOT NULL
);

-- The working wrap of an item's capsule (data key and finder). Narrow, so that a
-- change of epoch rewrites little. Gone when the item is sealed.
CREATE TABLE vault.vault_wrap (
    item_id  BYTEA PRIMARY KEY,
    organ_id TEXT NOT NULL,
    epoch    BIGINT NOT NULL,
    wrap     BYTEA NOT NULL
);
CREATE INDEX vault_wrap_epoch ON vault.vault_wrap (organ_id, epoch);

-- One encapsulation to an organ's public sealed key.
CREATE TABLE vault.vault_run (
    run_id        BYTEA PRIMARY KEY,
    organ_id      TEXT NOT NULL,
    key_id        TEXT NOT NULL,
    suite         TEXT NOT NULL,
    encapsulation BYTEA NOT NULL
);

-- The sealed wrap of an item's capsule: nothing the serving part can open.
CREATE TABLE vault.vault_sealed (
    item_id  BYTEA PRIMARY KEY,
    organ_id TEXT NOT NULL,
    run_id   BYTEA NOT NULL,
    wrap     BYTEA NOT NULL
);
CREATE INDEX vault_sealed_organ ON vault.vault_sealed (organ_id);

CREATE TABLE vault.vault_part (
    item_id    BYTEA NOT NULL,
    part_no    BIGINT NOT NULL,
    kind       BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    ciphertext BYTEA NOT NULL
);
CREATE UNIQUE INDEX vault_part_item ON vault.vault_part (item_id, part_no);

-- Working index terms. None exists for a sealed item. Rows are written and deleted
-- by their values, which follow from the item's capsule.
CREATE TABLE vault.vault_term (
    term    BYTEA NOT NULL,
    item_id BYTEA NOT NULL,
    PRIMARY KEY (term, item_id)
);

-- Large files: encrypted chunks lie in the blob directory under blob_id.
CREATE TABLE vault.vault_file (
    file_id     BYTEA PRIMARY KEY,
    item_id     BYTEA NOT NULL,
    blob_id     BYTEA NOT NULL,
    size_bucket BIGINT NOT NULL
);
CREATE INDEX vault_file_item ON vault.vault_file (item_id);

-- +goose Down
DROP TABLE vault.vault_file;
DROP TABLE vault.vault_term;
DROP TABLE vault.vault_part;
DROP TABLE vault.vault_sealed;
DROP TABLE vault.vault_run;
DROP TABLE vault.vault_wrap;
DROP TABLE vault.vault_epoch;
