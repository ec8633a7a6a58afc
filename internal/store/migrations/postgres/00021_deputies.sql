-- +goose Up

-- Who stands in for whom, in a role, from a day until a day: named by two people.
CREATE TABLE registry.deputy (
    organ_id   TEXT NOT NULL,
    role       TEXT NOT NULL,
    staff_id   TEXT NOT NULL,
    deputy_id  TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    PRIMARY KEY (organ_id, role, staff_id, deputy_id, valid_from)
);

-- Who approves an act at an organ, one after the other. Without a row any approver
-- does.
CREATE TABLE registry.approval_step (
    organ_id TEXT NOT NULL,
    act      TEXT NOT NULL,
    step     BIGINT NOT NULL,
    staff_id TEXT NOT NULL,
    PRIMARY KEY (organ_id, act, step)
);

-- Steps of a chain that were taken on one proposal.
CREATE TABLE registry.endorsement (
    subject_id BYTEA NOT NULL,
    step       BIGINT NOT NULL,
    staff_id   TEXT NOT NULL,
    made_on    TEXT NOT NULL,
    PRIMARY KEY (subject_id, step)
);

-- +goose Down
DROP TABLE registry.endorsement;
DROP TABLE registry.approval_step;
DROP TABLE registry.deputy;
