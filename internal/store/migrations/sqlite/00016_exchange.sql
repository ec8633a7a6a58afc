-- +goose Up

-- The peer list: public exchange keys of organs on other installations. Two people
-- here put the first key of an organ in force; a later one is certified by the key
-- before it.
CREATE TABLE exchange_key (
    organ_id    TEXT NOT NULL,
    key_id      BLOB NOT NULL,
    card        BLOB NOT NULL,
    valid_from  TEXT NOT NULL,
    valid_to    TEXT NOT NULL,
    added_by    TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    PRIMARY KEY (organ_id, key_id)
);

-- What one organ here and one organ elsewhere have told each other: sequence numbers
-- of messages, numbers of parcels. key_seq is the message that carries a new key of
-- ours, 0 if none is under way.
CREATE TABLE exchange_link (
    organ_id    TEXT NOT NULL,
    peer_id     TEXT NOT NULL,
    sent        INTEGER NOT NULL,
    acked       INTEGER NOT NULL,
    received    INTEGER NOT NULL,
    parcels_out INTEGER NOT NULL,
    parcels_in  INTEGER NOT NULL,
    key_seq     INTEGER NOT NULL,
    heard_on    TEXT NOT NULL,
    version     INTEGER NOT NULL,
    PRIMARY KEY (organ_id, peer_id)
);

-- Messages as they were made, encrypted to the recipient: not even this installation
-- opens them. item_id is what the message derives from.
CREATE TABLE exchange_outbox (
    organ_id   TEXT NOT NULL,
    peer_id    TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    message_id BLOB NOT NULL,
    item_id    BLOB NOT NULL,
    made_on    TEXT NOT NULL,
    acked_on   TEXT NOT NULL,
    envelope   BLOB NOT NULL,
    PRIMARY KEY (organ_id, peer_id, seq)
);

-- Which messages were taken, so that none has its effect twice.
CREATE TABLE exchange_inbox (
    organ_id   TEXT NOT NULL,
    peer_id    TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    message_id BLOB NOT NULL,
    digest     BLOB NOT NULL,
    PRIMARY KEY (organ_id, peer_id, seq)
);
CREATE INDEX exchange_inbox_message ON exchange_inbox (message_id);

-- Messages that could not take effect, and those of the same matter behind them, as
-- they came. item_id is the copy they concern, random where there is none here.
CREATE TABLE exchange_parked (
    organ_id   TEXT NOT NULL,
    peer_id    TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    message_id BLOB NOT NULL,
    matter_id  BLOB NOT NULL,
    item_id    BLOB NOT NULL,
    code       TEXT NOT NULL,
    parked_on  TEXT NOT NULL,
    envelope   BLOB NOT NULL,
    PRIMARY KEY (organ_id, peer_id, seq)
);
CREATE INDEX exchange_parked_item ON exchange_parked (item_id);

-- What a person has to look at.
CREATE TABLE exchange_alarm (
    alarm_id  BLOB PRIMARY KEY,
    organ_id  TEXT NOT NULL,
    peer_id   TEXT NOT NULL,
    code      TEXT NOT NULL,
    raised_at INTEGER NOT NULL,
    closed_by TEXT NOT NULL
);

-- +goose Down
DROP TABLE exchange_alarm;
DROP TABLE exchange_parked;
DROP TABLE exchange_inbox;
DROP TABLE exchange_outbox;
DROP TABLE exchange_link;
DROP TABLE exchange_key;
