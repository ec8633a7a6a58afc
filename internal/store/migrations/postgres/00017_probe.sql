-- +goose Up

-- Probes of holdings: whether a stranger still gets an answer. What was asked and
-- answered lies in the item; here stands the outcome alone. run_id groups what one
-- order led to.
CREATE TABLE registry.probe (
    probe_id   BYTEA PRIMARY KEY,
    run_id     BYTEA NOT NULL,
    organ_id   TEXT NOT NULL,
    holding_id BYTEA NOT NULL,
    item_id    BYTEA NOT NULL,
    manual     BIGINT NOT NULL,
    passed     BIGINT NOT NULL,
    probed_on  TEXT NOT NULL,
    probed_by  TEXT NOT NULL,
    ordered_by TEXT NOT NULL
);
CREATE INDEX probe_holding ON registry.probe (holding_id);
CREATE INDEX probe_organ ON registry.probe (organ_id, passed);

-- What an organ elsewhere asked to have probed here, by the copy, and what organs
-- elsewhere answered, by the notice.
CREATE TABLE registry.probe_request (
    copy_id  BYTEA NOT NULL,
    peer_id  TEXT NOT NULL,
    asked_on TEXT NOT NULL,
    PRIMARY KEY (copy_id, peer_id)
);
CREATE TABLE registry.probe_answer (
    notice_id   BYTEA NOT NULL,
    organ_id    TEXT NOT NULL,
    passed      BIGINT NOT NULL,
    failed      BIGINT NOT NULL,
    answered_on TEXT NOT NULL,
    PRIMARY KEY (notice_id, organ_id)
);

-- +goose Down
DROP TABLE registry.probe_answer;
DROP TABLE registry.probe_request;
DROP TABLE registry.probe;
