-- SPDX-License-Identifier: Apache-2.0
-- Time: what is over follows from the clock and is no state of its own any more; and the time that was believed last.

CREATE TABLE trusted_time (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    at BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    renewed BIGINT NOT NULL
);

-- 1: the change feed and the audit trail have told the end.
ALTER TABLE certificate ADD COLUMN end_told BIGINT NOT NULL DEFAULT 0;

ALTER TABLE certificate_request ADD COLUMN end_told BIGINT NOT NULL DEFAULT 0;

UPDATE certificate SET state = 'valid', end_told = 1 WHERE state = 'expired';

UPDATE certificate_request
SET end_told = 1, state = COALESCE((SELECT from_state FROM audit
    WHERE audit.object_kind = 'request' AND audit.object_id = certificate_request.id AND audit.action = 'expire'
    ORDER BY sequence DESC LIMIT 1), 'pending')
WHERE state = 'expired';

CREATE INDEX certificate_end_told ON certificate (not_after) WHERE end_told = 1 AND state = 'valid';

CREATE INDEX certificate_request_end_told ON certificate_request (expires_at) WHERE end_told = 1;
