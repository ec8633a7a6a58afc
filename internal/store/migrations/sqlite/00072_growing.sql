-- +goose Up

-- What is asked at every act and on every page is found without reading what an organ
-- did in a year.
DROP INDEX certificate_item;
CREATE INDEX certificate_item ON certificate (item_id, organ_id, year);
CREATE INDEX copy_item ON copy (item_id);
DROP INDEX inquiry_organ;
CREATE INDEX inquiry_organ ON inquiry (organ_id, state, year, serial);
CREATE INDEX inquiry_number ON inquiry (organ_id, year, serial);
CREATE INDEX notice_number ON notice (organ_id, year, serial);
CREATE INDEX delivery_unanswered ON delivery (recipient) WHERE state IN ('dispatched', 'received', 'coordinating');
CREATE INDEX unsealing_running ON unsealing (unsealing_id) WHERE state IN ('reported', 'established');
CREATE INDEX vault_file_blob ON vault_file (blob_id);

-- +goose Down
DROP INDEX vault_file_blob;
DROP INDEX unsealing_running;
DROP INDEX delivery_unanswered;
DROP INDEX notice_number;
DROP INDEX inquiry_number;
DROP INDEX inquiry_organ;
CREATE INDEX inquiry_organ ON inquiry (organ_id, state);
DROP INDEX copy_item;
DROP INDEX certificate_item;
CREATE INDEX certificate_item ON certificate (item_id);
