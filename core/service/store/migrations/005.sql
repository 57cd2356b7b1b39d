-- SPDX-License-Identifier: Apache-2.0
-- Mails that are due: written with what they tell, gone when they lie in the mail directory.

CREATE TABLE notice (
    id TEXT NOT NULL PRIMARY KEY,
    recipient TEXT NOT NULL,
    reply_to TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX notice_order ON notice (created_at, id);
