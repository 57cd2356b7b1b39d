-- SPDX-License-Identifier: Apache-2.0
-- The local copy of one site's queue. Times are milliseconds since 1970 UTC, NULL when unknown. view is QueueView's
-- number, NULL for records that stand in no tab. pass is the number of the last complete pass that saw the row.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE request (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    pass INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    view INTEGER,
    state INTEGER NOT NULL,
    product INTEGER NOT NULL,
    language INTEGER NOT NULL,
    common_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    sans TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    organization TEXT NOT NULL,
    key_algorithm TEXT NOT NULL,
    key_bits INTEGER NOT NULL,
    key_curve TEXT NOT NULL,
    key_label TEXT NOT NULL,
    key_sha256 TEXT NOT NULL,
    check_outcome INTEGER NOT NULL,
    submitted_at INTEGER,
    updated_at INTEGER,
    expires_at INTEGER,
    claimed_by TEXT NOT NULL,
    serial TEXT NOT NULL,
    renewal_of TEXT NOT NULL,
    csr BLOB NOT NULL
);
CREATE INDEX request_by_submission ON request (view, submitted_at);
CREATE INDEX request_by_update ON request (view, updated_at);
CREATE INDEX request_by_name ON request (view, common_name);
CREATE INDEX request_by_organization ON request (view, organization);

CREATE TABLE certificate (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    pass INTEGER NOT NULL,
    serial TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    view INTEGER NOT NULL,
    state INTEGER NOT NULL,
    request_id TEXT NOT NULL,
    product INTEGER NOT NULL,
    common_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    sans TEXT NOT NULL,
    organization TEXT NOT NULL,
    issuer TEXT NOT NULL,
    key_algorithm TEXT NOT NULL,
    key_bits INTEGER NOT NULL,
    key_curve TEXT NOT NULL,
    key_label TEXT NOT NULL,
    key_sha256 TEXT NOT NULL,
    issued_at INTEGER,
    not_before INTEGER,
    not_after INTEGER,
    revoked_at INTEGER,
    reason INTEGER
);
CREATE INDEX certificate_by_issue ON certificate (view, issued_at);
CREATE INDEX certificate_by_expiry ON certificate (view, not_after);
CREATE INDEX certificate_by_revocation ON certificate (view, revoked_at);
CREATE INDEX certificate_by_name ON certificate (view, common_name);
CREATE INDEX certificate_by_organization ON certificate (view, organization);
