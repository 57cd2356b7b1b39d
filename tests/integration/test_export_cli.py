# SPDX-License-Identifier: Apache-2.0
"""Exports of the command line as a script uses them: the queue as CSV and as a workbook, certificates as PEM. Read by
Python's csv, zipfile and XML parsers and by openssl."""

import csv
import json
import os
import pathlib
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
from world import Practice, openssl  # noqa: E402

NAMES = [f"export{number}.example.jp" for number in range(1, 4)]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_csv(path):
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "spreadsheets need the byte order mark"
    return list(csv.DictReader(data.decode("utf-8-sig").splitlines()))


class Exports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        build = pathlib.Path(os.environ["TEGATA_BINARY_DIR"])
        cls.folder = tempfile.TemporaryDirectory()
        cls.work = pathlib.Path(cls.folder.name)
        cls.practice = Practice(build / "bin", cls.work / "practice").start()
        values = cls.practice.values
        contact = ["--user", values["CONTACT_ID"], "--password-file", values["CONTACT_PASSWORD_FILE"]]
        cls.operator = cls.practice.as_operator()
        cls.requests = {}
        for name in NAMES:
            key, csr = cls.work / f"{name}.key", cls.work / f"{name}.csr"
            openssl("req", "-new", "-utf8", "-noenc", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-keyout", key, "-out", csr, "-subj", f"/C=JP/ST=東京都/L=港区/O=株式会社サンプル/CN={name}")
            answer = cls.practice.run_cli(*contact, "request", "submit", csr, check=False)
            cls.requests[name] = json.loads(answer.stdout)["results"][0]["id"]
        for name in NAMES[:2]:
            cls.practice.run_cli(*cls.operator, "queue", "approve", cls.requests[name], check=False)

    @classmethod
    def tearDownClass(cls):
        cls.practice.stop()
        cls.folder.cleanup()

    def export(self, *arguments, code=0):
        done = self.practice.run_cli(*self.operator, "export", *arguments, check=False)
        self.assertEqual(done.returncode, code, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return json.loads(done.stdout) if done.stdout else None

    def test_requests_as_csv(self):
        out = self.work / "requests.csv"
        answer = self.export("requests", "--out", out)
        rows = read_csv(out)
        self.assertEqual(answer, {"out": str(out), "rows": len(rows)})
        self.assertEqual(out.stat().st_mode & 0o077, 0)
        mine = {row["commonName"]: row for row in rows if row["commonName"] in NAMES}
        self.assertEqual(set(mine), set(NAMES))
        row = mine[NAMES[2]]
        self.assertEqual((row["id"], row["state"], row["organization"]),
                         (self.requests[NAMES[2]], "pending", "株式会社サンプル"))
        self.assertRegex(row["submittedAt"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")

    def test_state_narrows(self):
        out = self.work / "pending.csv"
        self.export("requests", "--state", "pending", "--out", out)
        self.assertEqual({row["state"] for row in read_csv(out)}, {"pending"})
        self.export("requests", "--state", "nonsense", "--out", out, code=2)

    def test_certificates_as_workbook(self):
        out = self.work / "certificates.xlsx"
        answer = self.export("certificates", "--out", out, "--format", "xlsx")
        with zipfile.ZipFile(out) as book:
            self.assertIsNone(book.testzip())
            sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        rows = [["".join(cell.itertext()) for cell in row] for row in sheet.iter(SHEET + "row")]
        self.assertEqual(rows[0][0], "serial")
        self.assertEqual(len(rows) - 1, answer["rows"])
        texts = {text for row in rows for text in row}
        for name in NAMES[:2]:
            self.assertIn(name, texts)
        self.assertIn("株式会社サンプル", texts)

    def test_pem_bundle_and_single_files(self):
        table = self.work / "valid.csv"
        self.export("certificates", "--state", "valid", "--out", table)
        serials = {row["serial"] for row in read_csv(table)}
        self.assertGreaterEqual(len(serials), 2)
        bundle = self.work / "bundle.pem"
        self.assertEqual(self.export("certificates", "--state", "valid", "--format", "pem", "--out", bundle)["rows"],
                         len(serials))
        blocks = bundle.read_text().count("-----BEGIN CERTIFICATE-----")
        self.assertEqual(blocks, len(serials))
        with_chain = self.work / "chains.pem"
        self.export("certificates", "--state", "valid", "--format", "pem", "--chain", "--out", with_chain)
        self.assertGreater(with_chain.read_text().count("-----BEGIN CERTIFICATE-----"), blocks)
        folder = self.work / "each"
        self.export("certificates", "--state", "valid", "--format", "pem", "--each", "--out", folder)
        found = {openssl("x509", "-in", file, "-noout", "-serial").strip().partition("=")[2]
                 for file in folder.iterdir()}
        self.assertEqual(found, serials)

    def test_wrong_use(self):
        out = self.work / "wrong.csv"
        for arguments in (["requests"], ["requests", "--out", out, "--format", "pem"],
                          ["certificates", "--out", out, "--format", "p12"], ["certificates", "--out", out, "--chain"],
                          ["certificates", "--out", out, "--each"], ["everything", "--out", out]):
            with self.subTest(arguments):
                self.export(*arguments, code=2)
                self.assertFalse(out.exists())

    def test_places_that_cannot_be_written(self):
        for form in ("csv", "xlsx", "pem"):
            with self.subTest(form):
                answer = self.export("certificates", "--format", form, "--out", self.work / "absent" / "file", code=2)
                self.assertEqual(answer["error"]["code"], "fileNotWritable")

    def test_help_tells_of_it(self):
        done = self.practice.run_cli("--help", check=False)
        self.assertIn("export requests", done.stdout)
        self.assertIn("export certificates", done.stdout)


if __name__ == "__main__":
    unittest.main()
