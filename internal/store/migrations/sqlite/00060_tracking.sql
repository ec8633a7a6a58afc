-- +goose Up

-- By what an applicant asks how far an application has come: a keyed digest of the
-- number and the code on the receipt, until its day.
CREATE TABLE tracking (
    term           TEXT PRIMARY KEY,
    certificate_id BLOB NOT NULL,
    until          TEXT NOT NULL
);

-- +goose Down
DROP TABLE tracking;
