-- +goose Up

-- A number of a notice is found without reading those of other years.
CREATE INDEX unsealing_number ON registry.unsealing (issuer, year, serial);

-- +goose Down
DROP INDEX registry.unsealing_number;
