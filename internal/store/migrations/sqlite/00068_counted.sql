-- +goose Up

-- What a page counts is found without reading what is done: which version of a holding
-- a probe has proven, and whether a delivery's recipient has.
ALTER TABLE holding ADD COLUMN proven_version INTEGER NOT NULL DEFAULT 0;
UPDATE holding SET proven_version = version
WHERE EXISTS (SELECT 1 FROM probe p WHERE p.holding_id = holding.holding_id AND p.passed = 1 AND p.holding_version = holding.version);
CREATE INDEX holding_unproven ON holding (organ_id, kind, label, holding_id) WHERE state = 'confirmed' AND proven_version <> version;

ALTER TABLE delivery ADD COLUMN proven INTEGER NOT NULL DEFAULT 0;
UPDATE delivery SET proven = 1
WHERE EXISTS (SELECT 1 FROM probe_answer a WHERE a.notice_id = delivery.notice_id AND a.organ_id = delivery.recipient AND a.failed = 0);
CREATE INDEX delivery_confirmed ON delivery (sender, recipient, proven, notice_id) WHERE state = 'confirmed';

CREATE INDEX probe_failed ON probe (probed_on) WHERE passed = 0;
CREATE INDEX probe_answer_failed ON probe_answer (organ_id) WHERE failed > 0;
CREATE INDEX marked_file_listed ON marked_file (organ_id, state, marked_on DESC, file_id);
DROP INDEX marked_file_organ;

-- +goose Down
CREATE INDEX marked_file_organ ON marked_file (organ_id, state);
DROP INDEX marked_file_listed;
DROP INDEX probe_answer_failed;
DROP INDEX probe_failed;
DROP INDEX delivery_confirmed;
ALTER TABLE delivery DROP COLUMN proven;
DROP INDEX holding_unproven;
ALTER TABLE holding DROP COLUMN proven_version;
