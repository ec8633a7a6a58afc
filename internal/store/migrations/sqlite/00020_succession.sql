-- +goose Up

-- "Same level" by type of case too: empty is every type.
CREATE TABLE organ_peer_typed (
    organ_id   TEXT NOT NULL,
    peer_id    TEXT NOT NULL,
    case_type  TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    PRIMARY KEY (organ_id, peer_id, case_type, valid_from)
);
INSERT INTO organ_peer_typed (organ_id, peer_id, case_type, valid_from, valid_to)
SELECT organ_id, peer_id, '', valid_from, valid_to FROM organ_peer;
DROP TABLE organ_peer;
ALTER TABLE organ_peer_typed RENAME TO organ_peer;

-- Military, railway, Production and Construction Corps, maritime; empty is local.
ALTER TABLE organ ADD COLUMN chain TEXT NOT NULL DEFAULT '';

-- Whose number a notice bears, where that is no longer the organ that works on it;
-- empty where it is.
ALTER TABLE notice ADD COLUMN issuer TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE notice DROP COLUMN issuer;
ALTER TABLE organ DROP COLUMN chain;
CREATE TABLE organ_peer_plain (
    organ_id   TEXT NOT NULL,
    peer_id    TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    PRIMARY KEY (organ_id, peer_id, valid_from)
);
INSERT INTO organ_peer_plain (organ_id, peer_id, valid_from, valid_to)
SELECT organ_id, peer_id, valid_from, valid_to FROM organ_peer WHERE case_type = '';
DROP TABLE organ_peer;
ALTER TABLE organ_peer_plain RENAME TO organ_peer;
