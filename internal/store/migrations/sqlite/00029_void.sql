-- +goose Up

-- Numbers that were taken and given up before their paper was made. Whose they were
-- is not here.
CREATE TABLE void_number (
    certificate_id BLOB PRIMARY KEY,
    organ_id       TEXT NOT NULL,
    year           INTEGER NOT NULL,
    serial         INTEGER NOT NULL,
    reason         TEXT NOT NULL,
    voided_on      TEXT NOT NULL,
    voided_by      TEXT NOT NULL
);

-- +goose Down
DROP TABLE void_number;
