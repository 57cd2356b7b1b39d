-- SPDX-License-Identifier: Apache-2.0
-- Which waiting requests renew one certificate; and when a site that tells it made its check.
CREATE INDEX request_by_predecessor ON request (renewal_of) WHERE renewal_of <> '';
ALTER TABLE request ADD COLUMN checked_at INTEGER;
