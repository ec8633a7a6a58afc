-- +goose Up

-- What members of staff are called. changed counts the entries, so that whoever shows
-- names reads only those that are new.
CREATE TABLE staff_name (
    staff_id TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    changed  INTEGER NOT NULL
);
CREATE INDEX staff_name_changed ON staff_name (changed);

-- The divisions of an organ (庭、处、科), and who belongs to which.
CREATE TABLE division (
    organ_id TEXT NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (organ_id, name)
);
CREATE TABLE staff_division (
    organ_id TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    division TEXT NOT NULL,
    PRIMARY KEY (organ_id, staff_id)
);

-- What a member of staff did lately, and what waits for a second person.
CREATE INDEX holding_confirmed ON holding (confirmed_by, confirmed_on) WHERE state = 'confirmed';
CREATE INDEX decision_by_proposer ON decision (proposed_by, decided_on);
CREATE INDEX decision_by_approver ON decision (approved_by, decided_on);
CREATE INDEX decision_waiting ON decision (state) WHERE state = 'proposed';

-- Forms that two people put in place of those that come with the program, in order: of
-- an organ's versions of a form the last one valid on the day of a paper prints it.
CREATE TABLE form_version (
    position    INTEGER PRIMARY KEY,
    organ_id    TEXT NOT NULL,
    form        TEXT NOT NULL,
    language    TEXT NOT NULL,
    content     TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    valid_from  TEXT NOT NULL
);

-- +goose Down
DROP TABLE form_version;
DROP INDEX decision_waiting;
DROP INDEX decision_by_approver;
DROP INDEX decision_by_proposer;
DROP INDEX holding_confirmed;
DROP TABLE staff_division;
DROP TABLE division;
DROP TABLE staff_name;
