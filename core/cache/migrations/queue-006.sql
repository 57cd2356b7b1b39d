-- SPDX-License-Identifier: Apache-2.0
-- The hash of a key is that of its canonical form now: every record and detail comes again from the site, which has
-- made its own hashes again.
DELETE FROM meta WHERE name IN ('cursor', 'passOpen');
DELETE FROM detail;
