-- +goose Up

-- The case of a case system that a draft was made of; null for one that a person
-- began. All drafts of a case go when it is sealed, also those that somebody typed
-- into and that the case system's next words did not replace.
ALTER TABLE draft ADD COLUMN case_mac BYTEA;
UPDATE draft SET case_mac = (SELECT case_mac FROM intake WHERE intake.draft_id = draft.draft_id);
CREATE INDEX draft_case ON draft (case_mac);

-- +goose Down
DROP INDEX draft_case;
ALTER TABLE draft DROP COLUMN case_mac;
