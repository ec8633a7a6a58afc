-- +goose Up

-- What a case system told and could not be taken in: its place and what is wrong,
-- never what it says.
CREATE TABLE intake_parked (
    organ_id  TEXT NOT NULL,
    source    TEXT NOT NULL,
    place     INTEGER NOT NULL,
    code      TEXT NOT NULL,
    field     TEXT NOT NULL,
    parked_on TEXT NOT NULL,
    PRIMARY KEY (organ_id, source, place)
);

-- +goose Down
DROP TABLE intake_parked;
