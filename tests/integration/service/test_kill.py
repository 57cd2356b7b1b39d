# SPDX-License-Identifier: Apache-2.0
"""SIGKILL in the middle of 200 approvals over 8 connections: nothing is issued twice, nothing that was answered is lost."""
import http.client
import queue
import random
import threading
import unittest
from collections import Counter

from practiceservice import ServiceTestCase, all_items, new_key, submission

REQUESTS = 200
CONNECTIONS = 8
KILLS = 4


class KillTest(ServiceTestCase):
    def submitted(self):
        csrs = [self.service.new_csr(f"kill{i}.example.jp") for i in range(4)]
        contacts = [self.service.contact() for _ in csrs]
        made = []

        def submit(contact, csr):
            for _ in range(REQUESTS // len(csrs)):
                made.append(contact.post("/v1/requests", submission(csr)).json)

        threads = [threading.Thread(target=submit, args=pair) for pair in zip(contacts, csrs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(made), REQUESTS)
        return made

    def approve_until_killed(self, todo, answers, kill_after):
        """Sends every open approval; kills the service after so many answers (None: lets it live)."""
        waiting = queue.SimpleQueue()
        for request, key in todo:
            waiting.put((request, key))
        counter = threading.Lock()
        left = [kill_after]
        killed = threading.Event()

        def work():
            client = self.service.operator()
            while not killed.is_set():
                try:
                    request, key = waiting.get_nowait()
                except queue.Empty:
                    return
                try:
                    answer = client.post(f"/v1/requests/{request['id']}/approve",
                                         {"version": request["version"], "note": "kill test"}, key)
                except (OSError, http.client.HTTPException):
                    continue
                with counter:
                    answers.setdefault(request["id"], []).append(answer)
                    if left[0] is not None:
                        left[0] -= 1
                        if left[0] == 0:
                            killed.set()
                            self.service.kill()

        threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def test_kill(self):
        todo = [(request, new_key()) for request in self.submitted()]
        seed = random.SystemRandom().randrange(1 << 32)
        moments = random.Random(seed)
        print("seed", seed)
        answers = {}
        for _ in range(KILLS):
            # Every approval that was not answered, and some that were: their answers must come again.
            again = [pair for pair in todo if pair[0]["id"] not in answers]
            again += moments.sample([pair for pair in todo if pair[0]["id"] in answers], min(10, len(answers)))
            moments.shuffle(again)
            self.approve_until_killed(again, answers, moments.randint(5, 45))
            self.service.start()
            self.check_consistent()
        self.approve_until_killed(todo, answers, None)

        self.assertEqual(len(answers), REQUESTS)
        for request_id, given in answers.items():
            self.assertEqual({answer.status for answer in given}, {200}, request_id)
            self.assertEqual(len({answer.body for answer in given}), 1, request_id)
        issued = self.check_consistent()
        for request, _ in todo:
            self.assertEqual(issued[request["id"]], answers[request["id"]][0].json["serial"])

    def check_consistent(self):
        """Requests, certificates and audit trail tell the same story. Answers request id → serial."""
        operator = self.service.operator()
        requests = {r["id"]: r for r in all_items(operator, "/v1/requests")}
        certificates = all_items(operator, "/v1/certificates")
        by_request = Counter(certificate["requestId"] for certificate in certificates)
        self.assertEqual(set(by_request.values()), {1})
        issued = {r["id"]: r["serial"] for r in requests.values() if r["state"] == "issued"}
        self.assertEqual(issued, {c["requestId"]: c["serial"] for c in certificates})
        self.assertLessEqual({r["state"] for r in requests.values() if r["id"] not in issued},
                             {"pending", "on_hold", "rejected", "cancelled"})

        rows = all_items(self.service.examiner(), "/v1/audit")
        self.assertEqual([row["sequence"] for row in rows], list(range(1, len(rows) + 1)))
        own = [row for row in rows if row["customerId"] == "C0000001"]
        births = Counter(row["objectId"] for row in own
                         if row["action"] == "issue" and row["objectKind"] == "certificate" and
                         "requestId" in row["evidence"])
        self.assertEqual(births, Counter(issued.values()))
        for action in ("approve", "issue"):
            done = Counter(row["objectId"] for row in own if row["action"] == action and row["objectKind"] == "request")
            self.assertEqual(done, Counter(issued.keys()), action)
        return issued


if __name__ == "__main__":
    unittest.main()
