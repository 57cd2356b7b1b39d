-- SPDX-License-Identifier: Apache-2.0
-- Actions that the site has not answered yet. Apart from the queue's copy, which may be discarded; this may not.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    actor TEXT NOT NULL, -- who decided: only that operator's connection may send it
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    idempotency_key TEXT NOT NULL UNIQUE,
    payload BLOB NOT NULL,
    stored_at INTEGER NOT NULL
);
