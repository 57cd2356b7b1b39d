-- SPDX-License-Identifier: Apache-2.0
-- The enrolment profile of requests, for sites that issue by profiles; those that wrote rows before have none.
ALTER TABLE request ADD COLUMN profile TEXT NOT NULL DEFAULT '';
