-- +goose Up

-- What is asked at every act and on every page is found without reading what an organ
-- did in a year.
DROP INDEX registry.certificate_item;
CREATE INDEX certificate_item ON registry.certificate (item_id, organ_id, year);
CREATE INDEX copy_item ON registry.copy (item_id);
DROP INDEX registry.inquiry_organ;
CREATE INDEX inquiry_organ ON registry.inquiry (organ_id, state, year, serial);
CREATE INDEX inquiry_number ON registry.inquiry (organ_id, year, serial);
CREATE INDEX notice_number ON registry.notice (organ_id, year, serial);
CREATE INDEX delivery_unanswered ON registry.delivery (recipient) WHERE state IN ('dispatched', 'received', 'coordinating');
CREATE INDEX unsealing_running ON registry.unsealing (unsealing_id) WHERE state IN ('reported', 'established');
CREATE INDEX vault_file_blob ON vault.vault_file (blob_id);

-- +goose Down
DROP INDEX vault.vault_file_blob;
DROP INDEX registry.unsealing_running;
DROP INDEX registry.delivery_unanswered;
DROP INDEX registry.notice_number;
DROP INDEX registry.inquiry_number;
DROP INDEX registry.inquiry_organ;
CREATE INDEX inquiry_organ ON registry.inquiry (organ_id, state);
DROP INDEX registry.copy_item;
DROP INDEX registry.certificate_item;
CREATE INDEX certificate_item ON registry.certificate (item_id);
