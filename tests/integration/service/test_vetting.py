# SPDX-License-Identifier: Apache-2.0
"""An enrolment from its sending to the contact's first sign-in, by the examiners' command line."""
import json
import unittest

from enrollments import METHODS, PASSWORD, EnrollmentTestCase, changed, cli
from practiceservice import new_key

DONE, REFUSED, WRONG_USE, CONFLICT = 0, 1, 2, 4


class Vetting(EnrollmentTestCase):
    def vet(self, *arguments, by="EXAMINER_P12", code=DONE):
        values = self.service.values
        done = cli(self.service, "vet", *arguments, "--identity", values[by], "--passphrase-file",
                   values["P12_PASSPHRASE_FILE"], check=code)
        return json.loads(done.stdout)

    def result(self, *arguments, **more):
        return self.vet(*arguments, **more)["results"][0]

    def record(self, receipt, item, outcome="passed", **more):
        return self.result("record", receipt, item["id"], "--outcome", outcome, "--method", METHODS[item["kind"]],
                           "--evidence", "確認済み 2026-11", **more)

    def test_a_new_customer_comes_to_the_first_sign_in(self):
        login = "vetted-" + new_key()[:8]
        form = changed(self.form, {"contact.loginId": login, "subscriberName": "株式会社しんき"})
        number = self.submit(form).json["receipt"]
        listed = self.vet("list", "--state", "submitted", "--limit", "1000")["items"]
        self.assertIn((number, "株式会社しんき"), [(each["receipt"], each["subscriberName"]) for each in listed])
        shown = self.vet("show", number)
        self.assertEqual({each["state"] for each in shown["items"] if each["needed"]}, {"pending"})
        # What the practice world's own customer holds is told.
        self.assertIn("domain.heldElsewhere", [each["code"] for each in shown["check"]["findings"]])

        first = shown["items"][0]
        said = self.record(number, first, "failed")
        self.assertEqual((said["outcome"], said["state"], said["version"]), ("done", "failed", 1))
        self.assertEqual(self.status(number)["state"], "in_review")  # the first word begins it
        self.assertEqual(self.record(number, first, "passed")["version"], 2)
        stale = self.result("record", number, first["id"], "--outcome", "passed", "--method", METHODS[first["kind"]],
                            "--evidence", "x", "--expect-version", "1", code=CONFLICT)
        self.assertEqual((stale["outcome"], stale["version"]), ("conflict", 2))
        wrong = self.result("record", number, "domainControl:example.jp", "--outcome", "passed", "--method", "whois",
                            "--evidence", "JPRS", code=WRONG_USE)
        self.assertIn("dnsTxt", json.dumps(wrong))

        refused = self.result("decide", number, "--approve", code=REFUSED)
        self.assertEqual((refused["outcome"], refused["id"]), ("refused", number))
        asked = self.result("request-documents", number, "--note", "定款をお送りください")
        self.assertEqual(asked["state"], "documents_requested")
        self.assertEqual(self.status(number)["note"], "定款をお送りください")
        for item in self.vet("show", number)["items"]:
            if item["needed"] and item["state"] != "passed":
                self.record(number, item)
        # Of EV two decide; whoever vetted is not the second one.
        self.assertEqual(self.result("decide", number, "--approve", by="EXAMINER2_P12")["state"], "in_review")
        self.assertEqual(self.result("decide", number, "--approve", code=REFUSED)["outcome"], "refused")
        item = self.vet("show", number)["items"][-1]
        self.record(number, item)  # another word: the approval is void
        self.assertEqual(self.vet("show", number)["approvals"], [])
        self.assertEqual(self.result("decide", number, "--approve")["state"], "in_review")
        self.assertEqual(self.result("decide", number, "--approve", by="EXAMINER2_P12")["state"], "active")

        signed_in = self.service.anonymous(source="127.0.0.21").request(
            "POST", "/v1/session", {"loginId": login, "password": PASSWORD})
        self.assertEqual(signed_in.status, 200, signed_in.body)
        registration = self.service.anonymous().request(
            "GET", "/v1/registration", headers={"Authorization": "Bearer " + signed_in.json["token"]}).json
        self.assertNotIn(None, [each["validatedAt"] for each in registration["domains"] + registration["organizations"]])

    def test_a_rejection_needs_its_reason(self):
        number = self.taken()["receipt"]
        self.vet("decide", number, code=WRONG_USE)
        self.vet("decide", number, "--reject", code=WRONG_USE)
        self.vet("decide", number, "--approve", "--reject", code=WRONG_USE)
        self.record(number, self.vet("show", number)["items"][0], "failed")
        self.assertEqual(self.result("decide", number, "--reject", "--note", "登記が確認できません")["state"], "rejected")
        self.assertEqual(self.status(number)["note"], "登記が確認できません")

    def test_only_examiners_vet(self):
        number = self.taken()["receipt"]
        path = f"/v1/enrollments/{number}/vetting"
        self.assertEqual(self.service.operator().get(path).status, 404)
        self.assertIn(self.service.contact().get(path).status, (401, 403, 404))
        self.vet("show", number, by="OPERATOR_P12", code=3)


if __name__ == "__main__":
    unittest.main()
