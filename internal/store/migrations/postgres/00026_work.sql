-- +goose Up

-- What waits is found without reading what is done: a list costs what is open, not
-- what an organ has ever had.
CREATE INDEX decision_proposed ON registry.decision (record_id) WHERE state = 'proposed';
CREATE INDEX notice_draft ON registry.notice (organ_id) WHERE state = 'draft';
CREATE INDEX certificate_accepted ON registry.certificate (organ_id, due_on, serial) WHERE state = 'accepted';

-- +goose Down
DROP INDEX registry.decision_proposed;
DROP INDEX registry.notice_draft;
DROP INDEX registry.certificate_accepted;
