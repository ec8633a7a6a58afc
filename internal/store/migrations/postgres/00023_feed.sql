-- +goose Up

-- The recorded decisions on rows of the platform that stand in the open register.
CREATE TABLE registry.screening (
    screening_id BYTEA PRIMARY KEY,
    organ_id     TEXT NOT NULL,
    verdict      TEXT NOT NULL,
    rule_set     TEXT NOT NULL,
    made_by      TEXT NOT NULL,
    made_on      TEXT NOT NULL
);

-- Convictions that are known: from a feed, or because they are to be sealed. Keyed
-- digests, as often as they become known; the row does not say which.
CREATE TABLE registry.feed_key (
    entry_id BYTEA PRIMARY KEY,
    key_id   BYTEA NOT NULL
);
CREATE INDEX feed_key_key ON registry.feed_key (key_id);

-- Rows of a feed that wait at the competent organ for a person, until it is taken or
-- the conviction is decided on.
CREATE TABLE registry.feed_held (
    held_id  BYTEA PRIMARY KEY,
    organ_id TEXT NOT NULL,
    item_id  BYTEA NOT NULL,
    key_id   BYTEA NOT NULL,
    held_on  TEXT NOT NULL,
    version  BIGINT NOT NULL
);
CREATE INDEX feed_held_organ ON registry.feed_held (organ_id, held_on);
CREATE INDEX feed_held_key ON registry.feed_held (key_id);

-- +goose Down
DROP TABLE registry.feed_held;
DROP TABLE registry.feed_key;
DROP TABLE registry.screening;
