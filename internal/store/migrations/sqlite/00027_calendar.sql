-- +goose Up

-- Days that two people entered beside the yearly notices in the program, in order: a
-- later row wins. content is the document relied on with its days, in JSON.
CREATE TABLE calendar_override (
    position    INTEGER PRIMARY KEY,
    content     TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    approved_on TEXT NOT NULL
);

-- Running terms that an override moved, with the due day of before.
CREATE TABLE deadline_move (
    deadline_id BLOB NOT NULL,
    position    INTEGER NOT NULL,
    was_due     TEXT NOT NULL,
    PRIMARY KEY (deadline_id, position)
);

-- +goose Down
DROP TABLE deadline_move;
DROP TABLE calendar_override;
