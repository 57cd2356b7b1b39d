# SPDX-License-Identifier: Apache-2.0
"""SIGKILL in the middle of enrolments that come in over 6 connections: each exists once or not at all, and whoever got
a receipt finds it, and is written to."""
import http.client
import os
import queue
import random
import threading
import unittest

from enrollments import changed, new_form
from practiceservice import ServiceTestCase, all_items, new_key

ENROLLMENTS = 60
CONNECTIONS = 6
KILLS = 3


class EnrollmentKillTest(ServiceTestCase):
    def send_until_killed(self, todo, answers, kill_after):
        """Sends each; kills the service after so many answers (None: lets it live)."""
        waiting = queue.SimpleQueue()
        for item in todo:
            waiting.put(item)
        lock = threading.Lock()
        left = [kill_after]
        killed = threading.Event()

        def work():
            while not killed.is_set():
                try:
                    key, form = waiting.get_nowait()
                except queue.Empty:
                    return
                # From addresses of their own, to recipients of their own: each is mailed.
                number = int(form["contact"]["mail"].split("@")[0].split("-")[1])
                client = self.service.anonymous(source=f"127.0.1.{number % 200 + 1}")
                try:
                    answer = client.post("/v1/enrollments", form, key)
                except (OSError, http.client.HTTPException):
                    continue
                with lock:
                    answers.setdefault(key, []).append(answer)
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

    def check_consistent(self, answers):
        """Each is kept once, with its submission on the audit trail; what was answered is there."""
        examiner = self.service.examiner()
        rows = all_items(examiner, "/v1/enrollments")
        names = [row["subscriberName"] for row in rows]
        self.assertEqual(len(set(names)), len(names))
        audit = all_items(examiner, "/v1/audit")
        self.assertEqual([row["sequence"] for row in audit], list(range(1, len(audit) + 1)))
        submitted = [row["objectId"] for row in audit if row["objectKind"] == "enrollment"]
        self.assertEqual(sorted(submitted), sorted(row["receipt"] for row in rows))
        told = {answer.json["receipt"] for given in answers.values() for answer in given}
        self.assertLessEqual(told, {row["receipt"] for row in rows})
        return rows

    def test_kill(self):
        form = new_form(self.service)
        todo = [(new_key(), changed(form, {"subscriberName": f"株式会社サンプル{i}",
                                         "contact.mail": f"tanaka-{i}@example.jp"})) for i in range(ENROLLMENTS)]
        seed = random.SystemRandom().randrange(1 << 32)
        moments = random.Random(seed)
        print("seed", seed)
        answers = {}
        for _ in range(KILLS):
            again = [item for item in todo if item[0] not in answers]
            again += moments.sample([item for item in todo if item[0] in answers], min(5, len(answers)))
            moments.shuffle(again)
            self.send_until_killed(again, answers, moments.randint(3, 20))
            self.service.start()
            self.check_consistent(answers)
        self.send_until_killed(todo, answers, None)
        self.assertEqual(len(answers), ENROLLMENTS)
        for given in answers.values():
            self.assertEqual({answer.status for answer in given}, {201}, given[0].body)
            self.assertEqual(len({answer.body for answer in given}), 1)
        rows = self.check_consistent(answers)
        self.assertEqual(len(rows), ENROLLMENTS)
        self.service.await_mails()
        mails = set(os.listdir(self.service.values["MAIL_DIR"]))
        self.assertLessEqual({f"enrollment-{row['receipt']}-1.eml" for row in rows}, mails)


if __name__ == "__main__":
    unittest.main()
