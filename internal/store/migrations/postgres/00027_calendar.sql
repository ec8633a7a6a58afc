-- +goose Up

-- Days that two people entered beside the yearly notices in the program, in order: a
-- later row wins. content is the document relied on with its days, in JSON.
CREATE TABLE registry.calendar_override (
    position    BIGINT PRIMARY KEY,
    content     TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    approved_on TEXT NOT NULL
);

-- Running terms that an override moved, with the due day of before.
CREATE TABLE registry.deadline_move (
    deadline_id BYTEA NOT NULL,
    position    BIGINT NOT NULL,
    was_due     TEXT NOT NULL,
    PRIMARY KEY (deadline_id, position)
);

-- +goose Down
DROP TABLE registry.deadline_move;
DROP TABLE registry.calendar_override;
