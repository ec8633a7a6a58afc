-- +goose Up

-- Organs and who works there. Not secret.
CREATE TABLE organ (
    organ_id   TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    level      INTEGER NOT NULL,
    name       TEXT NOT NULL,
    region     TEXT NOT NULL,
    code       TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    successor  TEXT NOT NULL
);

-- "Same level" (Articles 11, 12) is a dated table, never computed from names.
CREATE TABLE organ_peer (
    organ_id   TEXT NOT NULL,
    peer_id    TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    PRIMARY KEY (organ_id, peer_id, valid_from)
);

CREATE TABLE membership (
    staff_id TEXT NOT NULL,
    organ_id TEXT NOT NULL,
    role     TEXT NOT NULL,
    PRIMARY KEY (staff_id, organ_id, role)
);

-- One matter has many persons, many numbers and an organ history. Its numbers
-- are particulars and stand in the vault.
CREATE TABLE matter (
    matter_id BLOB PRIMARY KEY,
    organ_id  TEXT NOT NULL,
    version   INTEGER NOT NULL
);

CREATE TABLE matter_organ (
    matter_id BLOB NOT NULL,
    position  INTEGER NOT NULL,
    organ_id  TEXT NOT NULL,
    function  TEXT NOT NULL,
    PRIMARY KEY (matter_id, position)
) WITHOUT ROWID;

-- One person's record in one matter, as the deciding organ keeps it.
CREATE TABLE record (
    record_id BLOB PRIMARY KEY,
    matter_id BLOB NOT NULL,
    organ_id  TEXT NOT NULL,
    state     TEXT NOT NULL,
    version   INTEGER NOT NULL
);
CREATE INDEX record_matter ON record (matter_id);

-- Each organ has its own copies: each a vault item under that organ's own keys.
-- A record that was reopened and decided anew leaves a second copy at each organ.
CREATE TABLE copy (
    copy_id   BLOB PRIMARY KEY,
    record_id BLOB NOT NULL,
    organ_id  TEXT NOT NULL,
    item_id   BLOB NOT NULL,
    assignee  TEXT NOT NULL,
    state     TEXT NOT NULL,
    version   INTEGER NOT NULL
);
CREATE INDEX copy_record_organ ON copy (record_id, organ_id);
CREATE INDEX copy_assignee ON copy (organ_id, assignee) WHERE state = 'working';

-- A holding carries one or more copies; a shared holding follows its strictest.
CREATE TABLE holding (
    holding_id   BLOB PRIMARY KEY,
    organ_id     TEXT NOT NULL,
    kind         TEXT NOT NULL,
    label        TEXT NOT NULL,
    state        TEXT NOT NULL,
    version      INTEGER NOT NULL,
    confirmed_by TEXT NOT NULL,
    confirmed_on TEXT NOT NULL
);

CREATE TABLE holding_copy (
    copy_id    BLOB NOT NULL,
    holding_id BLOB NOT NULL,
    PRIMARY KEY (copy_id, holding_id)
) WITHOUT ROWID;
CREATE INDEX holding_copy_holding ON holding_copy (holding_id);

-- Article 8. What was said, and to whom by name, stands in the vault.
CREATE TABLE explanation (
    explanation_id BLOB PRIMARY KEY,
    record_id      BLOB NOT NULL,
    mode           TEXT NOT NULL,
    made_on        TEXT NOT NULL,
    made_by        TEXT NOT NULL,
    overtaken      INTEGER NOT NULL
);
CREATE INDEX explanation_record ON explanation (record_id);

CREATE TABLE decision (
    decision_id BLOB PRIMARY KEY,
    record_id   BLOB NOT NULL,
    part_no     INTEGER NOT NULL,
    verdict     TEXT NOT NULL,
    rule_set    TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    decided_on  TEXT NOT NULL,
    state       TEXT NOT NULL,
    version     INTEGER NOT NULL
);
CREATE INDEX decision_record ON decision (record_id);

CREATE TABLE notice (
    notice_id BLOB PRIMARY KEY,
    record_id BLOB NOT NULL,
    organ_id  TEXT NOT NULL,
    year      INTEGER NOT NULL,
    serial    INTEGER NOT NULL,
    state     TEXT NOT NULL,
    basis     TEXT NOT NULL,
    drafted_by TEXT NOT NULL,
    issued_by TEXT NOT NULL,
    overtaken INTEGER NOT NULL,
    version   INTEGER NOT NULL
);
CREATE INDEX notice_record ON notice (record_id);

-- recipient is an organ_id, or 'person' for the defendant.
CREATE TABLE delivery (
    notice_id     BLOB NOT NULL,
    recipient     TEXT NOT NULL,
    state         TEXT NOT NULL,
    dispatched_on TEXT NOT NULL,
    received_at   INTEGER NOT NULL,
    received_on   TEXT NOT NULL,
    version       INTEGER NOT NULL,
    PRIMARY KEY (notice_id, recipient)
);
CREATE INDEX delivery_recipient ON delivery (recipient) WHERE state = 'dispatched';

-- Deadlines are rows, never jobs.
CREATE TABLE deadline (
    deadline_id BLOB NOT NULL,
    organ_id    TEXT NOT NULL,
    duty        TEXT NOT NULL,
    subject_id  BLOB NOT NULL,
    start_on    TEXT NOT NULL,
    plain_on    TEXT NOT NULL,
    due_on      TEXT NOT NULL,
    provisional INTEGER NOT NULL,
    statutory   INTEGER NOT NULL,
    closed_on   TEXT NOT NULL,
    version     INTEGER NOT NULL,
    PRIMARY KEY (subject_id, organ_id, deadline_id)
);
CREATE INDEX deadline_due ON deadline (organ_id, due_on) WHERE closed_on = '';

-- rests_on is the open-register row a refusal rests on, and random otherwise, so
-- that a row tells nothing by its shape.
CREATE TABLE certificate (
    certificate_id BLOB PRIMARY KEY,
    organ_id       TEXT NOT NULL,
    year           INTEGER NOT NULL,
    serial         INTEGER NOT NULL,
    item_id        BLOB NOT NULL,
    rests_on       BLOB NOT NULL,
    state          TEXT NOT NULL,
    accepted_on    TEXT NOT NULL,
    due_on         TEXT NOT NULL,
    digest         BLOB NOT NULL,
    version        INTEGER NOT NULL
);
CREATE UNIQUE INDEX certificate_number ON certificate (organ_id, year, serial);
CREATE INDEX certificate_rests_on ON certificate (rests_on);

-- An inquiry under Article 16. The person it is about is not here and, until its
-- basis is accepted, not anywhere.
CREATE TABLE inquiry (
    inquiry_id  BLOB PRIMARY KEY,
    organ_id    TEXT NOT NULL,
    year        INTEGER NOT NULL,
    serial      INTEGER NOT NULL,
    item_id     BLOB NOT NULL,
    state       TEXT NOT NULL,
    accepted_on TEXT NOT NULL,
    due_on      TEXT NOT NULL,
    digest      BLOB NOT NULL,
    version     INTEGER NOT NULL
);

CREATE TABLE number_series (
    organ_id TEXT NOT NULL,
    series   TEXT NOT NULL,
    year     INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    PRIMARY KEY (organ_id, series, year)
);

-- A warrant says who may open which sealed items, for what, until when. Its
-- canonical bytes hold codes and identifiers only.
CREATE TABLE warrant (
    warrant_id BLOB PRIMARY KEY,
    organ_id   TEXT NOT NULL,
    canonical  BLOB NOT NULL,
    state      TEXT NOT NULL,
    version    INTEGER NOT NULL
);

CREATE TABLE unsealing (
    unsealing_id   BLOB PRIMARY KEY,
    record_id      BLOB NOT NULL,
    item_id        BLOB NOT NULL,
    ground         TEXT NOT NULL,
    state          TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    proposed_by    TEXT NOT NULL,
    approved_by    TEXT NOT NULL,
    version        INTEGER NOT NULL
);
CREATE INDEX unsealing_record ON unsealing (record_id);

-- Retried requests happen once. No body is kept: a replay re-authorises and
-- renders from the current state.
CREATE TABLE idempotency (
    actor       TEXT NOT NULL,
    route       TEXT NOT NULL,
    request_key TEXT NOT NULL,
    request_mac BLOB NOT NULL,
    result_id   BLOB NOT NULL,
    leaf_index  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    PRIMARY KEY (actor, route, request_key)
);
CREATE INDEX idempotency_expires ON idempotency (expires_at);

-- +goose Down
DROP TABLE idempotency;
DROP TABLE unsealing;
DROP TABLE warrant;
DROP TABLE number_series;
DROP TABLE inquiry;
DROP TABLE certificate;
DROP TABLE deadline;
DROP TABLE delivery;
DROP TABLE notice;
DROP TABLE decision;
DROP TABLE explanation;
DROP TABLE holding_copy;
DROP TABLE holding;
DROP TABLE copy;
DROP TABLE record;
DROP TABLE matter_organ;
DROP TABLE matter;
DROP TABLE membership;
DROP TABLE organ_peer;
DROP TABLE organ;
