-- SPDX-License-Identifier: Apache-2.0
-- Which waiting requests renew one certificate.
CREATE INDEX request_by_predecessor ON request (renewal_of) WHERE renewal_of <> '';
