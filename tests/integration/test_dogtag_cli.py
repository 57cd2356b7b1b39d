# SPDX-License-Identifier: Apache-2.0
"""The command line against a real Dogtag PKI: the same commands, documents and exit codes as with our own service; what
such a site has not is refused in words. Skipped where no such authority runs."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
from dogtagworld import SKIPPED, Dogtag, registration  # noqa: E402
from world import openssl  # noqa: E402

CLI = pathlib.Path(os.environ["TEGATA_BINARY_DIR"]) / "bin" / "tegata-cli"
GOOD = "株式会社サンプル"
DONE, REFUSED, WRONG_USE, NOT_REACHABLE, CONFLICT = range(5)


class DogtagCli(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.work = pathlib.Path(cls.folder.name)
        cls.dogtag = Dogtag.find(cls.work)
        cls.site = cls.work / "site.json"
        cls.agent = ["--identity", cls.dogtag.values["DOGTAG_AGENT_P12"], "--passphrase-file",
                     str(cls.dogtag.passphrase_file())]
        cls.registration = cls.work / "registration.json"
        cls.registration.write_text(json.dumps(registration()), encoding="utf-8")
        made = cls.run_cli("--url", cls.dogtag.url, "--ca", cls.dogtag.values["DOGTAG_CA_CERT"], "site", "new",
                           "--protocol", "dogtag", "--name", "試験 CA", "--out", str(cls.site))
        assert made.returncode == DONE, made.stderr
        cls.made = json.loads(made.stdout)

    @classmethod
    def run_cli(cls, *arguments):
        return subprocess.run([CLI, "--profile", cls.work / "profile", "--json", *map(str, arguments)],
                              capture_output=True, text=True, encoding="utf-8", timeout=180,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})

    def cli(self, *arguments, code=DONE, agent=None):
        done = self.run_cli("--site", self.site, *arguments, *(self.agent if agent is None else agent))
        self.assertEqual(done.returncode, code, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return json.loads(done.stdout) if done.stdout else None

    def result(self, *arguments, code=DONE):
        results = self.cli(*arguments, code=code)["results"]
        self.assertEqual(len(results), 1)
        return results[0]

    def submit(self, host, organization=GOOD, **options):
        name = self.dogtag.name(host, options.pop("domain", "example.jp"))
        return self.dogtag.submit(self.dogtag.csr(name, organization, **options)), name

    def test_the_site_file_names_whom_it_trusts(self):
        self.assertEqual(self.made["trustAnchors"][0]["sha256"], self.dogtag.fingerprint())
        self.assertEqual(self.made["policy"], "private-pki")
        self.assertEqual(self.site.stat().st_mode & 0o077, 0)

    def test_show_checks_on_this_computer(self):
        number, name = self.submit("show")
        shown = self.cli("queue", "show", number)
        self.assertEqual((shown["id"], shown["state"], shown["commonName"]), (number, "pending", name))
        self.assertIn("enrollmentProfile", shown)
        self.assertNotEqual(shown["checkOutcome"], "notChecked")  # it was, just now
        self.assertTrue(shown["checkedAt"])
        codes = {finding["code"]: finding for finding in shown["check"]["findings"]}
        self.assertIn("registration.notTold", codes)
        self.assertTrue(codes["registration.notTold"]["remedy"])
        shown = self.cli("queue", "show", number, "--registration", self.registration)
        codes = {finding["code"] for finding in shown["check"]["findings"]}
        self.assertNotIn("registration.notTold", codes)

    def test_names_that_the_profile_leaves_out_are_told(self):
        name = self.dogtag.name("san")
        number = self.dogtag.submit(self.dogtag.csr(name, GOOD, sans=(name, self.dogtag.name("extra"))))
        shown = self.cli("queue", "show", number)
        found = next(each for each in shown["check"]["findings"] if each["code"] == "profile.namesNotIssued")
        self.assertIn(self.dogtag.name("extra"), found["message"])
        self.assertEqual(self.result("queue", "approve", number, code=REFUSED)["outcome"], "refused")
        self.assertEqual(self.dogtag.state(number), "pending")
        self.assertEqual(self.result("queue", "approve", number, "--note", "www だけでよい")["state"], "issued")

    def test_approve_show_and_revoke(self):
        number, name = self.submit("life")
        done = self.result("queue", "approve", number, "--registration", self.registration)
        self.assertEqual((done["outcome"], done["state"]), ("done", "issued"))
        self.assertEqual(self.dogtag.state(number), "complete")
        serial = self.cli("queue", "show", number)["serial"]
        named = f"0x{serial}"  # a young CA's serials are so short that they read as decimal ones too
        shown = self.cli("cert", "show", named)
        self.assertEqual((shown["serial"], shown["commonName"], shown["state"]), (serial, name, "valid"))
        pem = self.work / "issued.pem"
        self.cli("cert", "download", "--serial", named, "--out", pem)
        openssl("verify", "-CAfile", self.dogtag.values["DOGTAG_CA_CERT"], pem)

        self.assertEqual(self.result("cert", "revoke", named, "--reason", "certificateHold")["outcome"], "done")
        self.assertEqual(self.cli("cert", "show", named)["revocationReason"], "certificateHold")
        self.assertEqual(self.result("cert", "revoke", named, "--reason", "removeFromCRL")["state"], "valid")
        self.assertEqual(self.result("cert", "revoke", named, "--reason", "superseded")["state"], "revoked")
        again = self.result("cert", "revoke", named, "--reason", "keyCompromise", "--expect-version", "1",
                            code=CONFLICT)
        self.assertEqual((again["outcome"], again["state"]), ("conflict", "revoked"))

    def test_reject_cancel_and_claim(self):
        rejected, _ = self.submit("rejected")
        self.assertEqual(self.result("queue", "reject", rejected, "--note", "却下理由")["state"], "rejected")
        self.assertEqual(self.dogtag.state(rejected), "rejected")
        cancelled, _ = self.submit("cancelled")
        self.assertEqual(self.result("queue", "cancel", cancelled)["state"], "cancelled")
        self.assertEqual(self.dogtag.state(cancelled), "canceled")
        claimed, _ = self.submit("claimed")
        self.assertEqual(self.result("queue", "claim", claimed)["outcome"], "done")
        self.assertTrue(self.cli("queue", "show", claimed)["claimedBy"])
        # What is owned by somebody else is no error text: the answer shows who has it.
        other = ["--identity", self.dogtag.values["DOGTAG_AGENT2_P12"], "--passphrase-file",
                 str(self.dogtag.passphrase_file())]
        results = self.cli("queue", "reject", claimed, "--note", "x", code=CONFLICT, agent=other)["results"]
        self.assertEqual(results[0]["outcome"], "conflict")
        self.cli("queue", "reject", claimed, "--note", "x")

    def test_edit_a_value_of_the_profile(self):
        number, _ = self.submit("edited")
        done = self.result("queue", "edit", number, "--note", "SHA-512 にする", "--value", "signingAlg=SHA512withRSA")
        self.assertEqual(done["outcome"], "done")
        values = self.cli("queue", "show", number)["enrollmentProfile"]["values"]
        self.assertIn("SHA512withRSA", [each["value"] for each in values if each["name"] == "signingAlg"])
        self.result("queue", "edit", number, "--note", "x", "--value", "nothing=1", code=REFUSED)
        self.assertEqual(self.result("queue", "approve", number, "--note", "値を直した")["state"], "issued")

    def test_notes_with_brackets_are_taken(self):
        """The authority's audit log cannot take any: an edit before the rejection, and a person's own."""
        number, _ = self.submit("brackets")
        self.result("queue", "edit", number, "--note", "一度目 [1]", "--value", "signingAlg=SHA512withRSA")
        self.assertEqual(self.result("queue", "reject", number, "--note", "参照 [1] と [2]")["state"], "rejected")
        self.assertEqual(self.dogtag.state(number), "rejected")

    def test_faults_stop_an_approval(self):
        for number in (self.submit("weak", bits=1024)[0], self.submit("org", organization="株式会社別物")[0],
                       self.submit("domain", domain="example.com")[0]):
            refused = self.result("queue", "approve", number, "--registration", self.registration, code=REFUSED)
            self.assertEqual(refused["outcome"], "refused")
            self.assertIn("error", {each["outcome"] for each in refused["findings"]})
            self.assertEqual(self.dogtag.state(number), "pending")
            self.result("queue", "reject", number, "--note", "不備")

    def test_what_the_site_has_not_is_refused_in_words(self):
        number, _ = self.submit("hold")
        refused = self.result("queue", "hold", number, "--note", "x", code=REFUSED)
        self.assertEqual(refused["outcome"], "refused")
        self.assertEqual(refused["error"]["code"], "unsupported")
        self.assertTrue(refused["message"])
        self.result("queue", "cancel", number)

    def test_lists_and_export(self):
        number, name = self.submit("listed")
        found, after = False, ""
        for _ in range(60):
            page = self.cli("queue", "list", "--state", "pending", "--limit", "200", *(["--after", after] if after else []))
            found = found or any(each["id"] == number for each in page["items"])
            # Nobody has checked them: that is no outcome.
            self.assertEqual({each["checkOutcome"] for each in page["items"]}, {"notChecked"})
            after = page["next"]
            if found or not after:
                break
        self.assertTrue(found)
        certificates = self.cli("cert", "list", "--limit", "5")["items"]
        self.assertTrue(certificates and all(each["serial"] for each in certificates))
        table = self.work / "certificates.csv"
        self.cli("export", "certificates", "--state", "revoked", "--out", table)
        self.assertGreater(table.stat().st_size, 0)
        self.result("queue", "cancel", number)

    def test_what_keeps_an_operator_out_is_told_apart(self):
        other = self.work / "other.pem"
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", self.work / "other.key", "-out", other, "-subj",
                "/CN=Other CA", "-days", "2")
        wrong = self.work / "wrong.json"
        self.run_cli("--url", self.dogtag.url, "--ca", other, "site", "new", "--protocol", "dogtag", "--out", wrong)
        password = ["--passphrase-file", str(self.dogtag.passphrase_file())]
        stranger = self.work / "stranger.p12"
        openssl("pkcs12", "-export", "-inkey", self.work / "other.key", "-in", other, "-out", stranger, "-passout",
                f"file:{self.dogtag.passphrase_file()}")
        cases = (
            (wrong, self.agent, NOT_REACHABLE, "tlsServerUntrusted"),
            (self.site, ["--identity", str(stranger)] + password, NOT_REACHABLE, "tlsIdentityRefused"),
            (self.site, ["--identity", self.dogtag.values["DOGTAG_NOROLE_P12"]] + password, None, "forbidden"),
        )
        for site, identity, code, error in cases:
            with self.subTest(error):
                done = self.run_cli("--site", site, "queue", "list", *identity)
                self.assertEqual(json.loads(done.stdout)["error"]["code"], error, done.stderr)
                if code is not None:
                    self.assertEqual(done.returncode, code)


    def test_an_old_pkcs12_says_how_to_convert_it(self):
        """As pkispawn writes it for an operator: opened where OpenSSL has its legacy module, else explained."""
        old = ["--identity", self.dogtag.values["DOGTAG_AGENT_P12_LEGACY"], "--passphrase-file",
               str(self.dogtag.passphrase_file())]
        done = subprocess.run([CLI, "--json", "--site", self.site, "queue", "list", "--limit", "1", *old],
                              capture_output=True, text=True, encoding="utf-8", timeout=120,
                              env={**os.environ, "LC_ALL": "C.UTF-8", "OPENSSL_MODULES": str(self.work)})
        error = json.loads(done.stdout)["error"]
        self.assertEqual(error["code"], "unsupportedAlgorithm", done.stderr)
        self.assertIn("openssl pkcs12 -legacy", error["remedy"])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as probe:
        if Dogtag.find(probe) is None:
            print("skipped: no Dogtag PKI runs (TEGATA_DOGTAG)")
            sys.exit(SKIPPED)
    unittest.main()
