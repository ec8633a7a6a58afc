-- +goose Up

-- How an organ is reached from this installation: here, node, parcel, paper.
ALTER TABLE organ ADD COLUMN connection TEXT NOT NULL DEFAULT 'here';

-- Who serves it: the organ that issued the notice, or one that forwards it within
-- its own system.
ALTER TABLE delivery ADD COLUMN sender TEXT NOT NULL DEFAULT '';

-- The article on which this recipient's own duty rests.
ALTER TABLE delivery ADD COLUMN basis TEXT NOT NULL DEFAULT '';

-- The vault item with the papers of service and answer, at the serving organ.
-- Random where there are none, so that a row tells nothing by its shape.
ALTER TABLE delivery ADD COLUMN item_id BLOB NOT NULL DEFAULT x'';

-- The day on which the receipt was entered: later than the receipt if it was
-- entered after the fact.
ALTER TABLE delivery ADD COLUMN entered_on TEXT NOT NULL DEFAULT '';

-- To whom the notice went instead, once the wrong organ has returned it.
ALTER TABLE delivery ADD COLUMN replaced_by TEXT NOT NULL DEFAULT '';

UPDATE delivery SET
    sender = (SELECT organ_id FROM notice WHERE notice.notice_id = delivery.notice_id),
    entered_on = received_on,
    basis = (SELECT basis FROM notice WHERE notice.notice_id = delivery.notice_id),
    item_id = randomblob(16);
CREATE INDEX delivery_sender ON delivery (sender) WHERE state IN ('dispatched', 'received', 'coordinating', 'returned');

-- How many holdings of each kind an organ on another installation or on paper has
-- in each state, as it reported: numbers only, never identifiers.
CREATE TABLE delivery_count (
    notice_id BLOB NOT NULL,
    recipient TEXT NOT NULL,
    kind      TEXT NOT NULL,
    state     TEXT NOT NULL,
    number    INTEGER NOT NULL,
    PRIMARY KEY (notice_id, recipient, kind, state)
) WITHOUT ROWID;

-- +goose Down
DROP TABLE delivery_count;
DROP INDEX delivery_sender;
ALTER TABLE delivery DROP COLUMN replaced_by;
ALTER TABLE delivery DROP COLUMN entered_on;
ALTER TABLE delivery DROP COLUMN item_id;
ALTER TABLE delivery DROP COLUMN basis;
ALTER TABLE delivery DROP COLUMN sender;
ALTER TABLE organ DROP COLUMN connection;
