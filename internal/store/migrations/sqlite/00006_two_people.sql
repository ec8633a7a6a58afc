-- +goose Up

-- From when until when somebody may act in a role; empty is without a bound.
ALTER TABLE membership ADD COLUMN valid_from TEXT NOT NULL DEFAULT '';
ALTER TABLE membership ADD COLUMN valid_to TEXT NOT NULL DEFAULT '';

-- The organ above, where a second person may sit if there are too few here.
ALTER TABLE organ ADD COLUMN superior TEXT NOT NULL DEFAULT '';

-- A change of roles, organs or accounts that one person proposed and another
-- decides. content names accounts, organs, roles and days in JSON.
CREATE TABLE proposal (
    proposal_id BLOB PRIMARY KEY,
    organ_id    TEXT NOT NULL,
    content     TEXT NOT NULL,
    state       TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_on TEXT NOT NULL,
    decided_by  TEXT NOT NULL,
    decided_on  TEXT NOT NULL,
    version     INTEGER NOT NULL
);
CREATE INDEX proposal_open ON proposal (organ_id) WHERE state = 'proposed';

-- Challenges that were answered, so that none is answered a second time.
CREATE TABLE spent_challenge (
    digest     BLOB PRIMARY KEY,
    expires_at INTEGER NOT NULL
);
CREATE INDEX spent_challenge_expires ON spent_challenge (expires_at);

-- +goose Down
DROP TABLE spent_challenge;
DROP TABLE proposal;
ALTER TABLE organ DROP COLUMN superior;
ALTER TABLE membership DROP COLUMN valid_to;
ALTER TABLE membership DROP COLUMN valid_from;
