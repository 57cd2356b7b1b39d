-- SPDX-License-Identifier: Apache-2.0
-- Four eyes, edits, internal notes, what a certificate renews, and revocations for a later time.

ALTER TABLE customer ADD COLUMN approvals_ov BIGINT NOT NULL DEFAULT 1;

ALTER TABLE customer ADD COLUMN approvals_ev BIGINT NOT NULL DEFAULT 1;

ALTER TABLE certificate_request ADD COLUMN approvals TEXT NOT NULL DEFAULT '[]';

ALTER TABLE certificate_request ADD COLUMN approvals_needed BIGINT NOT NULL DEFAULT 1;

ALTER TABLE certificate_request ADD COLUMN last_edited_by TEXT NOT NULL DEFAULT '';

CREATE TABLE internal_note (
    request_id TEXT NOT NULL REFERENCES certificate_request (id),
    position BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor_id TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (request_id, position)
);

ALTER TABLE certificate ADD COLUMN renewal_of TEXT NOT NULL DEFAULT '';

ALTER TABLE certificate ADD COLUMN revoke_at BIGINT;

ALTER TABLE certificate ADD COLUMN revoke_at_reason TEXT NOT NULL DEFAULT '';

ALTER TABLE certificate ADD COLUMN revoke_at_note TEXT NOT NULL DEFAULT '';

ALTER TABLE certificate ADD COLUMN revoke_at_by TEXT NOT NULL DEFAULT '';

CREATE INDEX certificate_revoke_at ON certificate (revoke_at) WHERE revoke_at IS NOT NULL;

UPDATE certificate
SET renewal_of = (SELECT request.renewal_of FROM certificate_request AS request WHERE request.id = certificate.request_id)
WHERE request_id IS NOT NULL;

-- Readers of the change feed learn it as they learn every change.
UPDATE certificate
SET change_sequence = (SELECT value FROM change_counter WHERE id = 1) + renewal.place
FROM (SELECT serial, ROW_NUMBER() OVER (ORDER BY change_sequence) AS place FROM certificate WHERE renewal_of <> '')
    AS renewal
WHERE certificate.serial = renewal.serial;

UPDATE change_counter SET value = value + (SELECT COUNT(*) FROM certificate WHERE renewal_of <> '');
