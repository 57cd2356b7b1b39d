-- SPDX-License-Identifier: Apache-2.0
-- The authority's keys that belong to the store, and what was last published of its revocations.

CREATE TABLE authority_binding (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    root_sha256 TEXT NOT NULL,
    issuing_sha256 TEXT NOT NULL
);

CREATE TABLE published_crl (
    issuer TEXT NOT NULL PRIMARY KEY,
    change_sequence BIGINT NOT NULL,
    der BYTEA NOT NULL
);

-- Signed by earlier versions, which put some kinds of certificates into the store alone; the program empties it.
CREATE TABLE certificate_without_trail (
    serial TEXT NOT NULL PRIMARY KEY
);

INSERT INTO certificate_without_trail (serial)
SELECT serial FROM certificate
WHERE NOT EXISTS (SELECT 1 FROM audit
    WHERE audit.object_kind = 'certificate' AND audit.object_id = certificate.serial AND audit.action = 'issue');
