-- +goose Up

-- "Same level" by type of case too: empty is every type.
ALTER TABLE registry.organ_peer ADD COLUMN case_type TEXT NOT NULL DEFAULT '';
ALTER TABLE registry.organ_peer DROP CONSTRAINT organ_peer_pkey;
ALTER TABLE registry.organ_peer ADD PRIMARY KEY (organ_id, peer_id, case_type, valid_from);

-- Military, railway, Production and Construction Corps, maritime; empty is local.
ALTER TABLE registry.organ ADD COLUMN chain TEXT NOT NULL DEFAULT '';

-- Whose number a notice bears, where that is no longer the organ that works on it;
-- empty where it is.
ALTER TABLE registry.notice ADD COLUMN issuer TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE registry.notice DROP COLUMN issuer;
ALTER TABLE registry.organ DROP COLUMN chain;
DELETE FROM registry.organ_peer WHERE case_type <> '';
ALTER TABLE registry.organ_peer DROP CONSTRAINT organ_peer_pkey;
ALTER TABLE registry.organ_peer ADD PRIMARY KEY (organ_id, peer_id, valid_from);
ALTER TABLE registry.organ_peer DROP COLUMN case_type;
