-- +goose Up

-- How an organ is reached from this installation: here, node, parcel, paper.
ALTER TABLE registry.organ ADD COLUMN connection TEXT NOT NULL DEFAULT 'here';

-- Who serves it: the organ that issued the notice, or one that forwards it within
-- its own system.
ALTER TABLE registry.delivery ADD COLUMN sender TEXT NOT NULL DEFAULT '';

-- The article on which this recipient's own duty rests.
ALTER TABLE registry.delivery ADD COLUMN basis TEXT NOT NULL DEFAULT '';

-- The vault item with the papers of service and answer, at the serving organ.
-- Random where there are none, so that a row tells nothing by its shape.
ALTER TABLE registry.delivery ADD COLUMN item_id BYTEA NOT NULL DEFAULT '\x'::bytea;

-- The day on which the receipt was entered: later than the receipt if it was
-- entered after the fact.
ALTER TABLE registry.delivery ADD COLUMN entered_on TEXT NOT NULL DEFAULT '';

-- To whom the notice went instead, once the wrong organ has returned it.
ALTER TABLE registry.delivery ADD COLUMN replaced_by TEXT NOT NULL DEFAULT '';

UPDATE registry.delivery SET
    sender = (SELECT organ_id FROM registry.notice WHERE notice.notice_id = delivery.notice_id),
    entered_on = received_on,
    basis = (SELECT basis FROM registry.notice WHERE notice.notice_id = delivery.notice_id),
    item_id = decode(replace(gen_random_uuid()::text, '-', ''), 'hex');
CREATE INDEX delivery_sender ON registry.delivery (sender) WHERE state IN ('dispatched', 'received', 'coordinating', 'returned');

-- How many holdings of each kind an organ on another installation or on paper has
-- in each state, as it reported: numbers only, never identifiers.
CREATE TABLE registry.delivery_count (
    notice_id BYTEA NOT NULL,
    recipient TEXT NOT NULL,
    kind      TEXT NOT NULL,
    state     TEXT NOT NULL,
    number    BIGINT NOT NULL,
    PRIMARY KEY (notice_id, recipient, kind, state)
);

-- +goose Down
DROP TABLE registry.delivery_count;
DROP INDEX registry.delivery_sender;
ALTER TABLE registry.delivery DROP COLUMN replaced_by;
ALTER TABLE registry.delivery DROP COLUMN entered_on;
ALTER TABLE registry.delivery DROP COLUMN item_id;
ALTER TABLE registry.delivery DROP COLUMN basis;
ALTER TABLE registry.delivery DROP COLUMN sender;
ALTER TABLE registry.organ DROP COLUMN connection;
