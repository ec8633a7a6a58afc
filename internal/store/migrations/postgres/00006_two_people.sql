-- +goose Up

-- From when until when somebody may act in a role; empty is without a bound.
ALTER TABLE registry.membership ADD COLUMN valid_from TEXT NOT NULL DEFAULT '';
ALTER TABLE registry.membership ADD COLUMN valid_to TEXT NOT NULL DEFAULT '';

-- The organ above, where a second person may sit if there are too few here.
ALTER TABLE registry.organ ADD COLUMN superior TEXT NOT NULL DEFAULT '';

-- A change of roles, organs or accounts that one person proposed and another
-- decides. content names accounts, organs, roles and days in JSON.
CREATE TABLE registry.proposal (
    proposal_id BYTEA PRIMARY KEY,
    organ_id    TEXT NOT NULL,
    content     TEXT NOT NULL,
    state       TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_on TEXT NOT NULL,
    decided_by  TEXT NOT NULL,
    decided_on  TEXT NOT NULL,
    version     BIGINT NOT NULL
);
CREATE INDEX proposal_open ON registry.proposal (organ_id) WHERE state = 'proposed';

-- Challenges that were answered, so that none is answered a second time.
CREATE TABLE registry.spent_challenge (
    digest     BYTEA PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX spent_challenge_expires ON registry.spent_challenge (expires_at);

-- +goose Down
DROP TABLE registry.spent_challenge;
DROP TABLE registry.proposal;
ALTER TABLE registry.organ DROP COLUMN superior;
ALTER TABLE registry.membership DROP COLUMN valid_to;
ALTER TABLE registry.membership DROP COLUMN valid_from;
