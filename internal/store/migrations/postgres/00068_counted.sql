-- +goose Up

-- What a page counts is found without reading what is done: which version of a holding
-- a probe has proven, and whether a delivery's recipient has.
ALTER TABLE registry.holding ADD COLUMN proven_version BIGINT NOT NULL DEFAULT 0;
UPDATE registry.holding SET proven_version = version
WHERE EXISTS (SELECT 1 FROM registry.probe p WHERE p.holding_id = holding.holding_id AND p.passed = 1 AND p.holding_version = holding.version);
CREATE INDEX holding_unproven ON registry.holding (organ_id, kind, label, holding_id) WHERE state = 'confirmed' AND proven_version <> version;

ALTER TABLE registry.delivery ADD COLUMN proven BIGINT NOT NULL DEFAULT 0;
UPDATE registry.delivery SET proven = 1
WHERE EXISTS (SELECT 1 FROM registry.probe_answer a WHERE a.notice_id = delivery.notice_id AND a.organ_id = delivery.recipient AND a.failed = 0);
CREATE INDEX delivery_confirmed ON registry.delivery (sender, recipient, proven, notice_id) WHERE state = 'confirmed';

CREATE INDEX probe_failed ON registry.probe (probed_on) WHERE passed = 0;
CREATE INDEX probe_answer_failed ON registry.probe_answer (organ_id) WHERE failed > 0;
CREATE INDEX marked_file_listed ON registry.marked_file (organ_id, state, marked_on DESC, file_id);
DROP INDEX registry.marked_file_organ;

-- +goose Down
CREATE INDEX marked_file_organ ON registry.marked_file (organ_id, state);
DROP INDEX registry.marked_file_listed;
DROP INDEX registry.probe_answer_failed;
DROP INDEX registry.probe_failed;
DROP INDEX registry.delivery_confirmed;
ALTER TABLE registry.delivery DROP COLUMN proven;
DROP INDEX registry.holding_unproven;
ALTER TABLE registry.holding DROP COLUMN proven_version;
