-- +goose Up

-- Probes of holdings: whether a stranger still gets an answer. What was asked and
-- answered lies in the item; here stands the outcome alone. run_id groups what one
-- order led to.
CREATE TABLE probe (
    probe_id   BLOB PRIMARY KEY,
    run_id     BLOB NOT NULL,
    organ_id   TEXT NOT NULL,
    holding_id BLOB NOT NULL,
    item_id    BLOB NOT NULL,
    manual     INTEGER NOT NULL,
    passed     INTEGER NOT NULL,
    probed_on  TEXT NOT NULL,
    probed_by  TEXT NOT NULL,
    ordered_by TEXT NOT NULL
);
CREATE INDEX probe_holding ON probe (holding_id);
CREATE INDEX probe_organ ON probe (organ_id, passed);

-- What an organ elsewhere asked to have probed here, by the copy, and what organs
-- elsewhere answered, by the notice.
CREATE TABLE probe_request (
    copy_id  BLOB NOT NULL,
    peer_id  TEXT NOT NULL,
    asked_on TEXT NOT NULL,
    PRIMARY KEY (copy_id, peer_id)
);
CREATE TABLE probe_answer (
    notice_id   BLOB NOT NULL,
    organ_id    TEXT NOT NULL,
    passed      INTEGER NOT NULL,
    failed      INTEGER NOT NULL,
    answered_on TEXT NOT NULL,
    PRIMARY KEY (notice_id, organ_id)
);

-- +goose Down
DROP TABLE probe_answer;
DROP TABLE probe_request;
DROP TABLE probe;
