# SPDX-License-Identifier: Apache-2.0
"""Files that people bring, at the command line: what is read, what is named, and that no private key leaves."""

import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
from world import Practice, openssl  # noqa: E402

CASES = pathlib.Path(os.environ["TEGATA_SOURCE_DIR"]) / "tests" / "cases"
CLI = pathlib.Path(os.environ["TEGATA_BINARY_DIR"]) / "bin" / "tegata-cli"


def error_of(document):
    """Of a command that failed, or of its first result."""
    return document.get("error") or document["results"][0].get("error")


class FilesWithoutSite(unittest.TestCase):
    """Nobody listens at the site's address: what is told before a connection is made."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.work = pathlib.Path(cls.folder.name)
        (cls.work / "pw").write_text("pw\n")
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-subj", "/CN=CA",
                "-days", "30", "-keyout", cls.work / "ca.key", "-out", cls.work / "ca.pem")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        cls.site = ["--url", f"https://127.0.0.1:{port}", "--ca", cls.work / "ca.pem"]
        cls.contact = ["--user", "someone", "--password-file", cls.work / "pw"]

    def cli(self, *arguments):
        done = subprocess.run([CLI, "--json", *arguments], capture_output=True, text=True, encoding="utf-8", timeout=60,
                              env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self.work)})
        return done.returncode, json.loads(done.stdout), done.stderr

    def test_private_keys_never_leave(self):
        for name in ("w24-key-then-csr.csr", "w25-only-key.csr"):
            with self.subTest(name):
                code, document, told = self.cli(*self.site, *self.contact, "request", "submit", CASES / "csr" / name)
                result = document["results"][0]
                self.assertEqual((code, result["outcome"], result["error"]["code"]), (1, "refused", "privateKeyFound"))
                self.assertEqual((result["id"], result["file"], result["position"]),
                                 (None, str(CASES / "csr" / name), 1))
                self.assertEqual((result["error"]["line"], result["error"]["offset"]), (1, 0))
                self.assertNotIn("MIGHAgEA", json.dumps(document) + told)
        key = (CASES / "csr" / "w25-only-key.csr").read_text()
        csr = self.work / "ok.csr"
        openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-subj", "/CN=a.jp",
                "-keyout", self.work / "ok.key", "-out", csr)
        code, document, _ = self.cli(*self.site, *self.contact, "request", "submit", csr, "--comment", key)
        self.assertEqual((code, document["error"]["code"]), (1, "privateKeyFound"))
        draft = self.work / "draft.json"
        self.assertEqual(self.cli("draft", "new", draft)[0], 0)
        form = json.loads(draft.read_text())
        form["somewhere"] = [key]
        draft.write_text(json.dumps(form))
        code, document, _ = self.cli(*self.site, "draft", "submit", draft)
        self.assertEqual((code, document["error"]["code"]), (1, "privateKeyFound"))
        # What holds none goes on to the site, which is not there.
        code, document, _ = self.cli(*self.site, *self.contact, "request", "submit", csr)
        self.assertEqual((code, document["error"]["code"]), (3, "offline"))

    def test_secrets_are_no_arguments(self):
        # Every user of a machine sees the arguments of its programs.
        for option in ("password", "passphrase", "pin", "new-password", "key-passphrase", "out-passphrase"):
            with self.subTest(option):
                for arguments in ([f"--{option}", "s3cret"], [f"--{option}=s3cret"]):
                    code, document, told = self.cli(*self.site, "--user", "someone", *arguments, "request", "list")
                    self.assertEqual(code, 2, document)
                    self.assertNotIn("s3cret", json.dumps(document) + told)

    def test_check_and_submit_agree(self):
        for path in sorted((CASES / "csr").glob("*.csr")):
            with self.subTest(path.name):
                _, checked, _ = self.cli("csr", "check", path)
                _, submitted, _ = self.cli(*self.site, *self.contact, "request", "submit", path)
                of_check = checked.get("error")
                of_submit = error_of(submitted)
                if of_check is None:  # read: the only thing left is the site
                    self.assertEqual(of_submit["code"], "offline")
                else:
                    self.assertEqual(of_check, of_submit)

    def test_two_requests_are_two(self):
        two = CASES / "csr" / "w23-two-csrs.csr"
        _, document, _ = self.cli("csr", "check", two)
        self.assertEqual([each["position"] for each in document["results"]], [1, 2])
        _, document, _ = self.cli("csr", "show", two)
        self.assertEqual((document["count"], [each["position"] for each in document["results"]]), (2, [1, 2]))

    def test_authorities_in_every_form(self):
        pem = (self.work / "ca.pem").read_text()
        openssl("x509", "-in", self.work / "ca.pem", "-outform", "DER", "-out", self.work / "ca.der")
        openssl("crl2pkcs7", "-nocrl", "-certfile", self.work / "ca.pem", "-out", self.work / "ca.p7b")
        (self.work / "text.pem").write_text("認証局\nsubject=CN=CA\n" + pem)
        (self.work / "wide.pem").write_bytes(pem.encode("utf-16"))
        (self.work / "chain.pem").write_text(pem * 3)
        (self.work / "bare.pem").write_text("".join(pem.splitlines()[1:-1]))
        for name in ("ca.der", "ca.p7b", "text.pem", "wide.pem", "chain.pem", "bare.pem"):
            with self.subTest(name):
                out = self.work / (name + ".json")
                code, document, told = self.cli("site", "new", "--protocol", "dogtag", "--url", "https://ca.example.jp",
                                                "--ca", self.work / name, "--out", out)
                self.assertEqual(code, 0, told)
                self.assertEqual({each["subject"] for each in document["trustAnchors"]}, {"CN=CA"})
        openssl("req", "-new", "-key", self.work / "ca.key", "-subj", "/CN=leaf", "-out", self.work / "leaf.csr")
        openssl("x509", "-req", "-in", self.work / "leaf.csr", "-CA", self.work / "ca.pem", "-CAkey",
                self.work / "ca.key", "-days", "5", "-out", self.work / "leaf.pem")
        others = {"leaf.pem": ("notCaCertificate", None), "leaf.csr": ("wrongKind", "certificateRequest"),
                  "ca.key": ("wrongKind", "privateKey")}
        for name, (expected, found) in others.items():
            with self.subTest(name):
                _, document, _ = self.cli("site", "new", "--protocol", "dogtag", "--url", "https://ca.example.jp",
                                          "--ca", self.work / name, "--out", self.work / "none.json")
                self.assertEqual((document["error"]["code"], document["error"]["found"]), (expected, found))
                self.assertNotIn("private key again", document["error"]["remedy"])

    def test_identities(self):
        for name, expected in (("own-b64", "offline"), ("own-pem", "offline"), ("own-pemident", "offline"),
                               ("own-rc2key", "offline"), ("own-rc4", "offline"), ("own-trail", "offline"),
                               ("own-nomac", "macMissing"), ("own-nomacnoenc", "macMissing")):
            with self.subTest(name):
                code, document, _ = self.cli(*self.site, "--identity", CASES / "p12" / f"{name}.p12",
                                             "--passphrase-file", self.work / "pw", "queue", "list")
                self.assertEqual((code, document["error"]["code"]), (3, expected))

    def test_times_are_named(self):
        identity = ["--identity", CASES / "p12" / "own-trail.p12", "--passphrase-file", self.work / "pw"]
        for wrong in ("tomorrow", "2026-12-01", "2026-12-01T09:00:00", "01.12.2026 09:00"):
            with self.subTest(wrong):
                code, document, _ = self.cli(*self.site, *identity, "cert", "revoke", "0xABCD", "--at", wrong)
                self.assertEqual((code, document["error"]["reason"]), (2, "rfc3339"))
                self.assertIn("RFC 3339", document["error"]["message"])
        for right in ("2026-12-01T09:00:00+09:00", "2026-12-01T00:00:00Z", "2026-12-01t00:00:00.5z",
                      "2026-12-01 09:00:00+09:00"):
            with self.subTest(right):
                _, document, _ = self.cli(*self.site, *identity, "cert", "revoke", "0xABCD", "--at", right)
                self.assertEqual(error_of(document)["code"], "offline")


class SerialsAtASite(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.practice = Practice(CLI.parent, pathlib.Path(cls.folder.name) / "practice").start()
        cls.addClassCleanup(cls.practice.stop)
        cls.operator = cls.practice.as_operator()

    def cli(self, *arguments):
        done = self.practice.run_cli(*self.operator, *arguments, check=False)
        return done.returncode, json.loads(done.stdout), done.stderr

    def test_every_form_finds_the_certificate(self):
        serial = self.cli("cert", "list")[1]["items"][0]["serial"]
        pairs = [serial[i:i + 2] for i in range(0, len(serial), 2)]
        for form in (serial, serial.lower(), ":".join(pairs).lower(), " ".join(pairs), "0x" + serial,
                     "serial=" + serial, "00:" + ":".join(pairs), "\u200e" + serial.lower(), "\ufeff" + serial,
                     "\u00a0" + "\u200b".join(pairs), str(int(serial, 16)), f"{int(serial, 16)} (0x{serial.lower()})"):
            with self.subTest(form):
                code, document, told = self.cli("cert", "show", form)
                self.assertEqual((code, document.get("serial")), (0, serial), told)
        out = pathlib.Path(self.folder.name) / "out.pem"
        code, document, _ = self.cli("cert", "download", "--serial", ":".join(pairs), "--out", out)
        self.assertEqual((code, document["serial"]), (0, serial))
        code, document, _ = self.cli("cert", "show", "not-a-serial")
        self.assertEqual((code, document["error"]["reason"]), (2, "serial"))

    def test_the_contract_takes_them_too(self):
        serial = self.cli("cert", "list")[1]["items"][0]["serial"]
        values = self.practice.values
        pem = pathlib.Path(self.folder.name) / "operator.pem"
        openssl("pkcs12", "-in", values["OPERATOR_P12"], "-passin", "file:" + values["P12_PASSPHRASE_FILE"], "-noenc",
                "-out", pem)
        colons = "%3A".join(serial[i:i + 2] for i in range(0, len(serial), 2))
        for form in (serial.lower(), colons, "0x" + serial, "serial%3D" + serial, str(int(serial, 16)),
                     "%E2%80%8E" + serial):
            with self.subTest(form):
                done = subprocess.run(["curl", "-sSf", "--cacert", values["CA_FILE"], "--cert", str(pem),
                                       values["OPERATOR_URL"].rstrip("/") + "/v1/certificates/" + form],
                                      capture_output=True, text=True, check=True, timeout=60)
                self.assertEqual(json.loads(done.stdout)["serial"], serial)


if __name__ == "__main__":
    unittest.main()
