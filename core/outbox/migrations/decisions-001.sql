-- SPDX-License-Identifier: Apache-2.0
-- The decision log. Triggers that refuse UPDATE and DELETE are made by the program (a script of migrations has none).
CREATE TABLE entry (
    sequence INTEGER PRIMARY KEY,
    content TEXT NOT NULL,
    sealed BLOB,
    hash BLOB NOT NULL
);
CREATE INDEX entry_by_key ON entry (json_extract(content, '$.idempotencyKey'));
