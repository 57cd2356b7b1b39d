# SPDX-License-Identifier: Apache-2.0
"""tegata-cli csr check --policy: what private authorities issue passes under their policy, and not under the public one;
a policy file of one's own is read strictly."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

CLI = pathlib.Path(os.environ["TEGATA_BINARY_DIR"]) / "bin" / "tegata-cli"
DONE, REFUSED, WRONG_USE = range(3)
OWN = {"format": "tegata-policy", "name": "corp", "version": 7, "basedOn": "private-pki",
       "outcomes": {"domain.internal": {"outcome": "error", "reason": "we have a domain"}}}


class Policies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)

    def csr(self, subject, sans, key=("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")):
        path = self.folder / "request.pem"
        subprocess.run(["openssl", "req", "-new", *key, "-nodes", "-keyout", self.folder / "key.pem", "-out", path,
                        "-subj", subject, "-addext", f"subjectAltName={sans}"], check=True, capture_output=True)
        return path

    def check(self, csr, policy, language="en"):
        done = subprocess.run([CLI, "--json", "csr", "check", csr, "--policy", policy, "--language", language],
                              capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})
        return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr

    def own(self, **changes):
        path = self.folder / "own.json"
        path.write_text(json.dumps({**OWN, **changes}), encoding="utf-8")
        return path

    def test_what_private_authorities_issue(self):
        ed25519 = ("-newkey", "ed25519")
        cases = (("/C=JP/L=Minato/O=Corp", "DNS:ldap.corp.internal", (), "domain.internal"),
                 ("/C=JP/L=Minato/O=Corp", "DNS:h1.example.test", (), "domain.internal"),
                 ("/C=JP/L=Minato/O=Corp", "DNS:www.example.jp,IP:10.0.0.5", (), "san.reservedAddress"),
                 ("/C=JP/O=Corp", "DNS:www.example.jp", (), "subject.missing"),
                 ("/CN=www.example.jp", "DNS:www.example.jp", (), "subject.missing"),
                 ("/C=JP/L=Minato/O=Corp", "DNS:www.example.jp", ed25519, "key.algorithm"))
        for subject, sans, key, error in cases:
            with self.subTest(subject=subject, sans=sans, key=key):
                csr = self.csr(subject, sans, key) if key else self.csr(subject, sans)
                code, report, words = self.check(csr, "private-pki")
                self.assertEqual((code, report["outcome"]), (DONE, "note"), f"{report} {words}")
                code, report, words = self.check(csr, "public-tls-2026")
                self.assertEqual((code, report["outcome"]), (REFUSED, "error"), words)
                self.assertIn(error, [each["code"] for each in report["findings"] if each["outcome"] == "error"])

    def test_a_policy_file_decides(self):
        csr = self.csr("/C=JP/L=Minato/O=Corp", "DNS:ldap.corp.internal")
        code, report, _ = self.check(csr, self.own())
        self.assertEqual((code, report["outcome"]), (REFUSED, "error"))
        code, report, _ = self.check(csr, self.own(outcomes={"domain.internal": {"outcome": "off", "reason": "ours"}}))
        self.assertEqual(code, DONE)
        self.assertNotIn("domain.internal", [each["code"] for each in report["findings"]])

    def test_what_is_wrong_with_a_policy_file_is_named(self):
        csr = self.csr("/C=JP/L=Minato/O=Corp", "DNS:ldap.corp.internal")
        cases = (({"outcomes": {"domain.intern": {"outcome": "off", "reason": "x"}}}, "outcomes.domain.intern"),
                 ({"outcomes": {"key.roca": {"outcome": "off", "reason": "x"}}}, "outcomes.key.roca"),
                 ({"outcome": {}}, "outcome"), ({"basedOn": "public"}, "basedOn"))
        for changes, place in cases:
            with self.subTest(changes=changes):
                code, _, words = self.check(csr, self.own(**changes))
                self.assertNotEqual(code, DONE)
                self.assertIn(place, words)


if __name__ == "__main__":
    unittest.main()
