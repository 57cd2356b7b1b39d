# SPDX-License-Identifier: Apache-2.0
"""States, versions, idempotency keys and the change feed, over the wire."""
import threading
import time
import unittest

from practiceservice import ServiceTestCase, all_items, new_key, submission


class WorkflowTest(ServiceTestCase):
    def setUp(self):
        self.contact = self.service.contact()
        self.operator = self.service.operator()

    def test_hold_release_reject(self):
        request = self.submit(self.contact, "hold.example.jp")
        missing = self.act(self.operator, request, "hold", note="  ", status=400)
        self.assertEqual(missing["findings"][0]["field"], "note")
        held = self.act(self.operator, request, "hold", note="確認中")
        self.assertEqual((held["state"], held["holdComment"]), ("on_hold", "確認中"))
        self.act(self.operator, held, "approve", status=409)
        released = self.act(self.operator, held, "release")
        self.assertEqual((released["state"], released["holdComment"]), ("pending", None))
        self.act(self.operator, released, "reject", status=400)
        rejected = self.act(self.operator, released, "reject", note="誤り")
        self.assertEqual((rejected["state"], rejected["reason"]), ("rejected", "誤り"))
        self.assertEqual([entry["action"] for entry in rejected["history"]], ["submit", "hold", "release", "reject"])
        for action in ("approve", "hold", "cancel", "claim", "release"):
            conflict = self.act(self.operator, rejected, action, note="x", status=409)
            self.assertEqual(conflict["current"]["state"], "rejected")

    def test_claim(self):
        request = self.submit(self.contact, "claim.example.jp")
        other = self.service.operator("OPERATOR2_P12")
        claimed = self.act(self.operator, request, "claim")
        self.assertEqual((claimed["state"], claimed["claimant"]["name"]), ("pending", "山田 太郎"))
        for action in ("claim", "approve", "reject", "hold", "cancel"):
            conflict = self.act(other, claimed, action, note="x", status=409)
            self.assertEqual(conflict["current"]["claimedBy"], claimed["claimedBy"])
        released = self.act(other, claimed, "release")
        self.assertIsNone(released["claimedBy"])
        self.act(other, released, "release", status=409)
        self.assertEqual(self.act(other, released, "approve")["state"], "issued")

    def test_cancel_and_withdraw(self):
        cancelled = self.act(self.operator, self.submit(self.contact, "cancel.example.jp"), "cancel", note="不要")
        self.assertEqual((cancelled["state"], cancelled["reason"]), ("cancelled", "不要"))
        request = self.submit(self.contact, "withdraw.example.jp")
        self.assertEqual(self.act(self.contact, request, "withdraw")["state"], "withdrawn")
        self.assertEqual(self.operator.post(f"/v1/requests/{request['id']}/withdraw", {"version": 1}).status, 404)
        self.assertEqual(self.contact.post(f"/v1/requests/{request['id']}/approve", {"version": 1}).status, 404)

    def test_stale_version(self):
        request = self.submit(self.contact, "stale.example.jp")
        held = self.act(self.operator, request, "hold", note="x")
        conflict = self.act(self.operator, request, "approve", status=409)
        self.assertEqual(conflict["code"], "conflict")
        self.assertEqual(conflict["current"], held)

    def test_idempotency(self):
        request = self.submit(self.contact, "idempotent.example.jp")
        path = f"/v1/requests/{request['id']}/approve"
        body = {"version": request["version"], "note": None}
        key = new_key()
        first = self.operator.post(path, body, key)
        again = self.service.operator(language="ja").post(path, body, key)
        self.assertEqual((first.status, again.status), (200, 200))
        self.assertEqual(first.body, again.body)
        self.assertEqual((first.headers["Idempotent-Replay"], again.headers["Idempotent-Replay"]), (None, "true"))
        other_body = self.operator.post(path, {"version": 1, "note": "another"}, key)
        other_path = self.operator.post(path.replace("approve", "cancel"), body, key)
        for answer in (other_body, other_path):
            self.assertEqual((answer.status, answer.json["code"]), (422, "invalidArgument"))
            self.assertEqual(answer.json["findings"][0]["field"], "idempotencyKey")
        # The key is the person's own: another operator's use of it is another action.
        self.assertEqual(self.service.operator("OPERATOR2_P12").post(path, body, key).status, 409)
        for bad in (None, "k" * 129, "a b", "é"):
            headers = {"Idempotency-Key": bad.encode("latin-1")} if bad else {}
            self.assertEqual(self.operator.request("POST", path, body, headers=headers).status, 428, bad)
        # What was not done is not remembered.
        key = new_key()
        pending = self.submit(self.contact, "idempotent2.example.jp")
        path = f"/v1/requests/{pending['id']}/reject"
        self.assertEqual(self.operator.post(path, {"version": 1}, key).status, 400)
        self.assertEqual(self.operator.post(path, {"version": 1, "note": "now"}, key).status, 200)

    def test_submission_is_idempotent(self):
        key = new_key()
        body = submission(self.service.new_csr("twice.example.jp"))
        first = self.contact.post("/v1/requests", body, key)
        again = self.contact.post("/v1/requests", body, key)
        self.assertEqual((first.status, again.status, first.body), (201, 201, again.body))

    def test_bad_messages(self):
        path = "/v1/requests/x/approve"
        cases = [(b"{", "application/json", 400), (b"[]", "application/json", 400),
                 (b'{"version":"1"}', "application/json", 400), (b"{}", "application/json", 400),
                 (b'{"version":1}', "text/plain", 415), (b"version=1", "application/x-www-form-urlencoded", 415)]
        for body, content_type, status in cases:
            answer = self.operator.request("POST", path, body, new_key(), {"Content-Type": content_type})
            self.assertEqual(answer.status, status, body)
            self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
            self.assertTrue(answer.json["title"])
        for query in ("limit=0", "limit=1001", "limit=x", "state=unknown", "after=%00", "after=nonsense"):
            self.assertEqual(self.operator.get("/v1/requests?" + query).status, 400, query)

    def test_lists_page_without_gap(self):
        whole = [r["id"] for r in all_items(self.operator, "/v1/requests")]
        paged, after = [], ""
        while after is not None:
            page = self.operator.get("/v1/requests?limit=7" + ("&after=" + after if after else "")).json
            paged += [r["id"] for r in page["items"]]
            after = page["next"]
        self.assertEqual(paged[:len(whole)], whole)
        self.assertEqual(len(set(paged)), len(paged))

    def follow(self, cursor, until, seen):
        """Reads the feed as a synchroniser does, until it has seen that many versions."""
        reader = self.service.operator()
        deadline = time.monotonic() + 60
        while len(seen) < until and time.monotonic() < deadline:
            page = reader.get(f"/v1/changes?after={cursor}&limit=5&wait=10").json
            self.assertFalse(page["reset"])
            for item in page["items"]:
                if item["kind"] == "request":
                    seen.append((item["request"]["id"], item["request"]["version"], item["request"]["state"]))
            cursor = page["next"]

    def last_cursor(self):
        page = self.operator.get("/v1/changes").json
        self.assertTrue(page["reset"])
        while page["more"]:
            page = self.operator.get("/v1/changes?after=" + page["next"]).json
        return page["next"]

    def test_feed_under_concurrent_writers(self):
        csr = self.service.new_csr("feed.example.jp")
        cursor = self.last_cursor()
        writers, each = 4, 12
        ids, failures = [], []

        def write():
            try:
                contact = self.service.contact()
                for _ in range(each):
                    answer = contact.post("/v1/requests", submission(csr))
                    ids.append(answer.json["id"])
            except Exception as error:  # told in the main thread
                failures.append(error)

        seen = []
        threads = [threading.Thread(target=write) for _ in range(writers)]
        follower = threading.Thread(target=self.follow, args=(cursor, writers * each, seen))
        for thread in [follower, *threads]:
            thread.start()
        for thread in [follower, *threads]:
            thread.join()
        self.assertEqual(failures, [])
        self.assertEqual(sorted(request_id for request_id, _, _ in seen), sorted(ids))
        # Exactly in the order of the commits, which the audit trail numbers.
        rows = all_items(self.operator, "/v1/audit")
        order = [row["objectId"] for row in rows if row["action"] == "submit" and row["objectId"] in set(ids)]
        self.assertEqual([request_id for request_id, _, _ in seen], order)

    def test_long_poll_wakes_at_a_change(self):
        cursor = self.last_cursor()
        seen = []
        follower = threading.Thread(target=self.follow, args=(cursor, 1, seen))
        follower.start()
        request = self.submit(self.contact, "wake.example.jp")
        follower.join()
        self.assertEqual(seen, [(request["id"], 1, "pending")])
        empty = self.operator.get(f"/v1/changes?after={self.last_cursor()}&wait=1").json
        self.assertEqual((empty["items"], empty["more"], empty["reset"]), ([], False, False))

    def test_a_contact_may_not_pile_up_names(self):
        """What a policy allows in one certificate, at the door; and lists do not carry the bulk."""
        contact = self.service.contact()
        names = [f"h{i}.example.jp" for i in range(2400)]  # what still fits into 64 KB of PEM
        refused = contact.post("/v1/requests", submission(self.service.new_csr(names[0], sans=names)))
        self.assertEqual(refused.status, 422, refused.body)
        self.assertEqual([(f["code"], f["field"]) for f in refused.json["findings"]], [("san.tooMany", "sans")])
        self.assertLess(len(refused.body), 2000)
        allowed = contact.post("/v1/requests", submission(self.service.new_csr(names[0], sans=names[:100])))
        self.assertEqual(allowed.status, 201, allowed.body)
        listed = next(item for item in all_items(contact, "/v1/requests") if item["id"] == allowed.json["id"])
        self.assertIsNone(listed["csr"])
        detail = contact.get("/v1/requests/" + allowed.json["id"]).json
        self.assertIn("BEGIN CERTIFICATE REQUEST", detail["csr"])
        self.assertEqual(len(detail["sans"]), 100)


if __name__ == "__main__":
    unittest.main()
