-- +goose Up

-- The recorded decisions on rows of the platform that stand in the open register.
CREATE TABLE screening (
    screening_id BLOB PRIMARY KEY,
    organ_id     TEXT NOT NULL,
    verdict      TEXT NOT NULL,
    rule_set     TEXT NOT NULL,
    made_by      TEXT NOT NULL,
    made_on      TEXT NOT NULL
);

-- Convictions that are known: from a feed, or because they are to be sealed. Keyed
-- digests, as often as they become known; the row does not say which.
CREATE TABLE feed_key (
    entry_id BLOB PRIMARY KEY,
    key_id   BLOB NOT NULL
);
CREATE INDEX feed_key_key ON feed_key (key_id);

-- Rows of a feed that wait at the competent organ for a person, until it is taken or
-- the conviction is decided on.
CREATE TABLE feed_held (
    held_id  BLOB PRIMARY KEY,
    organ_id TEXT NOT NULL,
    item_id  BLOB NOT NULL,
    key_id   BLOB NOT NULL,
    held_on  TEXT NOT NULL,
    version  INTEGER NOT NULL
);
CREATE INDEX feed_held_organ ON feed_held (organ_id, held_on);
CREATE INDEX feed_held_key ON feed_held (key_id);

-- +goose Down
DROP TABLE feed_held;
DROP TABLE feed_key;
DROP TABLE screening;
