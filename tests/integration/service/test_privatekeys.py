# SPDX-License-Identifier: Apache-2.0
"""A private key that somebody sends is refused at every door, and nothing of it stays: not in the store, not in the
trail, not in mails, not in the log."""
import os
import tempfile
import unittest

from practiceservice import PracticeService, openssl, submission


class PrivateKeysTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.log = tempfile.TemporaryFile()
        cls.addClassCleanup(cls.log.close)
        cls.service = PracticeService(log=cls.log)
        cls.addClassCleanup(cls.service.remove)
        cls.service.start()
        cls.key = openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256").stdout.decode()
        cls.csr = cls.service.new_csr("key.example.jp")

    def refused(self, answer, field):
        self.assertEqual(answer.status, 400, answer.body)
        problem = answer.json
        self.assertEqual(problem["code"], "privateKeyReceived")
        self.assertIn("throw it away", problem["detail"])
        self.assertEqual(problem["findings"][0]["field"], field)
        for line in self.key.splitlines()[1:-1]:
            self.assertNotIn(line, answer.body.decode())

    def test_every_door_refuses_and_forgets(self):
        contact, operator = self.service.contact(), self.service.operator()
        body = "".join(self.key.splitlines()[1:-1])
        spellings = (self.key + self.csr, self.csr + self.key, self.key, self.key.replace("\n", "\r\n"),
                     self.key.replace("-----", "——–"), body, self.key.replace("PRIVATE KEY", "CERTIFICATE REQUEST"),
                     "﻿" + self.key.replace("\n", "\u00a0\n"))
        for number, csr in enumerate(spellings):
            with self.subTest(csr=number):
                self.refused(contact.post("/v1/requests", submission(csr)), "csr")
        self.refused(contact.post("/v1/requests", submission(self.csr, comment="鍵です\n" + self.key)), "comment")
        request = contact.post("/v1/requests", submission(self.csr)).json
        path = f"/v1/requests/{request['id']}"
        version = request["version"]
        self.refused(operator.post(path + "/notes", {"text": self.key}), "text")
        self.refused(operator.post(path + "/hold", {"version": version, "note": self.key}), "note")
        self.refused(operator.post(path + "/edit", {"version": version, "note": self.key}), "note")
        self.refused(contact.post(path + "/withdraw", {"version": version, "note": self.key}), "note")
        self.refused(self.service.anonymous().request("POST", "/v1/enrollments", {"form": {"remarks": [self.key]}},
                                                      key="k" * 20), "form")
        self.assertEqual(operator.get(path).json["state"], "pending")

        self.service.await_mails()
        # What of the key could be told apart: its secret number stands in the first two lines.
        traces = [line.encode() for line in self.key.splitlines()[1:3]]
        looked_at = 0
        for folder, _, files in os.walk(self.service.directory):
            for name in files:
                if name.endswith(".key"):
                    continue  # the test's own
                with open(os.path.join(folder, name), "rb") as file:
                    content = file.read()
                looked_at += 1
                for trace in traces:
                    self.assertNotIn(trace, content, name)
        self.assertGreater(looked_at, 5)
        self.log.seek(0)
        log = self.log.read()
        for trace in traces:
            self.assertNotIn(trace, log)

    def test_japanese_words(self):
        answer = self.service.contact(language="ja").post("/v1/requests", submission(self.key))
        self.assertEqual(answer.status, 400)
        self.assertRegex(answer.json["title"], "[ぁ-ん]")


if __name__ == "__main__":
    unittest.main()
