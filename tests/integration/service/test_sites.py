# SPDX-License-Identifier: Apache-2.0
"""A certificate's whole life over the sites, checked by openssl and curl."""
import email
import email.policy
import os
import stat
import subprocess
import unittest
from datetime import datetime, timezone

from practiceservice import SERVICE, ServiceTestCase, all_items, openssl, read_text, submission


class SitesTest(ServiceTestCase):
    def write(self, name, content):
        path = os.path.join(self.service.directory, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(content)
        return path

    def test_practice_world(self):
        self.assertLess(self.service.seconds_to_ready, 10)
        operator = self.service.operator()
        pending = all_items(operator, "/v1/requests?state=pending")
        self.assertGreaterEqual(len(pending), 24)
        self.assertEqual(len({request["key"]["spkiSha256"] for request in pending}), len(pending))
        self.assertEqual(len({request["subject"] for request in pending}), len(pending))
        labels = {request["key"]["label"] for request in pending}
        self.assertLessEqual({"RSA 1024", "RSA 2048", "RSA 3072", "RSA 4096", "EC P-256", "EC P-384"}, labels)
        self.assertEqual({request["product"] for request in pending}, {"ov", "ev"})
        self.assertEqual({request["language"] for request in pending}, {"ja", "en"})
        self.assertEqual({request["checkOutcome"] for request in pending}, {"note", "warning", "error"})
        self.assertTrue(any(request["renewalOf"] for request in pending))
        for state in ("issued", "on_hold", "rejected", "cancelled"):
            self.assertTrue(all_items(operator, "/v1/requests?state=" + state), state)
        self.assertEqual({c["state"] for c in all_items(operator, "/v1/certificates")}, {"valid", "revoked"})

    def test_files_are_private(self):
        for folder, folders, files in os.walk(self.service.directory):
            self.assertEqual(stat.S_IMODE(os.stat(folder).st_mode), 0o700, folder)
            if folder != self.service.directory:
                for name in files:
                    self.assertEqual(stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode), 0o600, name)
        for key, value in self.service.values.items():
            if key.endswith("_FILE") or key.endswith("_P12"):
                self.assertEqual(stat.S_IMODE(os.stat(value).st_mode), 0o600, key)

    def test_whole_life_p256(self):
        self.live(("ec", "ec_paramgen_curve:P-256"), "life-ec.example.jp")

    def test_whole_life_rsa3072(self):
        self.live(("rsa", "rsa_keygen_bits:3072"), "life-rsa.example.jp")

    def live(self, key_options, name):
        contact, operator = self.service.contact(), self.service.operator()
        csr = self.service.new_csr(name, key_options, sans=[name, "www." + name])
        submitted = contact.post("/v1/requests", submission(csr))
        self.assertEqual(submitted.status, 201, submitted.body)
        request = operator.get("/v1/requests/" + submitted.json["id"]).json
        self.assertEqual((request["state"], request["checkOutcome"]), ("pending", "note"))
        issued = self.act(operator, request, "approve")
        self.assertEqual(issued["state"], "issued")
        self.assertEqual([entry["action"] for entry in issued["history"]], ["submit", "approve", "issue"])

        detail = contact.get("/v1/certificates/" + issued["serial"]).json
        leaf = self.write(name + ".pem", detail["pem"])
        chain = self.write(name + ".chain.pem", "".join(detail["chain"]))
        ca_file = self.service.values["CA_FILE"]
        self.assertIn(b": OK", openssl("verify", "-CAfile", ca_file, "-purpose", "sslserver", leaf).stdout)
        root = self.write(name + ".root.pem", detail["chain"][-1])
        self.assertIn(b": OK", openssl("verify", "-CAfile", root, "-untrusted", chain, leaf).stdout)

        shown = openssl("x509", "-in", leaf, "-noout", "-subject", "-nameopt", "multiline,utf8,-esc_msb,show_type",
                        "-serial", "-ext", "subjectAltName,extendedKeyUsage").stdout.decode()
        for part in ("countryName               = PRINTABLESTRING:JP", "stateOrProvinceName       = UTF8STRING:東京都",
                     "localityName              = UTF8STRING:港区",
                     "organizationName          = UTF8STRING:株式会社サンプル",
                     f"commonName                = UTF8STRING:{name}", f"DNS:{name}, DNS:www.{name}",
                     "TLS Web Server Authentication", "serial=" + issued["serial"]):
            self.assertIn(part, shown)
        self.check_validity(leaf)
        self.check_key(leaf, csr)
        self.check_notice(issued, name)

        self.assertIn("good", self.ocsp(leaf))
        self.assertNotIn(issued["serial"], self.crl())
        revoked = operator.post(f"/v1/certificates/{issued['serial']}/revoke",
                                {"version": detail["version"], "reason": "keyCompromise", "note": "test"})
        self.assertEqual(revoked.status, 200, revoked.body)
        self.assertEqual((revoked.json["state"], revoked.json["revocationReason"]), ("revoked", "keyCompromise"))
        answer = self.ocsp(leaf)
        self.assertIn("revoked", answer)
        self.assertIn("keyCompromise", answer)
        self.assertIn("revoked", self.ocsp_by_get(leaf))
        self.assertIn(issued["serial"], self.crl())
        again = operator.post(f"/v1/certificates/{issued['serial']}/revoke",
                              {"version": revoked.json["version"], "reason": "superseded"})
        self.assertEqual((again.status, again.json["current"]["state"]), (409, "revoked"))

    def check_validity(self, leaf):
        text = openssl("x509", "-in", leaf, "-noout", "-startdate", "-enddate").stdout.decode().splitlines()
        begin, end = (datetime.strptime(line.split("=", 1)[1], "%b %d %H:%M:%S %Y %Z").replace(tzinfo=timezone.utc)
                      for line in text)
        limit = 200 if begin.year < 2027 else 100 if begin.year < 2029 else 47
        self.assertLessEqual((end - begin).total_seconds() + 1, limit * 86400)
        self.assertGreater((end - begin).days, limit - 5)
        self.assertLess(abs((datetime.now(timezone.utc) - begin).total_seconds()), 48 * 3600)

    def check_key(self, leaf, csr):
        self.assertEqual(openssl("x509", "-in", leaf, "-noout", "-pubkey").stdout,
                         openssl("req", "-noout", "-pubkey", stdin=csr.encode()).stdout)

    def check_notice(self, issued, name):
        self.service.await_mails()
        path = os.path.join(self.service.values["MAIL_DIR"], f"issue-{issued['serial']}.eml")
        with open(path, "rb") as file:
            raw = file.read()
        self.assertNotIn(b"\n", raw.replace(b"\r\n", b""))
        self.assertTrue(all(len(line) <= 78 for line in raw.split(b"\r\n")))
        message = email.message_from_bytes(raw, policy=email.policy.default)
        self.assertFalse(message.defects)
        self.assertEqual(message["To"], "web@example.jp")
        self.assertEqual((message["Cc"], message["Reply-To"]),
                         ("tls-notices@example.jp", "tls-notices@example.jp"))
        self.assertIn(issued["id"], message["Subject"])
        self.assertIn(name, message.get_content())
        self.assertIn("株式会社サンプル", message.get_content())

    def issuer_file(self):
        blocks = read_text(self.service.values["CA_FILE"]).split("-----BEGIN")
        return self.write("issuing.pem", "-----BEGIN" + blocks[2] + "\n")

    def ocsp_arguments(self, leaf):
        url = openssl("x509", "-in", leaf, "-noout", "-ocsp_uri").stdout.decode().strip()
        self.assertTrue(url.startswith(self.service.values["STATUS_URL"]), url)
        return ["-issuer", self.issuer_file(), "-cert", leaf, "-CAfile", self.service.values["CA_FILE"]], url

    def ocsp(self, leaf):
        arguments, url = self.ocsp_arguments(leaf)
        done = openssl("ocsp", *arguments, "-url", url, "-nonce")
        self.assertIn(b"Response verify OK", done.stderr)
        return done.stdout.decode()

    def ocsp_by_get(self, leaf):
        arguments, url = self.ocsp_arguments(leaf)
        asked = leaf + ".ocsp-request"
        answered = leaf + ".ocsp-response"
        openssl("ocsp", *arguments[:4], "-no_nonce", "-reqout", asked)
        encoded = openssl("base64", "-A", "-in", asked).stdout.decode()
        escaped = encoded.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D")
        subprocess.run(["curl", "-sS", "--fail", "--noproxy", "*", "-o", answered, url + "/" + escaped], check=True)
        done = openssl("ocsp", *arguments, "-no_nonce", "-respin", answered)
        self.assertIn(b"Response verify OK", done.stderr)
        return done.stdout.decode()

    def crl(self):
        path = os.path.join(self.service.directory, "now.crl")
        for url in (self.service.values["STATUS_URL"], self.service.values["APPLICATION_URL"]):
            subprocess.run(["curl", "-sS", "--fail", "--noproxy", "*", "--cacert", self.service.values["CA_FILE"],
                            "-o", path, url + "/crl/issuing.crl"], check=True)
        return openssl("crl", "-inform", "DER", "-in", path, "-noout", "-text").stdout.decode()

    def test_refused_submissions(self):
        contact = self.service.contact()
        for name, base in (("www.example9.jp", None), ("www.example.jp", "/C=JP/ST=東京都/L=港区/O=株式会社サンブル")):
            answer = contact.post("/v1/requests", submission(self.service.new_csr(name, base=base)))
            self.assertEqual((answer.status, answer.json["code"]), (422, "refused"), answer.body)
            errors = [finding for finding in answer.json["findings"] if finding["outcome"] == "error"]
            self.assertTrue(errors)
            self.assertTrue(all(finding["message"] and finding["remedy"] for finding in errors))
        weak = contact.post("/v1/requests",
                            submission(self.service.new_csr("weak.example.jp", ("rsa", "rsa_keygen_bits:1024"))))
        self.assertEqual(weak.status, 422)
        for broken in ("", "hello", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n"):
            answer = contact.post("/v1/requests", submission(broken))
            self.assertEqual(answer.status, 400, broken)
            self.assertEqual([finding["field"] for finding in answer.json["findings"]], ["csr"])
        mail = contact.post("/v1/requests", submission(self.service.new_csr("m.example.jp"),
                                                       notifyMail="a@example.jp\r\nBcc: b@example.jp"))
        self.assertEqual((mail.status, mail.json["findings"][0]["field"]), (400, "notifyMail"))

    def test_warnings_need_a_note(self):
        contact, operator = self.service.contact(), self.service.operator()
        csr = self.service.new_csr("ou.example.jp", base="/C=JP/ST=東京都/L=港区/O=株式会社サンプル/OU=情報システム部")
        request = contact.post("/v1/requests", submission(csr)).json
        self.assertEqual(request["checkOutcome"], "warning")
        refused = self.act(operator, request, "approve", status=422)
        self.assertEqual(refused["code"], "refused")
        self.assertEqual({finding["outcome"] for finding in refused["findings"]}, {"warning"})
        issued = self.act(operator, request, "approve", note="電話で確認しました")
        self.assertEqual(issued["state"], "issued")
        self.assertEqual(issued["history"][1]["note"], "電話で確認しました")
        leaf = self.write("ou.pem", contact.get("/v1/certificates/" + issued["serial"]).json["pem"])
        self.assertNotIn(b"OU", openssl("x509", "-in", leaf, "-noout", "-subject").stdout)

    def test_errors_cannot_be_approved(self):
        operator = self.service.operator()
        faulty = [r for r in all_items(operator, "/v1/requests?state=pending") if r["checkOutcome"] == "error"]
        self.assertGreaterEqual(len(faulty), 8)
        for request in faulty:
            refused = self.act(operator, request, "approve", note="all the same", status=422)
            self.assertEqual(refused["code"], "refused")
            self.assertIn("error", {finding["outcome"] for finding in refused["findings"]})
            self.assertEqual(operator.get("/v1/requests/" + request["id"]).json["state"], "pending")

    def test_both_languages(self):
        titles = {}
        for language in ("ja", "en"):
            answer = self.service.operator(language=language).get("/v1/requests/unknown")
            self.assertEqual(answer.status, 404)
            titles[language] = answer.json["title"]
        self.assertNotEqual(titles["ja"], titles["en"])
        self.assertTrue(titles["en"].isascii())

    def test_second_start_keeps_the_world(self):
        serials = {c["serial"] for c in all_items(self.service.operator(), "/v1/certificates")}
        before = dict(self.service.values)
        second = subprocess.run([SERVICE, "--practice", self.service.directory], capture_output=True, timeout=60)
        self.assertEqual((second.returncode, second.stdout), (1, b""))
        self.assertIn(b"Another service uses this folder", second.stderr)
        self.assertEqual(self.service.stop(), 0)
        self.service.start()
        self.assertEqual(self.service.values, before)
        self.assertEqual({c["serial"] for c in all_items(self.service.operator(), "/v1/certificates")}, serials)


if __name__ == "__main__":
    unittest.main()
