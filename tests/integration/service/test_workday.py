# SPDX-License-Identifier: Apache-2.0
"""The practice world's working day: its faults are found by the rules, and everything else can be issued."""
import collections
import datetime
import json
import unittest

from practiceservice import ServiceTestCase, all_items


class WorkdayTest(ServiceTestCase):
    OPTIONS = ("--pending", "100")

    def test_the_day(self):
        operator = self.service.operator()
        with open(self.service.values["FAULTS_FILE"], encoding="utf-8") as file:
            faults = {item["id"]: item for item in json.load(file)["items"]}
        kinds = collections.Counter(item["fault"] for item in faults.values())
        self.assertEqual((len(kinds), set(kinds.values())), (10, {2}), kinds)

        pending = all_items(operator, "/v1/requests?state=pending")
        self.assertEqual(len(pending), 100)
        self.assertEqual(len({r["commonName"] for r in pending}), 100)
        keys = collections.Counter(r["key"]["spkiSha256"] for r in pending)
        self.assertEqual(set(keys.values()), {1})
        for request in pending:
            detail = operator.get("/v1/requests/" + request["id"]).json
            errors = [f["code"] for f in detail["check"]["findings"] if f["outcome"] == "error"]
            with self.subTest(name=request["commonName"]):
                if request["id"] in faults:
                    self.assertIn(faults[request["id"]]["finding"], errors)
                    self.act(operator, detail, "approve", note="x", status=422)
                else:
                    self.assertNotEqual(detail["checkOutcome"], "warning", detail["check"])
                    self.assertEqual(self.act(operator, detail, "approve")["state"], "issued")

    def test_due_for_renewal(self):
        soon = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=90)).isoformat()
        valid = all_items(self.service.operator(), "/v1/certificates?state=valid")
        earlier = [c for c in valid if c["commonName"].startswith("renew")]
        self.assertEqual(len(earlier), 8)
        for certificate in earlier:
            self.assertLess(certificate["notAfter"], soon)


if __name__ == "__main__":
    unittest.main()
