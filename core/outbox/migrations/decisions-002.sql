-- SPDX-License-Identifier: Apache-2.0
-- What was decided and is not answered yet stands in the log's file: both change in one transaction. The columns are
-- those of the file that it had of its own (outbox-002.sql).
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    actor TEXT NOT NULL, -- who decided: only that operator's connection may send it
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    title TEXT NOT NULL,
    idempotency_key TEXT NOT NULL UNIQUE,
    payload BLOB NOT NULL,
    texts BLOB,
    seen BLOB,
    stored_at INTEGER NOT NULL,
    send_at INTEGER,
    sent INTEGER NOT NULL
);
-- One row until the entries of the file of its own are taken over.
CREATE TABLE outbox_of_its_own (due INTEGER NOT NULL);
INSERT INTO outbox_of_its_own (due) VALUES (1);
