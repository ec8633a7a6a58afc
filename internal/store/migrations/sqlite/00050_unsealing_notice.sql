-- +goose Up
-- The number of the notice by which a seal was lifted, whose it is, and its day; 0 and
-- empty for what was not lifted, or before there were notices.
ALTER TABLE unsealing ADD COLUMN issuer TEXT NOT NULL DEFAULT '';
ALTER TABLE unsealing ADD COLUMN year INTEGER NOT NULL DEFAULT 0;
ALTER TABLE unsealing ADD COLUMN serial INTEGER NOT NULL DEFAULT 0;
ALTER TABLE unsealing ADD COLUMN lifted_on TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE unsealing DROP COLUMN lifted_on;
ALTER TABLE unsealing DROP COLUMN serial;
ALTER TABLE unsealing DROP COLUMN year;
ALTER TABLE unsealing DROP COLUMN issuer;
