-- SPDX-License-Identifier: Apache-2.0
-- When a request was checked, of those that are checked from now on; and ends that were not told yet are found without
-- walking through all that has ended.

ALTER TABLE certificate_request ADD COLUMN checked_at BIGINT;

DROP INDEX certificate_end_told;

DROP INDEX certificate_request_end_told;

CREATE INDEX certificate_end_told ON certificate (end_told, not_after) WHERE state = 'valid';

CREATE INDEX certificate_request_end_told ON certificate_request (end_told, expires_at)
    WHERE state IN ('pending', 'partly_approved', 'on_hold');
