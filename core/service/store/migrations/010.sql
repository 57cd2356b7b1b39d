-- SPDX-License-Identifier: Apache-2.0
-- From where a contact signs in, when one was told of guessing, whom an enrolment may write to, and what a contact has
-- open.

CREATE TABLE sign_in_place (
    contact_id TEXT NOT NULL REFERENCES contact (id),
    block TEXT NOT NULL,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (contact_id, block)
);

ALTER TABLE contact ADD COLUMN warned_at BIGINT;

ALTER TABLE enrollment ADD COLUMN mail_key TEXT NOT NULL DEFAULT '';

ALTER TABLE enrollment ADD COLUMN sender_block TEXT NOT NULL DEFAULT '';

ALTER TABLE enrollment ADD COLUMN mailed BIGINT NOT NULL DEFAULT 0;

CREATE INDEX enrollment_mail ON enrollment (mail_key, submitted_at) WHERE mailed = 1;

CREATE INDEX enrollment_sender ON enrollment (sender_block, submitted_at) WHERE mailed = 1;

CREATE INDEX certificate_request_open ON certificate_request (requester_id)
    WHERE state IN ('pending', 'partly_approved', 'on_hold');
