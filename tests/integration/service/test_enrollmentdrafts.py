# SPDX-License-Identifier: Apache-2.0
"""Draft files on the command line: made, checked and submitted to the real service."""
import json
import os
import unittest

from enrollments import PASSWORD, EnrollmentTestCase, changed, cli, file_of
from practiceservice import read_text


class DraftFileTest(EnrollmentTestCase):
    def test_draft_files(self):
        path = os.path.join(self.service.directory, "draft.json")
        cli(self.service, "draft", "new", path, check=0)
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        before = read_text(path)
        cli(self.service, "draft", "new", path, check=2)
        self.assertEqual(read_text(path), before)
        checked = json.loads(cli(self.service, "draft", "check", path, check=1).stdout)
        self.assertIn("field.missing", {finding["code"] for finding in checked["findings"]})
        cli(self.service, "draft", "submit", path, check=1)
        self.assertFalse(os.path.exists(path + ".receipt"))  # nothing was sent
        for text in ("", "[]", "{", '{"kind": "old"}', '{"kind": "new", "domains": [{"ev": "yes"}]}',
                     '{"kind": "new", "domains": ' + "[" * 2000 + "]" * 2000 + "}"):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            self.assertIn(cli(self.service, "draft", "check", path).returncode, (1, 2), text[:40])

    def test_draft_new_is_what_the_schema_says(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("python3-jsonschema is of Debian's python3")
        with open(os.path.join(os.environ["TEGATA_SOURCE_DIR"], "resources", "api", "enrollment.schema.json"),
                  encoding="utf-8") as file:
            schema = jsonschema.Draft202012Validator(json.load(file))
        path = os.path.join(self.service.directory, "fresh.json")
        cli(self.service, "draft", "new", path, check=0)
        schema.validate(json.loads(read_text(path)))
        schema.validate(self.form)

    def test_a_lost_answer_is_not_a_second_application(self):
        path = file_of(self.service, changed(self.form, {"contact.password": None}))
        password = path + ".password"
        with open(password, "w", encoding="utf-8") as file:
            file.write(PASSWORD + "\n")
        self.addCleanup(os.remove, password)
        submit = ("draft", "submit", path, "--new-password-file", password)
        before = len(self.rows())
        first = json.loads(cli(self.service, *submit, check=0).stdout)
        self.assertEqual(os.stat(path + ".receipt").st_mode & 0o777, 0o600)
        record = json.loads(read_text(path + ".receipt"))
        self.assertEqual(record["receipt"], first)
        self.assertEqual(json.loads(cli(self.service, *submit, check=0).stdout), first)
        # As if the answer had never come: the key was written before anything was sent.
        with open(path + ".receipt", "w", encoding="utf-8") as file:
            json.dump({**record, "receipt": None}, file)
        self.assertEqual(json.loads(cli(self.service, *submit, check=0).stdout), first)
        self.assertEqual(len(self.rows()), before + 1)
        with open(path + ".receipt", "w", encoding="utf-8") as file:
            json.dump({**record, "receipt": None}, file)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(changed(self.form, {"subscriberName": "株式会社べつ", "contact.password": None}), file)
        self.assertIn(".receipt", cli(self.service, *submit, check=2).stderr)

    def test_nobody_there(self):
        path = file_of(self.service, self.form)
        done = cli(self.service, "--url", "https://127.0.0.1:1", "--ca", self.service.values["CA_FILE"], "draft", "check",
                   path)
        self.assertEqual(done.returncode, 0, done.stderr)  # needs nobody
        with open(path + ".env", "w", encoding="utf-8") as file:
            file.write(f"APPLICATION_URL=https://127.0.0.1:1\nOPERATOR_URL=https://127.0.0.1:1\n"
                       f"CA_FILE={self.service.values['CA_FILE']}\n")
        lost = cli(self.service, "--site", path + ".env", "draft", "submit", path)
        self.assertEqual(lost.returncode, 3, lost.stderr)
        self.assertIsNone(json.loads(read_text(path + ".receipt"))["receipt"])


if __name__ == "__main__":
    unittest.main()
