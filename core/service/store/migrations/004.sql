-- SPDX-License-Identifier: Apache-2.0
-- Enrolments as they came in, and what is registered of each customer as a form. No password: its hash alone.

CREATE TABLE enrollment (
    receipt TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('new', 'renewal')),
    state TEXT NOT NULL CHECK (state IN ('submitted', 'in_review', 'documents_requested', 'approved', 'site_build',
        'active', 'rejected', 'withdrawn')),
    consultation BIGINT NOT NULL,
    subscriber_name TEXT NOT NULL,
    submitted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    note TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    login_id TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    language TEXT NOT NULL,
    application TEXT NOT NULL,
    check_report TEXT NOT NULL
);

CREATE INDEX enrollment_list ON enrollment (submitted_at, receipt);

CREATE TABLE registered_enrollment (
    customer_id TEXT NOT NULL PRIMARY KEY REFERENCES customer (id),
    application TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
