-- +goose Up

-- What waits is found without reading what is done: a list costs what is open, not
-- what an organ has ever had.
CREATE INDEX decision_proposed ON decision (record_id) WHERE state = 'proposed';
CREATE INDEX notice_draft ON notice (organ_id) WHERE state = 'draft';
CREATE INDEX certificate_accepted ON certificate (organ_id, due_on, serial) WHERE state = 'accepted';

-- +goose Down
DROP INDEX decision_proposed;
DROP INDEX notice_draft;
DROP INDEX certificate_accepted;
