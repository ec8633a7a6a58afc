-- +goose Up

-- An act that asks for a copy that is not sealed asks these: sealed, foreign and
-- unknown are the same miss, which takes the same time.
CREATE UNIQUE INDEX copy_open ON registry.copy (organ_id, copy_id) WHERE state <> 'sealed';
CREATE INDEX copy_open_record ON registry.copy (record_id, organ_id, copy_id) WHERE state <> 'sealed';

-- +goose Down
DROP INDEX registry.copy_open_record;
DROP INDEX registry.copy_open;
