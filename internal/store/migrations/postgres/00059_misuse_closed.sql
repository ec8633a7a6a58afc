-- +goose Up

-- How a misuse ended (Articles 17, 20): the outcome as a code, who closed it and when;
-- what was done stands in the vault with what happened.
ALTER TABLE registry.misuse ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE registry.misuse ADD COLUMN closed_on TEXT NOT NULL DEFAULT '';
ALTER TABLE registry.misuse ADD COLUMN closed_by TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE registry.misuse DROP COLUMN closed_by;
ALTER TABLE registry.misuse DROP COLUMN closed_on;
ALTER TABLE registry.misuse DROP COLUMN outcome;
