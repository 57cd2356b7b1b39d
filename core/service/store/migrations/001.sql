-- SPDX-License-Identifier: Apache-2.0
-- Who is registered and who may come in. Times: milliseconds since 1970 UTC. Lists: JSON arrays in TEXT.

CREATE TABLE store_identity (
    id TEXT NOT NULL PRIMARY KEY
);

CREATE TABLE customer (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    site_id TEXT NOT NULL UNIQUE,
    site_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    registration_version BIGINT NOT NULL,
    policy TEXT NOT NULL
);

CREATE TABLE organization (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    id TEXT NOT NULL,
    position BIGINT NOT NULL,
    legal_name TEXT NOT NULL,
    legal_name_english TEXT NOT NULL,
    prefecture BIGINT NOT NULL,
    municipality TEXT NOT NULL,
    municipality_english TEXT NOT NULL,
    country TEXT NOT NULL,
    registration_number TEXT NOT NULL,
    business_category TEXT NOT NULL,
    ev_allowed BIGINT NOT NULL,
    english_allowed BIGINT NOT NULL,
    validated_at BIGINT,
    PRIMARY KEY (customer_id, id)
);

CREATE TABLE registered_domain (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    name TEXT NOT NULL,
    position BIGINT NOT NULL,
    organization_id TEXT NOT NULL,
    ev_allowed BIGINT NOT NULL,
    validated_at BIGINT,
    PRIMARY KEY (customer_id, name),
    FOREIGN KEY (customer_id, organization_id) REFERENCES organization (customer_id, id)
);

CREATE TABLE contact (
    id TEXT NOT NULL PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    name TEXT NOT NULL,
    mail TEXT NOT NULL,
    login_id TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    active BIGINT NOT NULL
);

CREATE TABLE operator (
    id TEXT NOT NULL PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    common_name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'revoked'))
);

CREATE TABLE examiner (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    common_name TEXT NOT NULL,
    active BIGINT NOT NULL
);

CREATE TABLE credential (
    fingerprint TEXT NOT NULL PRIMARY KEY,
    serial TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('operator', 'examiner')),
    subject_id TEXT NOT NULL,
    not_after BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE INDEX credential_subject ON credential (kind, subject_id);

CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX session_expiry ON session (expires_at);
