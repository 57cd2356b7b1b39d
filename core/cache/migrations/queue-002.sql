-- SPDX-License-Identifier: Apache-2.0
-- What four eyes, edits, schedules, sorting by every column, look-ups and search take. Rows from before lack the new
-- members: the cursor goes, so that the next pass brings every record whole, while the old rows are shown.
DELETE FROM meta WHERE name IN ('cursor', 'passOpen');

ALTER TABLE request ADD COLUMN approved_by TEXT NOT NULL DEFAULT '[]';
ALTER TABLE request ADD COLUMN approvals_needed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE request ADD COLUMN last_edited_by TEXT NOT NULL DEFAULT '';
ALTER TABLE certificate ADD COLUMN renewal_of TEXT NOT NULL DEFAULT '';
ALTER TABLE certificate ADD COLUMN revoke_at INTEGER;
ALTER TABLE certificate ADD COLUMN revoke_at_reason INTEGER;

CREATE INDEX request_by_product ON request (view, product);
CREATE INDEX request_by_key_label ON request (view, key_label);
CREATE INDEX request_by_check ON request (view, check_outcome);
CREATE INDEX request_by_state ON request (view, state);
CREATE INDEX certificate_by_product ON certificate (view, product);
CREATE INDEX certificate_by_key_label ON certificate (view, key_label);
CREATE INDEX certificate_by_state ON certificate (view, state);
CREATE INDEX certificate_by_reason ON certificate (view, reason);
CREATE INDEX certificate_by_serial ON certificate (view, serial);

-- 48 bits of the hash tell keys apart; the whole is compared in the row.
CREATE INDEX request_by_key ON request (substr(key_sha256, 1, 12));
CREATE INDEX certificate_by_key ON certificate (substr(key_sha256, 1, 12));
CREATE INDEX certificate_by_predecessor ON certificate (renewal_of) WHERE renewal_of <> '';

-- Common name and SANs of certificates, in lower case.
CREATE TABLE certificate_name (name TEXT NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (name, key)) WITHOUT ROWID;
INSERT OR IGNORE INTO certificate_name (name, key)
    SELECT lower(value), certificate.key FROM certificate, json_each(sans) WHERE value <> '';
INSERT OR IGNORE INTO certificate_name (name, key) SELECT lower(common_name), key FROM certificate WHERE common_name <> '';

-- Rows by view, kept by each transaction.
CREATE TABLE tally (view INTEGER PRIMARY KEY, rows INTEGER NOT NULL);
INSERT INTO tally (view, rows)
    SELECT view, count(*) FROM request WHERE view IS NOT NULL GROUP BY view
    UNION ALL SELECT view, count(*) FROM certificate GROUP BY view;

-- The text search: FTS5 over bigrams (core/cache/bigramtokenizer.h), without the texts. It holds the rows up to the key
-- in search_progress; those after it are read one by one until the background has come to them.
CREATE VIRTUAL TABLE request_words USING fts5 (words, content = '', columnsize = 0, tokenize = 'bigram');
CREATE VIRTUAL TABLE certificate_words USING fts5 (words, content = '', columnsize = 0, tokenize = 'bigram');
CREATE TABLE search_progress (name TEXT PRIMARY KEY, key INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO search_progress (name, key) VALUES ('request', 0), ('certificate', 0);

-- Details that were opened, sealed (core/cache/recordsealer.h) under the name "detail:ID".
CREATE TABLE detail (id TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
