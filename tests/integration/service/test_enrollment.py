# SPDX-License-Identifier: Apache-2.0
"""Enrolments over the wire: they come in once, the service finds what the command line finds, the authority moves them,
who may withdraw them, what hostile senders get, and where the password is not."""
import base64
import http.client
import json
import os
import unittest
import urllib.parse

import enrollments
from enrollments import LOGIN, PASSWORD, EnrollmentTestCase, changed, cli, file_of
from practiceservice import all_items, new_key, read_text

APPLICANT = "applicants[0]."

# What a person gets wrong: what is typed, and the field that must be found at fault.
FAULTS = {
    "name too long": ({APPLICANT + "legalName": "株式会社" + "あ" * 17}, APPLICANT + "legalName"),
    "abbreviated form": ({APPLICANT + "legalName": "㈱サンプル"}, APPLICANT + "legalName"),
    "no name": ({APPLICANT + "legalName": ""}, APPLICANT + "legalName"),
    "English name too long": ({APPLICANT + "englishName": "Sample " * 10 + "Inc."}, APPLICANT + "englishName"),
    "English town missing": ({APPLICANT + "municipalityEnglish": None}, APPLICANT + "municipalityEnglish"),
    "corporate number": ({APPLICANT + "corporateNumber": "5011001098993"}, APPLICANT + "corporateNumber"),
    "registry number": ({APPLICANT + "registryNumber": "0110010989"}, APPLICANT + "registryNumber"),
    "credit code": ({APPLICANT + "creditCode": "12345678"}, APPLICANT + "creditCode"),
    "postal code": ({APPLICANT + "postalCode": "10-0075"}, APPLICANT + "postalCode"),
    "telephone": ({"contact.phone": "1234"}, "contact.phone"),
    "mail": ({"contact.mail": "tanaka@@example.jp"}, "contact.mail"),
    "login": ({"contact.loginId": "x"}, "contact.loginId"),
    "weak password": ({"contact.password": "abc"}, "contact.password"),
    "no password": ({"contact.password": None}, "contact.password"),
    "EV without category": ({APPLICANT + "category": None}, APPLICANT + "category"),
    "public suffix": ({"domains[1].name": "co.jp"}, "domains[1].name"),
    "address for a domain": ({"domains[1].name": "192.0.2.7"}, "domains[1].name"),
    "the same domain in another form": ({"domains[1].name": "日本語.jp", "domains[2].name": "xn--wgv71a119e.jp"},
                                        "domains[2].name"),
    "no domains": ({"domains": []}, "domains"),
    "51 domains": ({"domains": [{"name": f"example{i}.jp", "ev": False, "note": None} for i in range(51)]}, None),
    "operator's name too long": ({"operators[0].commonName": "T.YAMADANOYAMADANO"}, "operators[0].commonName"),
    "no operators": ({"operators": []}, "operators"),
    "no legal form": ({APPLICANT + "legalForm": None}, APPLICANT + "legalForm"),
    "three parties without consent": ({"threeParty.enabled": True}, "threeParty.consent"),
    "many at once": ({"subscriberName": "", "plan.commitment": None, "billing.phone": "x", "noticeMail": "y"},
                     "subscriberName"),
}


class EnrollmentTest(EnrollmentTestCase):
    # --- coming in

    def test_comes_in_once(self):
        before = len(self.rows())
        key = new_key()
        first = self.submit(self.form, key)
        self.assertRegex(first.json["receipt"], "^[0-9A-HJKMNP-TV-Z]{10}$")
        self.assertEqual((first.json["state"], first.json["version"], first.json["note"]), ("submitted", 1, None))
        self.assertEqual(set(first.json), {"receipt", "version", "state", "consultation", "submittedAt", "updatedAt",
                                           "note"})
        again = self.submit(self.form, key)
        self.assertEqual((again.body, again.headers["Idempotent-Replay"]), (first.body, "true"))
        self.assertEqual(len(self.rows()), before + 1)
        for spelling in (first.json["receipt"], first.json["receipt"].lower()):
            self.assertEqual(self.status(spelling), first.json)

    def test_the_key_of_another_applicant(self):
        key = new_key()
        first = self.submit(self.form, key).json
        before = len(self.rows())
        for other in ({"subscriberName": "株式会社となり"}, {"contact.password": PASSWORD + "2"}):
            refused = self.submit(changed(self.form, other), key, status=422)
            self.assertEqual(refused.json["findings"][0]["field"], "idempotencyKey")
            self.assertNotIn(first["receipt"].encode(), refused.body)
        self.assertEqual(len(self.rows()), before)
        self.assertEqual(self.submit(changed(self.form, {"subscriberName": "株式会社となり"})).json["version"], 1)

    def test_without_a_key(self):
        for key in ("", "a b", "x" * 129):
            answer = self.service.anonymous().request("POST", "/v1/enrollments", self.form,
                                                      headers={"Idempotency-Key": key})
            self.assertEqual(answer.status, 428, answer.body)

    def test_finds_what_the_command_line_finds(self):
        self.assertGreaterEqual(len(FAULTS), 12)
        before = len(self.rows())
        for name, (faults, field) in FAULTS.items():
            form = changed(self.form, faults)
            path = file_of(self.service, form)
            words = {}
            for language in enrollments.LANGUAGES:
                with self.subTest(name, language=language):
                    refused = self.submit(form, language=language, status=422).json
                    checked = json.loads(cli(self.service, "draft", "check", path, language=language, check=1).stdout)
                    self.assertEqual(refused["code"], "refused")
                    self.assertEqual(checked["outcome"], "error")
                    self.assertEqual(refused["findings"], checked["findings"])
                    errors = [f["field"] for f in checked["findings"] if f["outcome"] == "error"]
                    self.assertIn(field, errors) if field else self.assertTrue(errors)
                    for finding in checked["findings"]:
                        self.assertTrue(finding["message"] and finding["remedy"] and finding["rule"], finding)
                    words[language] = [f["message"] for f in checked["findings"]]
            self.assertNotEqual(words["en"], words["ja"], name)
        self.assertEqual(len(self.rows()), before)

    def test_a_form_in_order_has_the_same_findings_too(self):
        form = changed(self.form, {APPLICANT + "representative": "髙田 五郎", "warningReason": "登記どおりです"})
        path = file_of(self.service, form)
        checked = json.loads(cli(self.service, "draft", "check", path, check=0).stdout)
        receipt = self.submit(form).json
        detail = self.service.examiner().get("/v1/enrollments/" + receipt["receipt"]).json
        self.assertEqual(detail["check"]["findings"], checked["findings"])
        self.assertEqual(detail["check"]["outcome"], checked["outcome"])
        self.assertIsNone(detail["application"]["contact"]["password"])
        self.assertEqual(detail["application"]["contact"]["loginId"], LOGIN)

    def test_only_what_counts_is_kept(self):
        kept = self.taken(**{APPLICANT + "ev": False, "domains": [{"name": "example.jp", "ev": False, "note": None}],
                             APPLICANT + "establishingBody": "typed before EV was taken back"})
        detail = self.service.examiner().get("/v1/enrollments/" + kept["receipt"]).json
        self.assertIsNone(detail["application"]["applicants"][0]["establishingBody"])

    def test_too_long_a_name_goes_to_the_desk(self):
        long_name = {APPLICANT + "legalName": "株式会社" + "あ" * 17, APPLICANT + "consultation": True,
                     APPLICANT + "consultationReason": "商号が21文字です", "warningReason": "係に相談します"}
        self.assertTrue(self.taken(**long_name)["consultation"])

    # --- how it stands

    def test_the_authority_moves_it(self):
        mail = "comes-into-force@example.jp"  # one that nothing was sent to before
        receipt = self.taken(**{"contact.loginId": "comes-into-force", "contact.mail": mail})
        number = receipt["receipt"]
        steps = [("beginReview", "社内メモ", "in_review", None), ("requestDocuments", "定款をお送りください", "documents_requested",
                                                          "定款をお送りください"),
                 ("resumeReview", None, "in_review", None), ("approve", None, "approved", None),
                 ("buildSite", None, "site_build", None), ("activate", None, "active", None)]
        for action, note, state, shown in steps:
            receipt = self.move(receipt, action, note)
            seen = self.status(number)
            self.assertEqual((seen["state"], seen["note"], seen["version"]), (state, shown, receipt["version"]))
            told = json.loads(cli(self.service, "enrollment", "status", number, check=0).stdout)
            self.assertEqual(told, seen)
        history = [(entry["action"], entry["toState"]) for entry in receipt["history"]]
        self.assertEqual(history, [("submit", "submitted")] + [(step[0], step[2]) for step in steps])
        self.assertEqual(receipt["history"][1]["note"], "社内メモ")
        mails = self.mails(number)
        self.assertEqual(len(mails), 7)
        for mail in mails:
            self.assertIn(f"[{number}]", mail["Subject"])
            self.assertEqual(mail["To"].addresses[0].addr_spec, "comes-into-force@example.jp")
        self.assertTrue(any("定款をお送りください" in mail.get_content() for mail in mails))
        self.assertFalse(any("社内メモ" in mail.get_content() for mail in mails))

    def test_a_new_customer_comes_in_with_what_was_sent(self):
        form = changed(self.form, {"contact.loginId": "new-customer", "subscriberName": "株式会社あたらしい",
                                   "threeParty": {"enabled": False}})
        receipts = [self.submit(form).json, self.submit(form).json]
        for action in ("beginReview", "approve", "buildSite"):
            receipts = [self.move(receipt, action) for receipt in receipts]
        signed_in = {"loginId": "new-customer", "password": PASSWORD}
        self.assertEqual(self.service.anonymous(source="127.0.0.7").request("POST", "/v1/session", signed_in).status, 401)
        self.move(receipts[0], "activate")
        answer = self.service.anonymous().request("POST", "/v1/session", signed_in)
        self.assertEqual((answer.status, answer.json["customer"]["name"]), (200, "株式会社あたらしい"), answer.body)
        contact = self.service.anonymous()
        headers = {"Authorization": "Bearer " + answer.json["token"]}
        registration = contact.request("GET", "/v1/registration", headers=headers).json
        self.assertEqual([o["legalName"] for o in registration["organizations"]], ["株式会社サンプル"])
        self.assertEqual(len(registration["domains"]), len(form["domains"]))
        self.assertIn("xn--eckwd4c7cu47r2wf.jp", [domain["name"] for domain in registration["domains"]])
        self.assertNotIn(None, [each["validatedAt"] for each in registration["domains"] + registration["organizations"]])
        operators = {each["commonName"] for each in self.service.examiner().get("/v1/operators?limit=1000").json["items"]
                     if each["customerId"] == registration["customerId"]}
        self.assertEqual(operators, {each["commonName"] for each in form["operators"]})
        registered = contact.request("GET", "/v1/registered-enrollment", headers=headers).json
        self.assertEqual((registered["kind"], registered["subscriberName"]), ("renewal", "株式会社あたらしい"))
        # A further application with the same login ID looks to its sender like any other; the staff see it.
        taken = self.submit(form).json
        free = self.submit(changed(form, {"contact.loginId": "nobody-has-it"})).json
        self.assertEqual((set(taken), taken["state"]), (set(free), free["state"]))
        for receipt, expected in ((taken, True), (free, False)):
            detail = self.service.examiner().get("/v1/enrollments/" + receipt["receipt"]).json
            codes = [(f["code"], f["outcome"]) for f in detail["check"]["findings"]]
            self.assertEqual(("loginId.taken", "warning") in codes, expected, codes)
        # The second application with the same login ID: everything stays as it was.
        refused = self.move(receipts[1], "activate", status=422)
        self.assertEqual(refused["findings"][0]["field"], "contact.loginId")
        self.assertEqual(self.status(receipts[1]["receipt"])["state"], "site_build")

    def test_what_the_authority_may_not_do(self):
        receipt = self.taken()
        self.move(receipt, "approve", status=409)
        self.assertEqual(self.move(receipt, "beginReview", version=7, status=409)["current"]["version"], 1)
        for action in ("withdraw", "delete", "x"):
            self.move(receipt, action, "x", status=404)
        self.move({"receipt": "0000000000", "version": 1}, "beginReview", status=404)
        receipt = self.move(receipt, "beginReview")
        for action in ("requestDocuments", "reject"):
            for note in (None, "", "  ", "x" * 1001, "\u0001"):
                self.assertEqual(self.move(receipt, action, note, status=400)["findings"][0]["field"], "note")
        self.assertEqual(self.move(receipt, "reject", "対象外のため")["state"], "rejected")
        self.assertEqual(self.status(receipt["receipt"])["note"], "対象外のため")

    def test_lists_by_state(self):
        receipt = self.move(self.taken(), "beginReview")
        examiner = self.service.examiner()
        states = {row["receipt"]: row["state"] for row in self.rows()}
        in_review = {row["receipt"] for row in all_items(examiner, "/v1/enrollments?state=in_review")}
        self.assertEqual(in_review, {number for number, state in states.items() if state == "in_review"})
        self.assertIn(receipt["receipt"], in_review)
        self.assertEqual(examiner.get("/v1/enrollments?state=lost").status, 400)
        page = examiner.get("/v1/enrollments?limit=1").json
        self.assertEqual(len(page["items"]), 1)
        self.assertEqual(page["items"][0]["subscriberName"], self.form["subscriberName"])

    def test_guessing_receipt_numbers(self):
        client = self.service.anonymous(source="127.0.0.9")
        statuses = [client.get(f"/v1/enrollments/{i:010d}").status for i in range(52)]
        self.assertEqual(statuses[:50], [404] * 50)
        self.assertEqual(statuses[50:], [429] * 2)
        known = self.taken()["receipt"]
        throttled = client.get("/v1/enrollments/" + known)
        self.assertEqual(throttled.status, 429)
        self.assertGreater(int(throttled.headers["Retry-After"]), 0)
        self.assertEqual(self.status(known)["state"], "submitted")  # from another address
        for _ in range(120):  # what is found is not counted
            self.status(known)

    # --- taking it back

    def test_withdraws_with_what_was_sent(self):
        receipt = self.taken()
        for login, password in ((LOGIN, "wrong"), ("sample-sato", PASSWORD), (LOGIN, PASSWORD + " ")):
            answer = self.withdraw(receipt, password, login)
            self.assertEqual((answer.status, answer.json["code"]), (401, "notAuthenticated"))
        self.assertEqual(self.status(receipt["receipt"])["state"], "submitted")
        stale = self.withdraw({**receipt, "version": 5})
        self.assertEqual((stale.status, stale.json["current"]), (409, receipt))
        key = new_key()
        done = self.withdraw(receipt, key=key)
        self.assertEqual((done.status, done.json["state"]), (200, "withdrawn"), done.body)
        again = self.withdraw(receipt, key=key)
        self.assertEqual((again.status, again.body), (200, done.body))
        self.assertEqual(self.withdraw(receipt, "wrong", key=key).status, 401)  # also where the answer is kept
        self.assertEqual(self.withdraw(done.json).status, 409)

    def test_guessing_the_password(self):
        receipt = self.taken()
        statuses = [self.withdraw(receipt, f"guess {i}").status for i in range(11)]
        self.assertEqual(statuses, [401] * 10 + [429])
        self.assertEqual(self.withdraw(receipt).status, 429)
        self.assertEqual(self.withdraw(self.taken()).status, 200)  # another application is not concerned
        refusals = [row["note"] for row in all_items(self.service.examiner(), "/v1/audit") if row["action"] == "refuse"]
        self.assertIn("throttled", refusals)

    def test_withdraws_on_the_command_line(self):
        receipt = self.taken()["receipt"]
        wrong = os.path.join(self.service.directory, "wrong")
        right = os.path.join(self.service.directory, "right")
        for path, password in ((wrong, "wrong"), (right, PASSWORD)):
            with open(path, "w", encoding="utf-8") as file:
                file.write(password + "\n")
        self.addCleanup(os.remove, right)
        refused = cli(self.service, "enrollment", "withdraw", receipt, "--user", LOGIN, "--password-file", wrong,
                      check=3)
        self.assertEqual(json.loads(refused.stdout)["results"][0]["outcome"], "refused")
        done = cli(self.service, "enrollment", "withdraw", receipt, "--user", LOGIN, "--password-file", right, check=0)
        self.assertEqual(json.loads(done.stdout)["results"][0]["state"], "withdrawn")
        cli(self.service, "enrollment", "status", "0000000001", check=1)

    # --- renewal

    def test_renewal(self):
        contact = ["--user", self.service.values["CONTACT_ID"], "--password-file",
                   self.service.values["CONTACT_PASSWORD_FILE"]]
        path = os.path.join(self.service.directory, "renewal.json")
        cli(self.service, "draft", "new", path, "--from-registered", *contact, check=0)
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        form = json.loads(read_text(path))
        self.assertEqual((form["kind"], form["contact"]["password"], form["contact"]["loginId"]), ("renewal", None, None))
        form["plan"]["commitment"] += 20
        with open(path, "w", encoding="utf-8") as file:
            json.dump(form, file)
        cli(self.service, "draft", "check", path, check=0)
        for headers in ({}, {"Authorization": "Bearer wrong"}):
            answer = self.service.anonymous().request("POST", "/v1/enrollments", form, new_key(), headers)
            self.assertEqual(answer.status, 401, answer.body)
        receipt = json.loads(cli(self.service, "draft", "submit", path, *contact, check=0).stdout)
        detail = self.service.examiner().get("/v1/enrollments/" + receipt["receipt"]).json
        self.assertEqual((detail["kind"], detail["customerId"]), ("renewal", "C0000001"))
        for action in ("beginReview", "approve", "buildSite"):
            detail = self.move(detail, action)
        registered = self.service.contact().get("/v1/registered-enrollment").json
        self.assertEqual(registered["plan"]["commitment"], form["plan"]["commitment"] - 20)
        self.move(detail, "activate")
        registered = self.service.contact().get("/v1/registered-enrollment").json
        self.assertEqual(registered, form)

    def test_renewal_is_withdrawn_by_the_contact(self):
        contact = self.service.contact()
        form = contact.get("/v1/registered-enrollment").json
        receipt = contact.post("/v1/enrollments", form).json
        login = self.service.values["CONTACT_ID"]
        self.assertEqual(self.withdraw(receipt, PASSWORD, login).status, 401)
        password = read_text(self.service.values["CONTACT_PASSWORD_FILE"])
        self.assertEqual(self.withdraw(receipt, password, login).status, 200)
        # The desk has the form alone, which holds no login ID.
        receipt = contact.post("/v1/enrollments", form).json
        self.assertEqual(self.withdraw(receipt, PASSWORD, "").status, 401)
        self.assertEqual(self.withdraw(receipt, password, "").status, 200)
        self.assertEqual(self.withdraw(self.taken(), PASSWORD, "").status, 401)

    def test_registered_before_forms_were_kept(self):
        self.assertEqual(self.service.contact("OTHER_CONTACT").get("/v1/registered-enrollment").status, 404)
        self.assertEqual(self.service.anonymous().get("/v1/registered-enrollment").status, 401)

    # --- hostile input

    def test_hostile_input(self):
        deep = b'{"kind":"new","x":' + b"[" * 5000 + b"]" * 5000 + b"}"
        cases = {
            "no JSON": b"{", "no object": b"[]", "deep": deep, "not UTF-8": b'{"kind":"new","subscriberName":"\xff"}',
            "no kind": b"{}", "unknown kind": b'{"kind":"other"}',
            "huge list": json.dumps({"kind": "new", "domains": [{}] * 1001}).encode(),
            "huge text": json.dumps({"kind": "new", "subscriberName": "x" * 10001}).encode(),
            "text for a list": b'{"kind":"new","applicants":"x"}',
            "number for a text": b'{"kind":"new","subscriberName":7}',
            "text for a flag": b'{"kind":"new","threeParty":{"enabled":"yes"}}',
            "prefecture 48": b'{"kind":"new","applicants":[{"prefecture":48}]}',
            "list for an object": b'{"kind":"new","contact":[]}',
        }
        before = len(self.rows())
        for name, body in cases.items():
            with self.subTest(name):
                answer = self.service.anonymous().request("POST", "/v1/enrollments", body, new_key(),
                                                          {"Content-Type": "application/json"})
                self.assertEqual(answer.status, 400, answer.body)
                self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
        other = self.service.anonymous().request("POST", "/v1/enrollments", b"{}", new_key(),
                                                 {"Content-Type": "text/plain"})
        self.assertEqual(other.status, 415)
        try:
            large = self.service.anonymous().request("POST", "/v1/enrollments", b" " * 300000, new_key(),
                                                     {"Content-Type": "application/json"})
            self.assertEqual(large.status, 413)
        except (OSError, http.client.HTTPException):
            pass  # closed while it was still being sent
        # NUL is no text and refused at the door; the others are a finding of the form.
        for character, status in (("\u0000", 400), ("\u0007", 422), ("\u001b", 422), ("\u202e", 422)):
            typed = f"株式会社{character}サンプル"
            for field in ("subscriberName", "contact.name", APPLICANT + "legalName", "billing.organization"):
                with self.subTest(field, character=hex(ord(character))):
                    self.submit(changed(self.form, {field: typed}), status=status)
        self.assertEqual(len(self.rows()), before)
        for number in ("../session", "\0", "' OR 1=1 --", "７K2M9QX4ZB", "x" * 128):
            answer = self.service.anonymous(source="127.0.0.8").get("/v1/enrollments/"
                                                                    + urllib.parse.quote(number, safe=""))
            self.assertIn(answer.status, (400, 404), number)
        self.assertEqual(self.service.anonymous().get("/v1/health").json["status"], "ok")

    def test_a_stranger_mails_nobody_twice(self):
        """Whoever sends an enrolment chooses the address, and nobody has verified it."""
        victim = {"contact.mail": "victim@example.jp"}
        receipts = [self.taken(**victim) for _ in range(6)]
        receipts.append(self.taken(**{"contact.mail": "Victim+x@example.jp"}))
        for receipt in receipts[:2]:
            self.assertEqual(self.withdraw(receipt).status, 200)
        mails = [mail for receipt in receipts for mail in self.mails(receipt["receipt"])]
        self.assertEqual([mail["To"].addresses[0].addr_spec for mail in mails], ["victim@example.jp"])

    # --- secrets

    def test_the_password_is_nowhere(self):
        secret = "Nemuru-9kitsune.hashi"
        form = changed(self.form, {"contact.password": secret})
        receipt = self.submit(form).json
        self.submit(changed(form, {"contact.phone": "1"}), status=422)
        self.submit(changed(form, {"plan.commitment": 51}), new_key())
        self.withdraw(receipt, secret[:-1] + "X")
        self.assertEqual(self.withdraw(receipt, secret).status, 200)
        audit = self.service.examiner().get("/v1/audit?limit=1000").body
        detail = self.service.examiner().get("/v1/enrollments/" + receipt["receipt"]).body
        self.log.flush()
        with open(self.log.name, "rb") as file:
            log = file.read()
        forms = [secret.encode(), secret.encode("utf-16-le"), secret[:-1].encode(), secret[1:].encode(),
                 base64.b64encode(secret.encode())[:-4]]
        places = {"audit": audit, "detail": detail, "log": log, **dict(enrollments.all_files(self.service.directory))}
        self.assertTrue(any(name.endswith("service.sqlite") for name in places))
        self.assertTrue(any("mail" in name for name in places))
        for name, content in places.items():
            for spelling in forms:
                self.assertNotIn(spelling, content, name)
        for mail in self.mails(receipt["receipt"]):
            self.assertNotIn("Nemuru", mail.get_content())


if __name__ == "__main__":
    unittest.main()
