# SPDX-License-Identifier: Apache-2.0
"""Who is let in, and what others can see: refused, or as if it did not exist, and on the audit trail."""
import http.client
import os
import time
import unittest

from practiceservice import (Client, ServiceTestCase, all_items, contract_operations, new_key, openssl, read_text)


class AccessTest(ServiceTestCase):
    def refusals(self):
        rows = all_items(self.service.examiner(), "/v1/audit")
        return [row["note"] for row in rows if row["action"] == "refuse"]

    def refused_handshake(self, site, identity, reason):
        """The handshake fails, or ends with the alert at the first reading; and the trail says why."""
        before = self.refusals().count(reason)
        client = Client(self.service.values[site], self.service.values["CA_FILE"], identity)
        with self.assertRaises((OSError, http.client.HTTPException)):
            client.get("/v1/session")
        deadline = time.monotonic() + 20
        while self.refusals().count(reason) <= before:
            self.assertLess(time.monotonic(), deadline, f"{reason} is not on the audit trail: {self.refusals()}")

    def self_signed(self):
        path = os.path.join(self.service.directory, "self")
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
                "-keyout", path + ".key", "-out", path + ".crt", "-subj", "/C=JP/O=株式会社サンプル/CN=T.YAMADA",
                "-addext", "extendedKeyUsage=clientAuth")
        with open(path + ".pem", "w", encoding="utf-8") as file:
            file.write(read_text(path + ".key") + "\n" + read_text(path + ".crt") + "\n")
        return path + ".pem"

    def test_handshakes(self):
        self_signed = self.self_signed()
        for site in ("OPERATOR_URL", "EXAMINER_URL"):
            self.refused_handshake(site, None, "noCertificate")
            self.refused_handshake(site, self_signed, "selfSigned")

    def test_own_certificates_are_refused_by_name(self):
        """What the CA itself issued and will not have: told in a problem document, whatever is asked."""
        client_auth = "extendedKeyUsage=clientAuth\nkeyUsage=critical,digitalSignature"
        cases = (
            (self.service.identity("EXPIRED_OPERATOR_P12"), "expired", "certificateExpired"),
            (self.service.issue("SERVER", "extendedKeyUsage=serverAuth"), "wrongPurpose", "wrongPurpose"),
            (self.service.issue("MAIL", "extendedKeyUsage=emailProtection"), "wrongPurpose", "wrongPurpose"),
            (self.service.issue("WEAK", client_auth, ("rsa", "rsa_keygen_bits:1024")), "weakCertificate",
             "weakCertificate"),
        )
        for site, tag in (("OPERATOR_URL", "operator"), ("EXAMINER_URL", "examiner")):
            for identity, reason, code in cases:
                with self.subTest(site, code=code):
                    operations = [("GET", "/v1/session"), *contract_operations(tag)[:4]]
                    for method, path in operations:
                        client = Client(self.service.values[site], self.service.values["CA_FILE"], identity, weak=True)
                        answer = client.request(method, self.filled(path, "x"), self.body(method), new_key())
                        self.assertEqual((answer.status, answer.json["code"]), (403, code), (method, path))
                        self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
                        self.assertTrue(answer.json["title"] and answer.json["detail"])
                    deadline = time.monotonic() + 20
                    while self.counted(reason) == 0:  # more of them within the minute are summed
                        self.assertLess(time.monotonic(), deadline, f"{reason} is not on the audit trail")

    def counted(self, reason):
        """How often it was refused for that reason: rows by themselves, and the sums of past minutes."""
        rows = [row for row in all_items(self.service.examiner(), "/v1/audit") if row["action"] == "refuse"]
        return sum(row["evidence"].get("count", 1) for row in rows
                   if reason in (row["note"], row["evidence"].get("reason")))

    def test_wrong_site(self):
        for site, name in (("OPERATOR_URL", "EXAMINER_P12"), ("EXAMINER_URL", "OPERATOR_P12")):
            client = Client(self.service.values[site], self.service.values["CA_FILE"], self.service.identity(name))
            tag = "operator" if site == "OPERATOR_URL" else "examiner"
            before = self.refusals().count("wrongKind")
            operations = contract_operations(tag)
            for method, path in operations:
                answer = client.request(method, self.filled(path, "x"), self.body(method), new_key())
                self.assertEqual((answer.status, answer.json["code"]), (403, "forbidden"), (method, path))
            self.assertEqual(self.refusals().count("wrongKind"), before + len(operations))

    def test_without_token(self):
        public = ("/v1/session", "/v1/enrollments", "/v1/health", "/ocsp", "/crl/", "/ca/")
        anonymous = self.service.anonymous()
        for method, path in contract_operations("application"):
            if path.startswith(public) and (method, path) not in (("GET", "/v1/session"), ("DELETE", "/v1/session")):
                continue
            for token in (None, "wrong"):
                headers = {"Authorization": "Bearer " + token} if token else {}
                answer = anonymous.request(method, self.filled(path, "x"), self.body(method), new_key(), headers)
                self.assertEqual((answer.status, answer.json["code"]), (401, "notAuthenticated"), (method, path))
        self.assertIn("unknownToken", self.refusals())

    def test_sign_in(self):
        anonymous = self.service.anonymous()
        for login in (self.service.values["CONTACT2_ID"], "nobody"):
            statuses = [anonymous.request("POST", "/v1/session", {"loginId": login, "password": "wrong"}).status
                        for _ in range(11)]
            self.assertEqual(statuses, [401] * 10 + [429])
        right = {"loginId": self.service.values["CONTACT2_ID"],
                 "password": read_text(self.service.values["CONTACT2_PASSWORD_FILE"])}
        throttled = anonymous.request("POST", "/v1/session", right)
        self.assertEqual(throttled.status, 429)
        self.assertGreater(int(throttled.headers["Retry-After"]), 0)

    def test_sign_out(self):
        contact = self.service.contact()
        self.assertEqual(contact.get("/v1/session").status, 200)
        self.assertEqual(contact.request("DELETE", "/v1/session").status, 204)
        self.assertEqual(contact.get("/v1/session").status, 401)

    def filled(self, path, thing_id, serial=None):
        return path.replace("{id}", thing_id).replace("{serial}", serial or thing_id).replace("{request}", "AA")\
            .replace("{receipt}", "7K2M9QX4ZB").replace("{action}", "approve")

    def body(self, method):
        return {"version": 1, "note": "x", "text": "x", "reason": "superseded"} if method == "POST" else None

    def strangers(self):
        yield "operator", self.service.operator("OTHER_OPERATOR_P12")
        yield "application", self.service.contact("OTHER_CONTACT")

    def test_another_customers_things_do_not_exist(self):
        own = self.service.operator()
        requests = all_items(own, "/v1/requests")
        certificates = all_items(own, "/v1/certificates")
        secrets = [r["id"] for r in requests] + [c["serial"] for c in certificates]
        pending = next(r for r in requests if r["state"] == "pending")
        valid = next(c for c in certificates if c["state"] == "valid")
        for site, stranger in self.strangers():
            for method, path in contract_operations(site):
                if "{id}" in path or "{serial}" in path:
                    theirs = stranger.request(method, self.filled(path, pending["id"], valid["serial"]),
                                              self.body(method), new_key())
                    unknown = stranger.request(method, self.filled(path, "a" * len(pending["id"]), "AB" * 16),
                                               self.body(method), new_key())
                    self.assertEqual((theirs.status, theirs.json["code"]), (404, "notFound"), (method, path))
                    self.assertEqual((theirs.status, theirs.body), (unknown.status, unknown.body), (method, path))
                elif method == "GET":
                    answer = stranger.get(path)
                    for secret in secrets:
                        self.assertNotIn(secret.encode(), answer.body, path)
        self.assertEqual(own.get("/v1/requests/" + pending["id"]).json, self.detail_of(own, pending))
        self.assertEqual(own.get("/v1/certificates/" + valid["serial"]).json["version"], valid["version"])

    def detail_of(self, client, request):
        detail = client.get("/v1/requests/" + request["id"]).json
        self.assertEqual(detail["version"], request["version"])
        return detail

    def test_a_strangers_renewal_is_unknown(self):
        valid = next(c for c in all_items(self.service.operator(), "/v1/certificates") if c["state"] == "valid")
        stranger = self.service.contact("OTHER_CONTACT")
        csr = self.service.new_csr("www.example3.jp", base="/C=JP/ST=神奈川県/L=横浜市/O=株式会社となり")
        answer = stranger.post("/v1/requests", {"csr": csr, "product": "ov", "language": "ja",
                                                "renewalOf": valid["serial"]})
        self.assertEqual((answer.status, answer.json["findings"][0]["field"]), (400, "renewalOf"))

    def test_revoked_operator(self):
        examiner = self.service.examiner()
        victim = self.service.operator("OPERATOR2_P12")
        session = victim.get("/v1/session")
        self.assertEqual(session.status, 200)
        person = session.json["operator"]
        listed = next(o for o in all_items(examiner, "/v1/operators") if o["id"] == person["id"])
        path = f"/v1/operators/{person['id']}/revoke"
        stale = examiner.post(path, {"version": listed["version"] + 1})
        self.assertEqual((stale.status, stale.json["current"]["state"]), (409, "active"))
        revoked = examiner.post(path, {"version": listed["version"], "note": "left the company"})
        self.assertEqual((revoked.status, revoked.json["state"]), (200, "revoked"), revoked.body)
        # The connection was open before; the next request on it is refused, whatever it asks.
        for method, contract_path in contract_operations("operator"):
            answer = victim.request(method, self.filled(contract_path, "x"), self.body(method), new_key())
            self.assertEqual((answer.status, answer.json["code"]), (403, "forbidden"), (method, contract_path))
        self.assertIn("revoked", self.refusals())
        self.assertEqual(self.service.operator().get("/v1/session").status, 200)
        crl = self.service.anonymous("STATUS_URL").get("/crl/issuing.crl").body
        text = openssl("crl", "-inform", "DER", "-noout", "-text", stdin=crl).stdout.decode()
        self.assertIn(listed["certificate"]["serial"], text)
        again = examiner.post(path, {"version": revoked.json["version"]})
        self.assertEqual((again.status, again.json["current"]), (409, revoked.json))

    def test_revoking_the_last_operator(self):
        examiner = self.service.examiner()
        person = self.service.operator("OTHER_OPERATOR_P12").get("/v1/session").json["operator"]
        listed = next(o for o in all_items(examiner, "/v1/operators") if o["id"] == person["id"])
        path = f"/v1/operators/{person['id']}/revoke"
        for body in ({}, {"confirmLastOperator": False}):
            refused = examiner.post(path, {"version": listed["version"], **body})
            self.assertEqual((refused.status, refused.json["findings"][0]["field"]), (422, "confirmLastOperator"))
        wrong = examiner.post(path, {"version": listed["version"], "confirmLastOperator": "yes"})
        self.assertEqual(wrong.status, 400)
        confirmed = examiner.post(path, {"version": listed["version"], "confirmLastOperator": True})
        self.assertEqual((confirmed.status, confirmed.json["state"]), (200, "revoked"), confirmed.body)


if __name__ == "__main__":
    unittest.main()
