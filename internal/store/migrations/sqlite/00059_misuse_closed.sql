-- +goose Up

-- How a misuse ended (Articles 17, 20): the outcome as a code, who closed it and when;
-- what was done stands in the vault with what happened.
ALTER TABLE misuse ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE misuse ADD COLUMN closed_on TEXT NOT NULL DEFAULT '';
ALTER TABLE misuse ADD COLUMN closed_by TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE misuse DROP COLUMN closed_by;
ALTER TABLE misuse DROP COLUMN closed_on;
ALTER TABLE misuse DROP COLUMN outcome;
