-- SPDX-License-Identifier: Apache-2.0
-- The order in which requests time out: 処理期限.
CREATE INDEX request_by_expiry ON request (view, expires_at);
