-- SPDX-License-Identifier: Apache-2.0
-- What the authority's examiners found of an enrolment, word by word, and who has approved it so far.

CREATE TABLE vetting_record (
    receipt TEXT NOT NULL REFERENCES enrollment (receipt),
    item TEXT NOT NULL,
    position BIGINT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('passed', 'failed')),
    method TEXT NOT NULL,
    evidence TEXT NOT NULL,
    examiner_id TEXT NOT NULL,
    examiner_name TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (receipt, item, position)
);

CREATE TABLE enrollment_approval (
    receipt TEXT NOT NULL REFERENCES enrollment (receipt),
    examiner_id TEXT NOT NULL,
    examiner_name TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (receipt, examiner_id)
);
