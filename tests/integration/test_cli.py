# SPDX-License-Identifier: Apache-2.0
"""The command line as a script uses it: a practice service, CSRs made by openssl, the whole life of certificates over
both sites, exit codes, JSON and nothing else on standard output. Checked by openssl and curl."""

import json
import os
import pathlib
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
from world import Practice, openssl  # noqa: E402

import subprocess  # noqa: E402

SUBJECT = "/C=JP/ST=東京都/L=港区/O=株式会社サンプル/CN={}"
ENGLISH = "/C=JP/ST=TOKYO/L=Minato City/O=Sample Inc./CN={}"


class CommandLine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        build = pathlib.Path(os.environ["TEGATA_BINARY_DIR"])
        cls.folder = tempfile.TemporaryDirectory()
        cls.work = pathlib.Path(cls.folder.name)
        started = time.monotonic()
        cls.practice = Practice(build / "bin", cls.work / "practice").start()
        cls.start_seconds = time.monotonic() - started
        values = cls.practice.values
        cls.contact = ["--user", values["CONTACT_ID"], "--password-file", values["CONTACT_PASSWORD_FILE"]]
        cls.operator = cls.practice.as_operator()

    @classmethod
    def tearDownClass(cls):
        cls.practice.stop()
        cls.folder.cleanup()

    def cli(self, *arguments, code=0):
        done = self.practice.run_cli(*arguments, check=False)
        self.assertEqual(done.returncode, code, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return json.loads(done.stdout) if done.stdout else None

    def make_csr(self, name, *, subject=SUBJECT, rsa=None, dns=None):
        key, csr = self.work / f"{name}.key", self.work / f"{name}.csr"
        algorithm = ["rsa:%d" % rsa] if rsa else ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        arguments = ["req", "-new", "-utf8", "-noenc", "-newkey", *algorithm, "-keyout", key, "-out", csr,
                     "-subj", subject.format(name)]
        if dns:
            arguments += ["-addext", "subjectAltName=" + ",".join("DNS:" + each for each in dns)]
        openssl(*arguments)
        return csr

    def submit(self, csr, *arguments):
        result = self.cli(*self.contact, "request", "submit", csr, *arguments)["results"][0]
        self.assertEqual((result["outcome"], result["state"]), ("done", "pending"))
        return result["id"]

    def approve(self, identity, *arguments):
        result = self.cli(*self.operator, "queue", "approve", identity, *arguments)["results"][0]
        self.assertEqual((result["outcome"], result["state"]), ("done", "issued"))

    def test_practice_says_where_everything_is(self):
        for key in ("APPLICATION_URL", "OPERATOR_URL", "EXAMINER_URL", "CA_FILE", "OPERATOR_P12", "OPERATOR2_P12",
                    "EXAMINER_P12", "P12_PASSPHRASE_FILE", "CONTACT_ID", "CONTACT_PASSWORD_FILE", "MAIL_DIR"):
            self.assertTrue(self.practice.values.get(key), key)
        for key in ("CA_FILE", "OPERATOR_P12", "OPERATOR2_P12", "EXAMINER_P12", "P12_PASSPHRASE_FILE",
                    "CONTACT_PASSWORD_FILE"):
            self.assertTrue(pathlib.Path(self.practice.values[key]).is_file(), key)
        for key in ("OPERATOR_P12", "P12_PASSPHRASE_FILE", "CONTACT_PASSWORD_FILE"):
            self.assertEqual(pathlib.Path(self.practice.values[key]).stat().st_mode & 0o077, 0, key)
        print(f"practice: ready after {self.start_seconds:.1f} s")

    def test_the_whole_life_of_a_certificate(self):
        ca_file = self.practice.values["CA_FILE"]
        cases = [
            ("life-ec.example.jp", {}, "ja", "UTF8STRING:株式会社サンプル"),
            ("life-rsa.example.jp", {"rsa": 3072, "dns": ["life-rsa.example.jp", "alt.example.jp"]}, "ja",
             "UTF8STRING:株式会社サンプル"),
            ("life-en.example.jp", {"subject": ENGLISH}, "en", "UTF8STRING:Sample Inc."),
        ]
        for name, how, language, organization in cases:
            with self.subTest(name):
                csr = self.make_csr(name, **how)
                identity = self.submit(csr, "--language", language)
                self.approve(identity)
                out = self.work / f"{name}.pem"
                self.cli(*self.contact, "cert", "download", "--request", identity, "--out", out, "--chain")
                self.assertIn("OK", openssl("verify", "-CAfile", ca_file, "-untrusted", out, out))
                subject = openssl("x509", "-in", out, "-noout", "-subject", "-nameopt", "utf8,show_type,sep_comma_plus")
                self.assertIn("C=PRINTABLESTRING:JP", subject)
                self.assertIn(organization, subject)
                names = openssl("x509", "-in", out, "-noout", "-ext", "subjectAltName")
                for dns in how.get("dns", [name]):
                    self.assertIn("DNS:" + dns, names)
                self.assertEqual(openssl("x509", "-in", out, "-noout", "-pubkey"),
                                 openssl("req", "-in", csr, "-noout", "-pubkey"))
                openssl("x509", "-in", out, "-noout", "-checkend", str(24 * 3600))
                expiry = subprocess.run(["openssl", "x509", "-in", str(out), "-noout", "-checkend",
                                         str(200 * 24 * 3600)], capture_output=True, check=False)
                self.assertNotEqual(expiry.returncode, 0, "no certificate is valid for more than 200 days")
                self.revoke_and_look(out, ca_file)

    def revoke_and_look(self, out, ca_file):
        serial = openssl("x509", "-in", out, "-noout", "-serial").strip().partition("=")[2]
        url = openssl("x509", "-in", out, "-noout", "-ocsp_uri").strip()
        issuer = self.work / "issuing.pem"
        blocks = out.read_text().split("-----END CERTIFICATE-----\n")
        issuer.write_text(blocks[1] + "-----END CERTIFICATE-----\n")
        ask = ["ocsp", "-issuer", issuer, "-cert", out, "-url", url, "-CAfile", ca_file]
        self.assertIn(": good", openssl(*ask))
        result = self.cli(*self.operator, "cert", "revoke", serial, "--reason", "superseded")["results"][0]
        self.assertEqual((result["outcome"], result["state"]), ("done", "revoked"))
        answer = openssl(*ask)
        self.assertIn(": revoked", answer)
        self.assertIn("superseded", answer)
        crl_url = openssl("x509", "-in", out, "-noout", "-ext", "crlDistributionPoints").partition("URI:")[2].split()[0]
        crl = self.work / "issuing.crl"
        subprocess.run(["curl", "-sSf", "--cacert", ca_file, "-o", str(crl), crl_url], check=True, timeout=60)
        text = openssl("crl", "-in", crl, "-inform", "DER", "-noout", "-text")
        self.assertIn(serial, text)
        again = self.cli(*self.operator, "cert", "revoke", serial, code=4)["results"][0]
        self.assertEqual((again["outcome"], again["state"]), ("conflict", "revoked"))
        self.assertEqual(again["error"]["reason"], "conflict.state")  # nobody changed it

    def test_formats_of_a_download(self):
        name = "formats.example.jp"
        identity = self.submit(self.make_csr(name))
        self.approve(identity)
        protect = self.work / "protect"
        protect.write_text("ひみつの合言葉\n", encoding="utf-8")
        base = [*self.contact, "cert", "download", "--request", identity]
        for form, reading in (("pem", ["x509", "-noout", "-in"]), ("der", ["x509", "-inform", "DER", "-noout", "-in"]),
                            ("p7b", ["pkcs7", "-inform", "DER", "-noout", "-print_certs", "-in"])):
            out = self.work / f"format.{form}"
            self.cli(*base, "--format", form, "--out", out)
            openssl(*reading, out)
        out = self.work / "format.p12"
        self.cli(*base, "--format", "p12", "--out", out, "--key", self.work / f"{name}.key", "--out-passphrase-file",
                 protect)
        openssl("pkcs12", "-in", out, "-passin", f"file:{protect}", "-noout")
        self.assertEqual(out.stat().st_mode & 0o077, 0)
        self.cli(*base, "--format", "p12", "--out", out, code=2)
        self.cli(*base, "--format", "jks", "--out", out, code=2)

    def test_faulty_requests_are_refused_with_findings(self):
        cases = [
            ("weak.example.jp", {"rsa": 1024}, "V6"),
            ("www.not-registered.jp", {}, "V7"),
            ("differs.example.jp", {"subject": "/C=JP/ST=東京都/L=港区/O=株式会社サンブル/CN={}"}, "V4"),
        ]
        for name, how, _ in cases:
            with self.subTest(name):
                csr = self.make_csr(name, **how)
                result = self.cli(*self.contact, "request", "submit", csr, code=1)["results"][0]
                self.assertEqual(result["outcome"], "refused")
                errors = [finding for finding in result["findings"] if finding["outcome"] == "error"]
                self.assertTrue(errors)
                for finding in errors:
                    for member in ("rule", "field", "message", "remedy"):
                        self.assertTrue(finding[member], f"{member} of {finding}")

    def test_csr_show_and_check(self):
        csr = self.make_csr("check.example.jp", dns=["check.example.jp"])
        shown = self.cli("csr", "show", csr)
        self.assertEqual(shown["subject"], "C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=check.example.jp")
        self.assertEqual(shown["key"]["label"], "EC P-256")
        self.assertTrue(shown["signatureValid"])
        report = self.cli("csr", "check", csr)
        self.assertIn(report["outcome"], ("note", "warning"))
        weak = self.make_csr("weak-check.example.jp", rsa=1024)
        report = self.cli("csr", "check", weak, code=1)
        self.assertEqual(report["outcome"], "error")
        broken = self.work / "broken.csr"
        broken.write_bytes(csr.read_bytes()[:300])
        error = self.cli("csr", "show", broken, code=1)["error"]
        self.assertTrue(error["code"] and error["message"] and error["remedy"])

    def test_hold_reject_cancel_claim_withdraw(self):
        held = self.submit(self.make_csr("hold.example.jp"))
        decide = lambda action, *rest, code=0: self.cli(*self.operator, "queue", action, *rest, code=code)["results"][0]
        self.assertEqual(decide("hold", held, "--note", "確認中")["state"], "on_hold")
        conflict = decide("approve", held, code=4)
        self.assertEqual((conflict["outcome"], conflict["error"]["reason"]), ("conflict", "conflict.state"))
        self.assertEqual(self.cli(*self.contact, "request", "show", held)["holdComment"], "確認中")
        self.assertEqual(decide("release", held)["state"], "pending")
        claimed = decide("claim", held)
        self.assertEqual(claimed["state"], "pending")
        stale = decide("reject", held, "--note", "取り消します", "--expect-version", str(claimed["version"] - 1), code=4)
        self.assertEqual((stale["outcome"], stale["error"]["reason"]), ("conflict", None))  # it has changed
        self.assertEqual(decide("reject", held, "--note", "名称が違います")["state"], "rejected")
        cancelled = self.submit(self.make_csr("cancel.example.jp"))
        self.assertEqual(decide("cancel", cancelled)["state"], "cancelled")
        withdrawn = self.submit(self.make_csr("withdraw.example.jp"))
        self.assertEqual(self.cli(*self.contact, "request", "withdraw", withdrawn)["results"][0]["state"], "withdrawn")
        shown = self.cli(*self.operator, "queue", "show", held)
        self.assertEqual(shown["state"], "rejected")
        self.assertEqual([entry["action"] for entry in shown["history"]][-1], "reject")

    def test_lists(self):
        page = self.cli(*self.operator, "queue", "list", "--state", "pending", "--limit", "5")
        self.assertEqual(len(page["items"]), 5)
        self.assertTrue(page["next"])
        following = self.cli(*self.operator, "queue", "list", "--state", "pending", "--limit", "5", "--after",
                             page["next"])
        self.assertFalse({item["id"] for item in page["items"]} & {item["id"] for item in following["items"]})
        certificates = self.cli(*self.operator, "cert", "list", "--limit", "1000")
        serial = certificates["items"][0]["serial"]
        self.assertEqual(self.cli(*self.contact, "cert", "show", serial)["serial"], serial)

    def test_wrong_use_and_wrong_identity(self):
        for arguments, code in (
            (["queue", "explode"], 2),
            (["queue", "approve"], 2),
            (["queue", "list", "--reason", "x"], 2),
            ([*self.operator, "queue", "reject", "r-1"], 2),
            ([*self.operator, "queue", "list", "--state", "sleeping"], 2),
            ([*self.operator, "queue", "show", "no-such-request"], 1),
            (["--identity", self.practice.values["OPERATOR_P12"], "--passphrase-file",
              self.practice.values["CONTACT_PASSWORD_FILE"], "queue", "list"], 3),
            (["--user", "nobody", "--password-file", self.practice.values["CONTACT_PASSWORD_FILE"], "request",
              "list"], 3),
        ):
            with self.subTest(arguments):
                done = self.practice.run_cli(*arguments, check=False)
                self.assertEqual(done.returncode, code, done.stdout + done.stderr)
                self.assertTrue(done.stderr.strip())

    def test_refused_identities_are_named(self):
        passphrase = self.practice.values["P12_PASSPHRASE_FILE"]
        key, certificate, stranger = self.work / "s.key", self.work / "s.pem", self.work / "stranger.p12"
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-keyout", key,
                "-out", certificate, "-subj", "/CN=stranger", "-days", "10")
        openssl("pkcs12", "-export", "-inkey", key, "-in", certificate, "-out", stranger, "-passout",
                f"file:{passphrase}")
        client_auth = "extendedKeyUsage=clientAuth"
        for identity, code, field, words in (
            (self.practice.values["EXPIRED_OPERATOR_P12"], "tlsIdentityRefused", "certificateExpired", "expired"),
            (stranger, "tlsIdentityRefused", "chainUntrusted", "authority"),
            (self.issued("server", "extendedKeyUsage=serverAuth"), "tlsIdentityRefused", "wrongPurpose",
             "client authentication"),
            (self.issued("weak", client_auth, "rsa", "rsa_keygen_bits:1024"), "tlsIdentityRefused",
             "weakCertificate", "weak"),
            (self.issued("sha1", client_auth, digest="-sha1"), "tlsIdentityRefused", "weakCertificate", "weak"),
            (self.practice.values["EXAMINER_P12"], "forbidden", "", "")):
            with self.subTest(identity):
                error = self.cli("--identity", identity, "--passphrase-file", passphrase, "queue", "list",
                                 code=3)["error"]
                self.assertEqual((error["code"], error["field"]), (code, field))
                self.assertIn(words, error["message"])
                self.assertNotIn("cannot be reached", error["message"])
                self.assertTrue(error["remedy"])

    def issued(self, name, extensions, algorithm="ec", option="ec_paramgen_curve:P-256", digest="-sha256"):
        """A PKCS#12 of the practice CA's own, as it would never issue it."""
        service = pathlib.Path(self.practice.values["CA_FILE"]).parent / "service"
        path = self.work / name
        path.with_suffix(".ext").write_text(extensions + "\n", encoding="ascii")
        openssl("req", "-new", "-newkey", algorithm, "-pkeyopt", option, "-noenc", "-keyout", path.with_suffix(".key"),
                "-out", path.with_suffix(".csr"), "-subj", f"/CN={name}")
        openssl("x509", "-req", "-in", path.with_suffix(".csr"), "-CA", service / "authority" / "issuing.crt.pem",
                "-CAkey", service / "authority" / "issuing.key.pem", "-passin",
                f"file:{service / 'authority-passphrase'}", "-days", "10", digest, "-extfile",
                path.with_suffix(".ext"), "-out", path.with_suffix(".crt"))
        openssl("pkcs12", "-export", "-inkey", path.with_suffix(".key"), "-in", path.with_suffix(".crt"), "-out",
                path.with_suffix(".p12"), "-passout", f"file:{self.practice.values['P12_PASSPHRASE_FILE']}")
        return path.with_suffix(".p12")

    def test_unreachable_site(self):
        build = pathlib.Path(os.environ["TEGATA_BINARY_DIR"])
        done = subprocess.run([build / "bin" / "tegata-cli", "--json", "--url", "https://127.0.0.1:1", "--ca",
                               self.practice.values["CA_FILE"], *self.operator, "queue", "list"],
                              capture_output=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
