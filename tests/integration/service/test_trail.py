# SPDX-License-Identifier: Apache-2.0
"""The audit trail under hostile text and tampering, the store under exchange, the service under a wrong clock."""
import os
import shutil
import sqlite3
import subprocess
import time
import unittest

from practiceservice import (SERVICE, PracticeService, ServiceTestCase, all_items, contract_operations, new_key, openssl,
                             submission)

DAY = 86400 * 1000


def run(*arguments):
    return subprocess.run([SERVICE, *arguments], capture_output=True, text=True, check=False, timeout=120)


def store_of(service):
    return os.path.join(service.directory, "service", "service.sqlite")


# What SQLite or a program on the way would change: raw for JSON, percent-encoded for a path.
HOSTILE = {"noncharacter": ("\uffff", "%EF%BF%BF"), "noncharacter U+FFFE": ("\ufffe", "%EF%BF%BE"),
           "noncharacter U+FDD0": ("\ufdd0", "%EF%B7%90"), "noncharacter U+1FFFE": ("\U0001fffe", "%F0%9F%BF%BE"),
           "byte order mark": ("\ufeff", "%EF%BB%BF"), "NUL": ("\x00", "%00"),
           "lone surrogate": ("\ud842", "%ED%A1%82")}


class DoorsTest(ServiceTestCase):
    def assert_whole(self):
        verified = run("audit", "verify", self.service.directory)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)
        self.assertTrue(verified.stdout.startswith("WHOLE: "), verified.stdout)

    def assert_refused(self, answer, field, where):
        self.assertEqual(answer.status, 400, (where, answer.body))
        self.assertEqual(answer.headers["Content-Type"], "application/problem+json", where)
        self.assertEqual([finding["field"] for finding in answer.json["findings"]], [field], where)

    def test_one_get_without_an_account(self):
        self.assert_refused(self.service.anonymous().get("/v1/requests/%EF%BF%BF"), "path", "path")
        self.assert_whole()

    def test_paths_and_queries(self):
        anonymous, operator = self.service.anonymous(), self.service.operator()
        for name, (_, encoded) in HOSTILE.items():
            for text in (encoded, "a" + encoded, encoded + "a"):
                for client in (anonymous, operator):
                    self.assert_refused(client.get("/v1/requests/" + text), "path", name)
                    self.assert_refused(client.get("/v1/requests?after=" + text), "query.after", name)
                    self.assert_refused(client.get("/v1/requests?" + text + "=1"), "query", name)
        self.assert_whole()

    def test_bodies(self):
        contact, operator = self.service.contact(), self.service.operator()
        request = self.submit(contact, "doors.example.jp")
        csr = self.service.new_csr("doors2.example.jp")
        act = f"/v1/requests/{request['id']}/"
        doors = [(contact, "/v1/requests", submission(csr), "comment"), (contact, "/v1/requests", submission(csr), "csr"),
                 (contact, "/v1/requests", submission(csr), "notifyMail"),
                 (operator, act + "hold", {"version": 1, "note": ""}, "note"),
                 (operator, act + "reject", {"version": 1, "note": ""}, "note"),
                 (operator, act + "notes", {"text": ""}, "text"),
                 (self.service.anonymous(), "/v1/session", {"loginId": "", "password": "x"}, "loginId"),
                 (self.service.anonymous(), "/v1/session", {"loginId": "x", "password": ""}, "password"),
                 (self.service.examiner(), "/v1/operators/x/revoke", {"version": 1, "note": ""}, "note"),
                 (self.service.anonymous(), "/v1/enrollments", {"applicants": [{"legalName": ""}]},
                  "applicants[0].legalName")]
        for name, (raw, _) in HOSTILE.items():
            for client, path, body, field in doors:
                if field.startswith("applicants"):
                    sent = {"applicants": [{"legalName": "a" + raw}]}
                else:
                    sent = {**body, field: body.get(field, "") + raw}
                self.assert_refused(client.post(path, sent), field, (name, path))
            answer = operator.post(act + "hold", {"version": 1, "note": "x", "a" + raw: {"b": 1}})
            self.assertEqual(answer.status, 400, name)
        for raw in ("\ufeff", "\uffff"): # not escaped
            sent = f'{{"version": 1, "note": "{raw}x"}}'.encode()
            answer = operator.request("POST", act + "hold", sent, new_key(), {"Content-Type": "application/json"})
            self.assert_refused(answer, "body" if raw == "\ufeff" else "note", sent)
        self.assertEqual(operator.get("/v1/requests/" + request["id"]).json["version"], 1)
        self.assert_whole()

    def test_csr_subjects(self):
        contact = self.service.contact()
        for name in ("noncharacter", "byte order mark"):
            path = os.path.join(self.service.directory, new_key())
            openssl("req", "-new", "-utf8", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                    path + ".key", "-out", path + ".csr", "-subj",
                    f"/C=JP/O=株式会社サンプル{HOSTILE[name][0]}/CN=www.example.jp")
            with open(path + ".csr", encoding="ascii") as file:
                self.assert_refused(contact.post("/v1/requests", submission(file.read())), "csr.subject.O", name)
        self.assert_whole()

    def test_client_certificates(self):
        for name in ("noncharacter", "byte order mark"):
            path = os.path.join(self.service.directory, new_key())
            openssl("req", "-x509", "-utf8", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                    "30", "-keyout", path + ".key", "-out", path + ".crt", "-subj",
                    f"/CN={HOSTILE[name][0]}x", "-addext", "extendedKeyUsage=clientAuth")
            done = openssl("s_client", "-connect", self.service.values["OPERATOR_URL"].removeprefix("https://"),
                           "-tls1_2", "-cert", path + ".crt", "-key", path + ".key",
                           stdin=b"GET / HTTP/1.1\r\n\r\n", check=False)  # 1.3 tells it after the client has gone
            self.assertIn(b"alert", done.stderr, name)
        examiner = self.service.examiner()
        deadline = time.monotonic() + 20
        while True:
            subjects = [row["evidence"].get("unverifiedSubject", "") for row in all_items(examiner, "/v1/audit")]
            # The first alone has a row: refusals of one minute are summed.
            if any(subject.startswith("CN=\\EF\\B") for subject in subjects):
                break
            self.assertLess(time.monotonic(), deadline, subjects)
        self.assert_whole()

    def test_every_certificate_is_on_the_trail(self):
        store = sqlite3.connect(f"file:{store_of(self.service)}?mode=ro", uri=True)
        rows = dict(store.execute("SELECT serial, profile FROM certificate"))
        trail = {serial for serial, in store.execute(
            "SELECT object_id FROM audit WHERE object_kind = 'certificate' AND action = 'issue'")}
        self.assertLessEqual({"root", "issuing", "ocsp", "service-tls", "operator", "examiner", "server-ov"},
                             set(rows.values()))
        self.assertEqual(set(rows), trail)
        url = self.service.values["OPERATOR_URL"].removeprefix("https://")
        shown = openssl("s_client", "-connect", url, stdin=b"", check=False).stdout
        serial = openssl("x509", "-noout", "-serial", stdin=shown).stdout.decode().strip().removeprefix("serial=")
        self.assertEqual(rows[serial], "service-tls")

    def test_metrics_and_health(self):
        examiner = self.service.examiner()
        deadline = time.monotonic() + 60
        while "tegata_store_whole" not in (text := examiner.get("/v1/metrics").body.decode()):
            self.assertLess(time.monotonic(), deadline, text)
            time.sleep(0.1)
        values = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
        self.assertEqual((values["tegata_store_whole"], values["tegata_store_faults"]), ("1", "0"))
        self.assertEqual(values["tegata_clock_leaped"], "0")
        self.assertGreater(int(values["tegata_audit_rows"]), 10)
        self.assertGreaterEqual(int(values['tegata_crl_number{issuer="issuing"}']), 1)
        self.assertIn(("GET", "/v1/metrics"), contract_operations("examiner"))
        self.assertEqual(self.service.anonymous().get("/v1/health").json["clock"], "trusted")


class StandingTest(unittest.TestCase):
    """The service stops between what is done to its files."""

    def setUp(self):
        self.service = PracticeService()
        self.addCleanup(self.service.remove)
        self.service.start()

    def execute(self, *statements):
        with sqlite3.connect(store_of(self.service)) as store:
            for statement in statements:
                store.execute(statement)
        store.close()

    def refused(self):
        done = run("--practice", self.service.directory)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        return done.stderr

    def crl_number(self):
        crl = self.service.anonymous("STATUS_URL").get("/crl/issuing.crl").body
        text = openssl("crl", "-inform", "DER", "-noout", "-crlnumber", stdin=crl).stdout.decode()
        return int(text.strip().removeprefix("crlNumber="), 0)

    def test_tampering_is_found(self):
        self.assertEqual(self.service.stop(), 0)
        self.assertEqual(run("audit", "verify", self.service.directory).returncode, 0)
        self.execute("DROP TRIGGER audit_no_update", "UPDATE audit SET note = 'x' WHERE sequence = 7")
        done = run("audit", "verify", os.path.join(self.service.directory, "service"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("BROKEN trail 7: does not fit the chain", done.stdout)
        self.assertIn("NOT WHOLE: ", done.stdout)
        self.assertEqual(run("audit", "verify", "/nonexistent").returncode, 3)
        self.assertEqual(run("audit", "verify").returncode, 2)
        with open("/dev/full", "w", encoding="utf-8") as full:
            lost = subprocess.run([SERVICE, "audit", "verify", self.service.directory], stdout=full,
                                  stderr=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual(lost.returncode, 3, lost.stderr)
        self.service.start()
        examiner = self.service.examiner()
        deadline = time.monotonic() + 60
        while "tegata_store_whole 0" not in (text := examiner.get("/v1/metrics").body.decode()):
            self.assertLess(time.monotonic(), deadline, text)
            time.sleep(0.1)

    def test_exchanged_stores(self):
        first = self.crl_number()
        self.assertEqual(self.service.stop(), 0)
        backup = store_of(self.service) + ".backup"
        shutil.copy(store_of(self.service), backup)
        self.service.start()
        second = self.crl_number()
        self.assertGreater(second, first)
        self.assertEqual(self.service.stop(), 0)

        shutil.copy(backup, store_of(self.service))
        self.assertIn("older than what its authority has signed", self.refused())
        self.assertEqual(run("store", "accept", self.service.directory).returncode, 0)
        self.service.start()
        third = self.crl_number()
        self.assertGreater(third, second)
        self.assertEqual(self.service.stop(), 0)

        os.remove(store_of(self.service))
        said = self.refused()
        self.assertIn("the database that belongs to them is missing", said)
        self.assertIn("tegata-service store accept ", said)
        self.assertFalse(os.path.exists(store_of(self.service)))
        shutil.copy(backup, store_of(self.service))
        keys = os.path.join(self.service.directory, "service", "authority")
        os.rename(keys, keys + ".kept")
        self.assertIn("the authority's keys that belong to it are missing", self.refused())
        self.assertFalse(os.path.exists(keys))
        os.rename(keys + ".kept", keys)
        os.remove(store_of(self.service))
        self.assertEqual(run("store", "accept", self.service.directory).returncode, 0)
        self.service.start()
        self.assertGreater(self.crl_number(), third)

    def leap(self, days):
        """The service stands; when it starts, the machine's clock has leaped by so many days."""
        self.assertEqual(self.service.stop(), 0)
        self.execute(f"UPDATE trusted_time SET at = at - {days * DAY}")
        self.service.start()
        self.assertEqual(self.service.anonymous("STATUS_URL").get("/v1/health").json["clock"], "leaped")

    def accept(self, number, responder):
        """While the service runs: it goes on, and makes again what it had."""
        accepted = run("clock", "accept", self.service.directory)
        self.assertEqual(accepted.returncode, 0, accepted.stderr)
        self.assertTrue(accepted.stdout.startswith("Accepted: "), accepted.stdout)
        health = self.service.anonymous("STATUS_URL")
        deadline = time.monotonic() + 60
        while (health.get("/v1/health").json["clock"] != "trusted" or self.crl_number() == number or
               self.responder() == responder or "renewAfterLeap" not in self.clock_trail()[-1:]):
            self.assertLess(time.monotonic(), deadline, "the clock is not believed again")
            time.sleep(0.1)
        again = run("clock", "accept", self.service.directory)
        self.assertTrue(again.stdout.startswith("Nothing to accept"), again.stdout)
        self.assertEqual(self.clock_trail()[-3:], ["clockLeap", "acceptClock", "renewAfterLeap"])

    def clock_trail(self):
        store = sqlite3.connect(f"file:{store_of(self.service)}?mode=ro", uri=True)
        rows = [action for action, in store.execute("SELECT action FROM audit WHERE object_kind = 'clock' ORDER BY sequence")]
        store.close()
        return rows

    def responder(self):
        with open(os.path.join(self.service.directory, "service", "authority", "ocsp.pem"), "rb") as file:
            return file.read()

    def test_a_leap_back_stops_signing(self):
        request = self.submit("leap-back.example.jp")
        self.leap(-2)
        number, responder = self.crl_number(), self.responder()
        # By the time that the service goes by, its new certificate begins in two days: ours is another clock.
        operator = self.service.operator()
        operator.trust_all()
        approval = {"version": request["version"], "note": "x"}
        key = new_key()
        answer = operator.post(f"/v1/requests/{request['id']}/approve", approval, key)
        self.assertEqual((answer.status, answer.json["code"]), (503, "clockLeaped"), answer.body)
        self.assertIn("clock", answer.json["title"])
        self.assertEqual(answer.json["requestId"], answer.headers["Request-Id"])
        self.assertEqual(operator.get("/v1/requests/" + request["id"]).json["state"], "pending")
        self.assertEqual((self.crl_number(), self.responder()), (number, responder))
        self.accept(number, responder)
        done = self.service.operator().post(f"/v1/requests/{request['id']}/approve", approval, key)
        self.assertEqual((done.status, done.json["state"]), (200, "issued"), done.body)
        verified = run("audit", "verify", self.service.directory)
        self.assertEqual(verified.returncode, 0, verified.stdout)

    def test_a_leap_ahead_ends_nothing(self):
        self.submit("leap-ahead.example.jp")
        store = sqlite3.connect(store_of(self.service))
        states = store.execute("SELECT id, state FROM certificate_request ORDER BY id").fetchall()

        def listed():
            return sorted((r["id"], r["state"]) for r in all_items(self.service.contact(), "/v1/requests"))
        told = listed()
        self.leap(150)
        self.assertEqual(listed(), told)
        self.assertEqual(store.execute("SELECT id, state FROM certificate_request ORDER BY id").fetchall(), states)
        self.accept(self.crl_number(), self.responder())

    def submit(self, name):
        answer = self.service.contact().post("/v1/requests", submission(self.service.new_csr(name)))
        self.assertEqual(answer.status, 201, answer.body)
        return answer.json


if __name__ == "__main__":
    unittest.main()
