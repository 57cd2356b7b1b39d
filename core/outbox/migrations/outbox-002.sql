-- SPDX-License-Identifier: Apache-2.0
-- payload holds no words of a person any more: they are in texts, sealed. What an earlier version stored may have been
-- sent, and keeps its words in its payload until it is answered.
ALTER TABLE outbox ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN texts BLOB;
ALTER TABLE outbox ADD COLUMN seen BLOB;
ALTER TABLE outbox ADD COLUMN send_at INTEGER;
ALTER TABLE outbox ADD COLUMN sent INTEGER NOT NULL DEFAULT 1;
