-- SPDX-License-Identifier: Apache-2.0
-- お知らせメール送信元 of a customer (S42): CC and Reply-To of its notices. It stood in the configuration before.

ALTER TABLE customer ADD COLUMN notice_sender TEXT NOT NULL DEFAULT '';
