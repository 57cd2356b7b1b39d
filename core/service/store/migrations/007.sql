-- SPDX-License-Identifier: Apache-2.0
-- Requests are found by their names and by their key. The columns are filled, and the key hashes of rows from before
-- are made again from the stored CSR and certificate, by keyhashstep.cpp.

ALTER TABLE certificate_request ADD COLUMN names_hash TEXT NOT NULL DEFAULT '';

CREATE INDEX certificate_request_names ON certificate_request (customer_id, names_hash);

CREATE INDEX certificate_request_key ON certificate_request (customer_id, spki_sha256);

CREATE INDEX certificate_request_renewal ON certificate_request (customer_id, renewal_of) WHERE renewal_of <> '';
