-- +goose Up

-- An inquiry on its way. The subject is an item of its own, made when the person is
-- named and sealed with the answer; until then its identifier names nothing.
ALTER TABLE registry.inquiry ADD COLUMN asker TEXT NOT NULL DEFAULT 'unit';
ALTER TABLE registry.inquiry ADD COLUMN rule TEXT NOT NULL DEFAULT 'measures';
ALTER TABLE registry.inquiry ADD COLUMN title_id BYTEA NOT NULL DEFAULT '';
ALTER TABLE registry.inquiry ADD COLUMN subject_id BYTEA NOT NULL DEFAULT '';
ALTER TABLE registry.inquiry ADD COLUMN reviewed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE registry.inquiry ADD COLUMN permitted_by TEXT NOT NULL DEFAULT '';
ALTER TABLE registry.inquiry ADD COLUMN answered_on TEXT NOT NULL DEFAULT '';
CREATE INDEX inquiry_organ ON registry.inquiry (organ_id, state);

-- One undertaking of secrecy for each handling person (Article 17). The code stands
-- on the sheet that is signed, so that no sheet counts twice or elsewhere.
CREATE TABLE registry.undertaking (
    sheet      TEXT PRIMARY KEY,
    inquiry_id BYTEA NOT NULL,
    person_no  INTEGER NOT NULL,
    signed_on  TEXT NOT NULL,
    taken_by   TEXT NOT NULL
);
CREATE UNIQUE INDEX undertaking_inquiry ON registry.undertaking (inquiry_id, person_no);

-- +goose Down
DROP TABLE registry.undertaking;
DROP INDEX registry.inquiry_organ;
ALTER TABLE registry.inquiry DROP COLUMN answered_on;
ALTER TABLE registry.inquiry DROP COLUMN permitted_by;
ALTER TABLE registry.inquiry DROP COLUMN reviewed_by;
ALTER TABLE registry.inquiry DROP COLUMN subject_id;
ALTER TABLE registry.inquiry DROP COLUMN title_id;
ALTER TABLE registry.inquiry DROP COLUMN rule;
ALTER TABLE registry.inquiry DROP COLUMN asker;
