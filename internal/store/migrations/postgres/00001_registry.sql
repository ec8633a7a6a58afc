-- +goose Up

-- Organs and who works there. Not secret.
CREATE TABLE registry.organ (
    organ_id   TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    level      BIGINT NOT NULL,
    name       TEXT NOT NULL,
    region     TEXT NOT NULL,
    code       TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    successor  TEXT NOT NULL
);

-- "Same level" (Articles 11, 12) is a dated table, never computed from names.
CREATE TABLE registry.organ_peer (
    organ_id   TEXT NOT NULL,
    peer_id    TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    PRIMARY KEY (organ_id, peer_id, valid_from)
);

CREATE TABLE registry.membership (
    staff_id TEXT NOT NULL,
    organ_id TEXT NOT NULL,
    role     TEXT NOT NULL,
    PRIMARY KEY (staff_id, organ_id, role)
);

-- One matter has many persons, many numbers and an organ history. Its numbers
-- are particulars and stand in the vault.
CREATE TABLE registry.matter (
    matter_id BYTEA PRIMARY KEY,
    organ_id  TEXT NOT NULL,
    version   BIGINT NOT NULL
);

CREATE TABLE registry.matter_organ (
    matter_id BYTEA NOT NULL,
    position  BIGINT NOT NULL,
    organ_id  TEXT NOT NULL,
    function  TEXT NOT NULL,
    PRIMARY KEY (matter_id, position)
);

-- One person's record in one matter, as the deciding organ keeps it.
CREATE TABLE registry.record (
    record_id BYTEA PRIMARY KEY,
    matter_id BYTEA NOT NULL,
    organ_id  TEXT NOT NULL,
    state     TEXT NOT NULL,
    version   BIGINT NOT NULL
);
CREATE INDEX record_matter ON registry.record (matter_id);

-- Each organ has its own copies: each a vault item under that organ's own keys.
-- A record that was reopened and decided anew leaves a second copy at each organ.
CREATE TABLE registry.copy (
    copy_id   BYTEA PRIMARY KEY,
    record_id BYTEA NOT NULL,
    organ_id  TEXT NOT NULL,
    item_id   BYTEA NOT NULL,
    assignee  TEXT NOT NULL,
    state     TEXT NOT NULL,
    version   BIGINT NOT NULL
);
CREATE INDEX copy_record_organ ON registry.copy (record_id, organ_id);
CREATE INDEX copy_assignee ON registry.copy (organ_id, assignee) WHERE state = 'working';

-- A holding carries one or more copies; a shared holding follows its strictest.
CREATE TABLE registry.holding (
    holding_id   BYTEA PRIMARY KEY,
    organ_id     TEXT NOT NULL,
    kind         TEXT NOT NULL,
    label        TEXT NOT NULL,
    state        TEXT NOT NULL,
    version      BIGINT NOT NULL,
    confirmed_by TEXT NOT NULL,
    confirmed_on TEXT NOT NULL
);

CREATE TABLE registry.holding_copy (
    copy_id    BYTEA NOT NULL,
    holding_id BYTEA NOT NULL,
    PRIMARY KEY (copy_id, holding_id)
);
CREATE INDEX holding_copy_holding ON registry.holding_copy (holding_id);

-- Article 8. What was said, and to whom by name, stands in the vault.
CREATE TABLE registry.explanation (
    explanation_id BYTEA PRIMARY KEY,
    record_id      BYTEA NOT NULL,
    mode           TEXT NOT NULL,
    made_on        TEXT NOT NULL,
    made_by        TEXT NOT NULL,
    overtaken      BIGINT NOT NULL
);
CREATE INDEX explanation_record ON registry.explanation (record_id);

CREATE TABLE registry.decision (
    decision_id BYTEA PRIMARY KEY,
    record_id   BYTEA NOT NULL,
    part_no     BIGINT NOT NULL,
    verdict     TEXT NOT NULL,
    rule_set    TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    decided_on  TEXT NOT NULL,
    state       TEXT NOT NULL,
    version     BIGINT NOT NULL
);
CREATE INDEX decision_record ON registry.decision (record_id);

CREATE TABLE registry.notice (
    notice_id  BYTEA PRIMARY KEY,
    record_id  BYTEA NOT NULL,
    organ_id   TEXT NOT NULL,
    year       BIGINT NOT NULL,
    serial     BIGINT NOT NULL,
    state      TEXT NOT NULL,
    basis      TEXT NOT NULL,
    drafted_by TEXT NOT NULL,
    issued_by  TEXT NOT NULL,
    overtaken BIGINT NOT NULL,
    version    BIGINT NOT NULL
);
CREATE INDEX notice_record ON registry.notice (record_id);

-- recipient is an organ_id, or 'person' for the defendant.
CREATE TABLE registry.delivery (
    notice_id     BYTEA NOT NULL,
    recipient     TEXT NOT NULL,
    state         TEXT NOT NULL,
    dispatched_on TEXT NOT NULL,
    received_at   BIGINT NOT NULL,
    received_on   TEXT NOT NULL,
    version       BIGINT NOT NULL,
    PRIMARY KEY (notice_id, recipient)
);
CREATE INDEX delivery_recipient ON registry.delivery (recipient) WHERE state = 'dispatched';

-- Deadlines are rows, never jobs.
CREATE TABLE registry.deadline (
    deadline_id BYTEA NOT NULL,
    organ_id    TEXT NOT NULL,
    duty        TEXT NOT NULL,
    subject_id  BYTEA NOT NULL,
    start_on    TEXT NOT NULL,
    plain_on    TEXT NOT NULL,
    due_on      TEXT NOT NULL,
    provisional BIGINT NOT NULL,
    statutory   BIGINT NOT NULL,
    closed_on   TEXT NOT NULL,
    version     BIGINT NOT NULL,
    PRIMARY KEY (subject_id, organ_id, deadline_id)
);
CREATE INDEX deadline_due ON registry.deadline (organ_id, due_on) WHERE closed_on = '';

-- rests_on is the open-register row a refusal rests on, and random otherwise, so
-- that a row tells nothing by its shape.
CREATE TABLE registry.certificate (
    certificate_id BYTEA PRIMARY KEY,
    organ_id       TEXT NOT NULL,
    year           BIGINT NOT NULL,
    serial         BIGINT NOT NULL,
    item_id        BYTEA NOT NULL,
    rests_on       BYTEA NOT NULL,
    state          TEXT NOT NULL,
    accepted_on    TEXT NOT NULL,
    due_on         TEXT NOT NULL,
    digest         BYTEA NOT NULL,
    version        BIGINT NOT NULL
);
CREATE UNIQUE INDEX certificate_number ON registry.certificate (organ_id, year, serial);
CREATE INDEX certificate_rests_on ON registry.certificate (rests_on);

-- An inquiry under Article 16. The person it is about is not here and, until its
-- basis is accepted, not anywhere.
CREATE TABLE registry.inquiry (
    inquiry_id  BYTEA PRIMARY KEY,
    organ_id    TEXT NOT NULL,
    year        BIGINT NOT NULL,
    serial      BIGINT NOT NULL,
    item_id     BYTEA NOT NULL,
    state       TEXT NOT NULL,
    accepted_on TEXT NOT NULL,
    due_on      TEXT NOT NULL,
    digest      BYTEA NOT NULL,
    version     BIGINT NOT NULL
);

CREATE TABLE registry.number_series (
    organ_id TEXT NOT NULL,
    series   TEXT NOT NULL,
    year     BIGINT NOT NULL,
    last     BIGINT NOT NULL,
    PRIMARY KEY (organ_id, series, year)
);

-- A warrant says who may open which sealed items, for what, until when. Its
-- canonical bytes hold codes and identifiers only.
CREATE TABLE registry.warrant (
    warrant_id BYTEA PRIMARY KEY,
    organ_id   TEXT NOT NULL,
    canonical  BYTEA NOT NULL,
    state      TEXT NOT NULL,
    version    BIGINT NOT NULL
);

CREATE TABLE registry.unsealing (
    unsealing_id   BYTEA PRIMARY KEY,
    record_id      BYTEA NOT NULL,
    item_id        BYTEA NOT NULL,
    ground         TEXT NOT NULL,
    state          TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    proposed_by    TEXT NOT NULL,
    approved_by    TEXT NOT NULL,
    version        BIGINT NOT NULL
);
CREATE INDEX unsealing_record ON registry.unsealing (record_id);

-- Retried requests happen once. No body is kept: a replay re-authorises and
-- renders from the current state.
CREATE TABLE registry.idempotency (
    actor       TEXT NOT NULL,
    route       TEXT NOT NULL,
    request_key TEXT NOT NULL,
    request_mac BYTEA NOT NULL,
    result_id   BYTEA NOT NULL,
    leaf_index  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    PRIMARY KEY (actor, route, request_key)
);
CREATE INDEX idempotency_expires ON registry.idempotency (expires_at);

-- +goose Down
DROP TABLE registry.idempotency;
DROP TABLE registry.unsealing;
DROP TABLE registry.warrant;
DROP TABLE registry.number_series;
DROP TABLE registry.inquiry;
DROP TABLE registry.certificate;
DROP TABLE registry.deadline;
DROP TABLE registry.delivery;
DROP TABLE registry.notice;
DROP TABLE registry.decision;
DROP TABLE registry.explanation;
DROP TABLE registry.holding_copy;
DROP TABLE registry.holding;
DROP TABLE registry.copy;
DROP TABLE registry.record;
DROP TABLE registry.matter_organ;
DROP TABLE registry.matter;
DROP TABLE registry.membership;
DROP TABLE registry.organ_peer;
DROP TABLE registry.organ;
