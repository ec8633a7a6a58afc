-- +goose Up

-- How an organ writes the numbers of a series in a year, fixed by the first of them:
-- a number never changes. Empty is the form of the program.
CREATE TABLE number_format (
    organ_id TEXT NOT NULL,
    series   TEXT NOT NULL,
    year     INTEGER NOT NULL,
    format   TEXT NOT NULL,
    PRIMARY KEY (organ_id, series, year)
);
INSERT INTO number_format (organ_id, series, year, format) SELECT organ_id, series, year, '' FROM number_series;

-- Numbers of certificates and refusals that somebody else gave, as keyed digests. A
-- row stays whatever becomes of the paper: a number that is free again would tell.
CREATE TABLE outside_number (
    organ_id TEXT NOT NULL,
    series   TEXT NOT NULL,
    digest   TEXT NOT NULL,
    PRIMARY KEY (organ_id, series, digest)
);

-- +goose Down
DROP TABLE outside_number;
DROP TABLE number_format;
