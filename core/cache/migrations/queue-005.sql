-- SPDX-License-Identifier: Apache-2.0
-- check_outcome is -1 where nobody has checked. Sites that issue by profiles check nothing; their rows said "passed".
UPDATE request SET check_outcome = -1 WHERE profile <> '';
DELETE FROM detail WHERE id IN (SELECT id FROM request WHERE profile <> '');
