# SPDX-License-Identifier: Apache-2.0
"""What the authority's staff does by tegata-service: a service begun from nothing, examiners let in and shut out while it
runs, and how a site runs. Looked at from outside: by openssl, by the sites, by the audit's own verification."""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import unittest

from practiceservice import SERVICE, START_LIMIT, Client, PracticeService, openssl, read_text

DONE, FOUND, WRONG_USE, NOT_POSSIBLE = range(4)


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def run(*arguments, code=DONE):
    done = subprocess.run([SERVICE, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8",
                          stdin=subprocess.DEVNULL, timeout=START_LIMIT, check=False)
    assert done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
    return done


def mode(path):
    return os.stat(path).st_mode & 0o777


class Administration(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="tegata-setup-"))
        self.addCleanup(shutil.rmtree, self.work)
        self.place = self.work / "service"
        self.ports = free_ports(4)
        self.options = ["--organization", "サンプル認証局", "--host", "localhost", "--address", "127.0.0.1",
                        "--ports", ",".join(map(str, self.ports)), "--status-url", f"http://127.0.0.1:{self.ports[3]}",
                        "--mail-from", "no-reply@ca.example.jp"]
        self.examiners = ["--examiner", "審査 花子=H.SHINSA", "--examiner", "Jiro Kakunin=J.KAKUNIN"]

    def init(self, code=DONE, options=None, examiners=None):
        done = run("init", self.place, "--json", *(self.options if options is None else options),
                   *(self.examiners if examiners is None else examiners), code=code)
        return json.loads(done.stdout) if code == DONE else done.stderr

    def start(self, config):
        process = subprocess.Popen([SERVICE, "--config", config], stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait, 60)
        self.addCleanup(process.terminate)
        self.assertEqual(process.stdout.readline(), "READY\n")
        return process

    def pem(self, identity, passphrase_file):
        """Key and certificate of a PKCS#12 file, as Python takes them."""
        pem = self.work / (pathlib.Path(identity).stem + ".pem")
        openssl("pkcs12", "-in", str(identity), "-passin", f"file:{passphrase_file}", "-nodes", "-out", str(pem))
        return str(pem)

    def examiner_site(self, made, pem):
        return Client(f"https://localhost:{self.ports[2]}", made["authorityFile"], identity=pem)

    def test_a_service_is_begun_from_nothing(self):
        made = self.init()
        self.assertEqual(mode(self.place), 0o700)
        for each in made["examiners"]:
            self.assertEqual(mode(each["identityFile"]), 0o600)
            self.assertEqual(mode(each["passphraseFile"]), 0o600)
        self.assertEqual(mode(made["authorityPassphraseFile"]), 0o600)
        # Nothing names the folder in which it was made, and no passphrase stands in what was printed.
        self.assertNotIn(".new", json.dumps(made))
        self.assertNotIn(".new", pathlib.Path(made["configFile"]).read_text(encoding="utf-8"))
        for each in made["examiners"]:
            self.assertNotIn(read_text(each["passphraseFile"]), json.dumps(made))
        shown = openssl("x509", "-in", made["authorityFile"], "-noout", "-fingerprint", "-sha256", "-subject", "-nameopt",
                        "utf8").stdout.decode()
        self.assertIn(made["rootFingerprint"], shown)
        self.assertIn("サンプル認証局", shown)
        self.assertIn("WHOLE", run("audit", "verify", self.place).stdout)

        self.start(made["configFile"])
        for each in made["examiners"]:
            client = self.examiner_site(made, self.pem(each["identityFile"], each["passphraseFile"]))
            session = client.get("/v1/session")
            self.assertEqual(session.status, 200, session.body)
            self.assertEqual(session.json["examiner"]["commonName"], each["commonName"])
            self.assertEqual(client.get("/v1/enrollments").json["items"], [])
        self.assertIn("WHOLE", run("audit", "verify", self.place).stdout)

    def test_a_wrong_set_up_makes_nothing(self):
        cases = {
            "one examiner": dict(examiners=self.examiners[:2]),
            "no common name": dict(examiners=["--examiner", "Taro", *self.examiners]),
            "small letters": dict(examiners=["--examiner", "Taro=t.yamada", *self.examiners]),
            "the same twice": dict(examiners=[*self.examiners[:2], *self.examiners[:2]]),
            "turned letters": dict(examiners=["--examiner", "Taro=T.YA\u202eMADA", *self.examiners]),
            "no URL": dict(options=[*self.options, "--status-url", "pki.example.jp"]),
            "no port": dict(options=[*self.options, "--ports", "1,2,3"]),
        }
        for name, given in cases.items():
            with self.subTest(name):
                self.assertIn("tegata-service: ", self.init(code=NOT_POSSIBLE, **given))
                self.assertEqual(list(self.work.iterdir()), [])
        self.assertIn("--organization", self.init(code=WRONG_USE, options=[]))
        self.assertEqual(list(self.work.iterdir()), [])

    def test_what_is_there_stays(self):
        self.place.mkdir()
        (self.place / "mine").write_text("kept")
        self.init(code=NOT_POSSIBLE)
        self.assertEqual([each.name for each in self.work.iterdir()], ["service"])
        self.assertEqual((self.place / "mine").read_text(), "kept")
        (self.place / "mine").unlink()
        interrupted = self.work / "service.new"
        interrupted.mkdir()
        (interrupted / "letter").write_text("somebody's")
        self.init(code=NOT_POSSIBLE)
        self.assertEqual((interrupted / "letter").read_text(), "somebody's")
        (interrupted / "letter").unlink()
        (interrupted / "data").mkdir()
        made = self.init()  # an empty folder gives way
        self.assertFalse(interrupted.exists())
        before = pathlib.Path(made["configFile"]).read_bytes()
        self.init(code=NOT_POSSIBLE)
        self.assertEqual(pathlib.Path(made["configFile"]).read_bytes(), before)

    def test_examiners_come_and_go_while_it_runs(self):
        made = self.init()
        self.start(made["configFile"])
        passphrase = self.work / "third.passphrase"
        passphrase.write_text("correct horse battery staple\n", encoding="utf-8")
        bundle = self.work / "third.p12"
        third = ["--name", "Saburo Third", "--common-name", "S.THIRD", "--out", bundle, "--passphrase-file", passphrase]
        added = json.loads(run("examiner", "add", self.place, *third, "--json").stdout)
        self.assertEqual(mode(bundle), 0o600)
        client = self.examiner_site(made, self.pem(bundle, passphrase))
        self.assertEqual(client.get("/v1/session").json["examiner"]["id"], added["id"])

        # The same name again, and a file that is there: nothing is made.
        run("examiner", "add", self.place, *third, code=NOT_POSSIBLE)
        third[5] = self.work / "again.p12"
        run("examiner", "add", self.place, *third, code=NOT_POSSIBLE)
        self.assertFalse(third[5].exists())
        self.assertEqual(len(self.list_examiners()), 3)

        run("examiner", "revoke", self.place, added["id"])
        self.assertEqual(client.get("/v1/session").status, 403)  # on the connection that is open
        gone = next(each for each in self.list_examiners() if each["id"] == added["id"])
        self.assertFalse(gone["active"])
        self.assertIsNotNone(gone["certificates"][0]["revokedAt"])
        run("examiner", "revoke", self.place, added["id"], code=NOT_POSSIBLE)
        first, second = (each["id"] for each in self.list_examiners() if each["active"])
        run("examiner", "revoke", self.place, first)
        self.assertIn("last", run("examiner", "revoke", self.place, second, code=NOT_POSSIBLE).stderr)
        self.assertEqual([each["id"] for each in self.list_examiners() if each["active"]], [second])
        run("examiner", "revoke", self.place, second, "--last")
        self.assertIn("WHOLE", run("audit", "verify", self.place).stdout)

    def list_examiners(self):
        return json.loads(run("examiner", "list", self.place, "--json").stdout)["items"]

    def test_a_site_is_set(self):
        service = PracticeService()
        service.start()
        self.addCleanup(service.remove)
        config = self.practice_config(service)
        sites = json.loads(run("site", "list", config, "--json").stdout)["items"]
        site = next(each for each in sites if each["sender"])
        done = json.loads(run("site", "set", config, site["site"], "approvals-ev=2", "policy=private-pki",
                              "sender=certs@example.jp", "--json").stdout)
        self.assertEqual((done["approvals-ev"], done["policy"], done["sender"]),
                         (2, "private-pki", "certs@example.jp"))
        registration = service.operator().get("/v1/registration").json
        self.assertEqual((registration["approvals"]["ev"], registration["policy"]), (2, "private-pki"))
        for wrong in ("approvals-ev=3", "policy=none-such", "sender=nobody"):
            with self.subTest(wrong):
                run("site", "set", config, site["site"], wrong, code=NOT_POSSIBLE)
        for wrong in ("approvals-ev=x", "colour=blue", "policy"):
            with self.subTest(wrong):
                run("site", "set", config, site["site"], wrong, code=WRONG_USE)
        run("site", "set", config, "S-none", "approvals-ev=2", code=NOT_POSSIBLE)
        after = json.loads(run("site", "list", config, "--json").stdout)["items"]
        self.assertEqual([each for each in after if each != done], [each for each in sites if each != site])
        self.assertIn("WHOLE", run("audit", "verify", service.directory).stdout)

    def practice_config(self, service):
        """The practice world has no file of its configuration: one that names its store and keys."""
        listener = {"address": "127.0.0.1", "port": 1}
        config = self.work / "practice.json"
        config.write_text(json.dumps({
            "dataDirectory": os.path.join(service.directory, "service"),
            "authorityPassphraseFile": os.path.join(service.directory, "service", "authority-passphrase"),
            "mailDirectory": os.path.join(service.directory, "mail"), "noticeFrom": "no-reply@ca.example.com",
            "application": listener, "operator": listener, "examiner": listener, "status": listener,
            "statusUrl": "http://127.0.0.1:1"}), encoding="utf-8")
        return config


if __name__ == "__main__":
    unittest.main()
