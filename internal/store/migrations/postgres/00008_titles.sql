-- +goose Up

-- The provisions on which a unit may rely at an organ (Article 16). What laws say is
-- public.
CREATE TABLE registry.legal_title (
    title_id   BYTEA PRIMARY KEY,
    organ_id   TEXT NOT NULL,
    law        TEXT NOT NULL,
    article    TEXT NOT NULL,
    level      TEXT NOT NULL,
    entitles   TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL
);
CREATE INDEX legal_title_organ ON registry.legal_title (organ_id);

-- +goose Down
DROP TABLE registry.legal_title;
