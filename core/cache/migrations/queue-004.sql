-- SPDX-License-Identifier: Apache-2.0
-- Sorting by who has claimed a request and by the approvals that it has.
CREATE INDEX request_by_claim ON request (view, claimed_by);
CREATE INDEX request_by_approvals ON request (view, json_array_length(approved_by));
