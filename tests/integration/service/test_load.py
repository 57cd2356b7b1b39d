# SPDX-License-Identifier: Apache-2.0
"""What strangers may take of the service: connections, memory, rows of the audit trail, sign-ins. Counts and sizes with
wide margins, no times; and operators come in all the while."""
import os
import resource
import socket
import ssl
import threading
import unittest

from practiceservice import ServiceTestCase, all_items, read_text

CONNECTIONS = 2048  # of a listener, ServiceConfig


class LoadTest(ServiceTestCase):
    @classmethod
    def setUpClass(cls):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 16384)), hard))
        cls.addClassCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        super().setUpClass()

    def address(self, site):
        url = self.service.values[site]
        host, port = url.split("//")[1].rsplit(":", 1)
        return "127.0.0.1" if host == "localhost" else host, int(port)

    def connect(self, site, source):
        return socket.create_connection(self.address(site), timeout=60, source_address=(source, 0))

    def resident(self):
        with open(f"/proc/{self.service.pid}/status", encoding="ascii") as file:
            return int(next(line for line in file if line.startswith("VmRSS:")).split()[1]) // 1024

    def assert_operator_comes_in(self):
        self.assertEqual(self.service.operator(source="127.0.0.1").get("/v1/session").status, 200)

    def test_two_addresses_do_not_fill_a_listener(self):
        for site in ("OPERATOR_URL", "EXAMINER_URL"):
            held = []
            self.addCleanup(lambda sockets=held: [each.close() for each in sockets])
            for i in range(CONNECTIONS + 200):
                held.append(self.connect(site, f"127.0.0.{2 + i % 2}"))
            self.assert_operator_comes_in()
            self.assertEqual(self.service.examiner(source="127.0.0.1").get("/v1/session").status, 200)
            # From one of the two as well.
            self.assertEqual(self.service.operator(source="127.0.0.2").get("/v1/session").status, 200)

    def test_half_sent_bodies_stay_small(self):
        before = self.resident()
        context = ssl.create_default_context(cafile=self.service.values["CA_FILE"])
        head = (b"POST /v1/enrollments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                b"Content-Length: 262144\r\n\r\n")
        held = []
        self.addCleanup(lambda: [each.close() for each in held])
        for i in range(2000):
            try:
                each = context.wrap_socket(self.connect("APPLICATION_URL", f"127.0.2.{1 + i % 40}"),
                                           server_hostname="localhost")
                held.append(each)
                each.sendall(head + b"x" * 260000)
            except OSError:
                pass  # refused while it was being sent
        grown = self.resident() - before
        print("2,000 half-sent bodies of 260 kB:", grown, "MB")
        self.assertLess(grown, 200)
        self.assertEqual(self.service.anonymous().get("/v1/health").status, 200)
        self.assertEqual(self.service.contact().get("/v1/session").status, 200)
        self.assert_operator_comes_in()

    def test_refused_handshakes_are_summed(self):
        count, threads = 2000, 4

        def refuse(number):
            for _ in range(count // threads):
                with self.connect("OPERATOR_URL", f"127.0.3.{1 + number}") as each:
                    each.sendall(b"GET / HTTP/1.1\r\n\r\n")
                    each.recv(100)

        before = len(all_items(self.service.examiner(), "/v1/audit"))
        workers = [threading.Thread(target=refuse, args=(i,)) for i in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        rows = all_items(self.service.examiner(), "/v1/audit")[before:]
        refused = [row for row in rows if row["action"] == "refuse"]
        print(count, "refused handshakes:", len(refused), "rows")
        self.assertTrue(refused)
        self.assertLess(len(refused), 40)  # ten and the sums a minute
        for row in refused:
            self.assertLess(len(str(row)), 2000)

    def test_sign_ins_leave_the_operators_alone(self):
        """More sign-ins at once than the queue takes: the rest is told to come again, and operators are served."""
        statuses, lock = [], threading.Lock()

        def sign_in(number):
            client = self.service.anonymous(source=f"127.0.4.{1 + number % 150}")
            answer = client.request("POST", "/v1/session", {"loginId": f"nobody-{number}", "password": "wrong"})
            with lock:
                statuses.append((answer.status, answer.headers["Retry-After"]))

        workers = [threading.Thread(target=sign_in, args=(i,)) for i in range(150)]
        for worker in workers:
            worker.start()
        self.assert_operator_comes_in()
        for worker in workers:
            worker.join()
        self.assertEqual(len(statuses), 150)
        self.assertEqual({status for status, _ in statuses} - {401, 503}, set())
        self.assertIn(401, [status for status, _ in statuses])
        for status, retry in statuses:
            if status == 503:
                self.assertGreater(int(retry), 0)


class SignInTest(ServiceTestCase):
    def sign_in(self, source, password=None, who="CONTACT"):
        body = {"loginId": self.service.values[who + "_ID"],
                "password": password or read_text(self.service.values[who + "_PASSWORD_FILE"])}
        return self.service.anonymous(source=source).request("POST", "/v1/session", body).status

    def mails(self):
        self.service.await_mails()
        return [name for name in os.listdir(self.service.values["MAIL_DIR"]) if name.startswith("sign-in-")]

    def test_wrong_passwords_lock_one_place_only(self):
        before, warned = len(self.mails()), self.warnings()
        statuses = [self.sign_in("127.0.5.1", f"wrong {i}") for i in range(11)]
        self.assertEqual(statuses, [401] * 10 + [429])
        self.assertEqual(self.sign_in("127.0.5.1"), 429)  # also with the right one
        self.assertEqual(self.sign_in("127.0.5.2"), 200)  # the owner, from elsewhere
        # The owner is told once, whatever comes after.
        self.assertEqual([self.sign_in("127.0.5.3", f"wrong {i}") for i in range(11)], [401] * 10 + [429])
        self.assertEqual(len(self.mails()), before + 1)
        self.assertEqual(self.warnings(), warned + 1)

    def warnings(self):
        return sum(row["action"] == "warnOfGuessing" for row in all_items(self.service.examiner(), "/v1/audit"))

    def test_guessing_from_everywhere_leaves_the_known_place_open(self):
        self.assertEqual(self.sign_in("127.0.6.200", who="CONTACT2"), 200)
        statuses = [self.sign_in(f"127.0.6.{1 + i // 9}", f"wrong {i}", "CONTACT2") for i in range(101)]
        self.assertEqual(statuses, [401] * 100 + [429])
        self.assertEqual(self.sign_in("127.0.6.199", who="CONTACT2"), 429)  # never seen before
        self.assertEqual(self.sign_in("127.0.6.200", who="CONTACT2"), 200)
        # Of a login ID that nobody has, the same is told.
        unknown = self.service.anonymous(source="127.0.6.199")
        answer = unknown.request("POST", "/v1/session", {"loginId": "nobody", "password": "wrong"})
        self.assertEqual(answer.status, 401)


if __name__ == "__main__":
    unittest.main()
