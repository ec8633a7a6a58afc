-- +goose Up

-- Applications are counted by what the vault finds, never by a person.
CREATE INDEX certificate_item ON registry.certificate (item_id);

-- +goose Down
DROP INDEX registry.certificate_item;
