-- +goose Up

-- An inquiry on its way. The subject is an item of its own, made when the person is
-- named and sealed with the answer; until then its identifier names nothing.
ALTER TABLE inquiry ADD COLUMN asker TEXT NOT NULL DEFAULT 'unit';
ALTER TABLE inquiry ADD COLUMN rule TEXT NOT NULL DEFAULT 'measures';
ALTER TABLE inquiry ADD COLUMN title_id BLOB NOT NULL DEFAULT X'';
ALTER TABLE inquiry ADD COLUMN subject_id BLOB NOT NULL DEFAULT X'';
ALTER TABLE inquiry ADD COLUMN reviewed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE inquiry ADD COLUMN permitted_by TEXT NOT NULL DEFAULT '';
ALTER TABLE inquiry ADD COLUMN answered_on TEXT NOT NULL DEFAULT '';
CREATE INDEX inquiry_organ ON inquiry (organ_id, state);

-- One undertaking of secrecy for each handling person (Article 17). The code stands
-- on the sheet that is signed, so that no sheet counts twice or elsewhere.
CREATE TABLE undertaking (
    sheet      TEXT PRIMARY KEY,
    inquiry_id BLOB NOT NULL,
    person_no  INTEGER NOT NULL,
    signed_on  TEXT NOT NULL,
    taken_by   TEXT NOT NULL
);
CREATE UNIQUE INDEX undertaking_inquiry ON undertaking (inquiry_id, person_no);

-- +goose Down
DROP TABLE undertaking;
DROP INDEX inquiry_organ;
ALTER TABLE inquiry DROP COLUMN answered_on;
ALTER TABLE inquiry DROP COLUMN permitted_by;
ALTER TABLE inquiry DROP COLUMN reviewed_by;
ALTER TABLE inquiry DROP COLUMN subject_id;
ALTER TABLE inquiry DROP COLUMN title_id;
ALTER TABLE inquiry DROP COLUMN rule;
ALTER TABLE inquiry DROP COLUMN asker;
