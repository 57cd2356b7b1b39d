-- SPDX-License-Identifier: Apache-2.0
-- Requests, certificates and the sequence in which they change.

CREATE TABLE change_counter (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    value BIGINT NOT NULL
);

INSERT INTO change_counter (id, value) VALUES (1, 0);

CREATE TABLE certificate_request (
    id TEXT NOT NULL PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    version BIGINT NOT NULL,
    change_sequence BIGINT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('pending', 'partly_approved', 'approved', 'issued', 'failed', 'on_hold',
        'rejected', 'cancelled', 'withdrawn', 'expired')),
    product TEXT NOT NULL,
    language TEXT NOT NULL,
    common_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    sans TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    organization TEXT NOT NULL,
    key_algorithm TEXT NOT NULL,
    key_bits BIGINT NOT NULL,
    key_curve TEXT NOT NULL,
    key_label TEXT NOT NULL,
    spki_sha256 TEXT NOT NULL,
    check_outcome TEXT NOT NULL,
    check_report TEXT NOT NULL,
    submitted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    expires_at BIGINT,
    claimed_by TEXT NOT NULL,
    claimant_name TEXT NOT NULL,
    serial TEXT UNIQUE,
    renewal_of TEXT NOT NULL,
    csr TEXT NOT NULL,
    requester_id TEXT NOT NULL,
    requester_name TEXT NOT NULL,
    requester_mail TEXT NOT NULL,
    notify_mail TEXT NOT NULL,
    request_comment TEXT NOT NULL,
    hold_comment TEXT NOT NULL,
    reason TEXT NOT NULL
);

CREATE INDEX certificate_request_list ON certificate_request (customer_id, submitted_at, id);

CREATE INDEX certificate_request_changes ON certificate_request (customer_id, change_sequence);

CREATE INDEX certificate_request_expiry ON certificate_request (state, expires_at);

CREATE TABLE certificate (
    serial TEXT NOT NULL PRIMARY KEY,
    customer_id TEXT NOT NULL,
    request_id TEXT UNIQUE REFERENCES certificate_request (id),
    profile TEXT NOT NULL,
    version BIGINT NOT NULL,
    change_sequence BIGINT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('valid', 'expired', 'revoked')),
    product TEXT NOT NULL,
    common_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    sans TEXT NOT NULL,
    organization TEXT NOT NULL,
    issuer TEXT NOT NULL,
    key_algorithm TEXT NOT NULL,
    key_bits BIGINT NOT NULL,
    key_curve TEXT NOT NULL,
    key_label TEXT NOT NULL,
    spki_sha256 TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    not_after BIGINT NOT NULL,
    revoked_at BIGINT,
    revocation_reason TEXT NOT NULL,
    der BYTEA NOT NULL
);

CREATE INDEX certificate_list ON certificate (customer_id, issued_at, serial);

CREATE INDEX certificate_changes ON certificate (customer_id, change_sequence);

CREATE INDEX certificate_spki ON certificate (spki_sha256);

CREATE INDEX certificate_expiry ON certificate (state, not_after);

CREATE TABLE crl_state (
    issuer TEXT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL
);
