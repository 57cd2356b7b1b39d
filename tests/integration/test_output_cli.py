# SPDX-License-Identifier: Apache-2.0
"""The command line on a broken machine: a full disk, a standard output that is full, closed or read by nobody, names
that are not UTF-8, and an interrupted bulk run. Nothing is lost unsaid, nothing half-written is left, and no other file
than the one named is written."""

import json
import os
import pathlib
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
from world import Practice, openssl, wait_until  # noqa: E402

BUILD = pathlib.Path(os.environ["TEGATA_BINARY_DIR"])
CLI = BUILD / "bin" / "tegata-cli"
REQUESTS = 150


def run(*arguments, **more):
    more.setdefault("stdout", subprocess.PIPE)
    return subprocess.run([CLI, *arguments], stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=120,
                          env={**os.environ, "LC_ALL": "C.UTF-8"}, **more)


def no_room_for_files():
    """A disk without room, without needing one."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


class LocalCommands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.work = pathlib.Path(cls.folder.name)
        cls.csr = cls.work / "good.csr"
        openssl("req", "-new", "-utf8", "-noenc", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout",
                cls.work / "key.pem", "-out", cls.csr, "-subj", "/C=JP/O=Sample/CN=www.example.jp")
        cls.ca = cls.work / "ca.pem"
        openssl("req", "-x509", "-noenc", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout",
                cls.work / "ca.key", "-out", cls.ca, "-subj", "/CN=A CA", "-days", "10")

    def printing(self):
        return [["--version"], ["--help"], ["csr", "show", self.csr], ["domain", "check", "www.example.jp"],
                ["name", "check", "--kind", "english", "Sample Inc."], ["no-such-command"], ["csr", "show", "missing"]]

    def told(self, done, arguments):
        self.assertNotEqual(done.returncode, 0, arguments)
        self.assertIn(b"Some or all of the output was lost", done.stderr, arguments)

    def test_full_standard_output(self):
        for arguments in self.printing():
            with open("/dev/full", "wb") as full:
                done = run("--json", *arguments, stdout=full)
            self.told(done, arguments)
        for arguments in self.printing()[:5]:
            with open("/dev/full", "wb") as full:
                self.told(run(*arguments, stdout=full), arguments)

    def test_standard_output_that_nobody_reads(self):
        for arguments in self.printing():
            reader, writer = os.pipe()
            os.close(reader)
            done = run("--json", *arguments, stdout=writer)
            os.close(writer)
            self.told(done, arguments)

    def test_closed_standard_output(self):
        for arguments in self.printing():
            done = run("--json", *arguments, stdout=None, preexec_fn=lambda: os.close(1))
            self.told(done, arguments)
        # What is written gets no number of a standard stream: what is printed does not land in it.
        draft = self.work / "closed.json"
        run("draft", "new", draft, stdout=None, preexec_fn=lambda: os.close(1))
        json.loads(draft.read_text(encoding="utf-8"))

    def test_files_on_a_full_disk(self):
        before = sorted(os.listdir(self.work))
        site = ["site", "new", "--protocol", "dogtag", "--url", "https://ca.example.jp:8443", "--ca", self.ca, "--out"]
        for arguments in [[*site, self.work / "site.json"], ["draft", "new", self.work / "draft.json"]]:
            done = run(*arguments, preexec_fn=no_room_for_files)
            self.assertEqual(done.returncode, 1, done)
            self.assertIn(b"no space", done.stderr)
            self.assertEqual(sorted(os.listdir(self.work)), before)

    def test_devices_are_written_and_not_replaced(self):
        site = ["site", "new", "--protocol", "dogtag", "--url", "https://ca.example.jp:8443", "--ca", self.ca, "--out"]
        done = run("--json", *site, "/dev/full")
        self.assertEqual((done.returncode, json.loads(done.stdout)["error"]["code"]), (1, "diskFull"))
        self.assertTrue(pathlib.Path("/dev/full").is_char_device())
        done = run(*site, "/dev/stdout")
        self.assertEqual(done.returncode, 0, done)
        self.assertIn(b'"trustAnchors"', done.stdout)

    def test_wrong_use_in_json(self):
        wrong = [[], ["no-such-command"], ["csr"], ["csr", "show"], ["csr", "show", "a", "b"], ["--no-such-option"],
                 ["csr", "show", self.csr, "--note", "x"], ["csr", "show", self.csr, "--policy"],
                 ["queue", "approve", "1", "--expect-version", "x"], ["queue", "list", "--limit", "x"],
                 ["site", "new"], ["draft", "new"], ["csr", "show", b"caf\xe9.csr"]]
        for arguments in wrong:
            for place in (["--json", *arguments], [*arguments, "--json"]):
                if place[-2:] == ["--policy", "--json"]:
                    continue  # there it is the option's value
                done = run(*place)
                self.assertEqual(done.returncode, 2, (place, done))
                error = json.loads(done.stdout)["error"]
                self.assertEqual(error["code"], "invalidArgument", place)
                self.assertTrue(error["message"], place)
                self.assertTrue(done.stderr, place)
        for option in ("version", "help"):
            self.assertTrue(json.loads(run("--json", f"--{option}").stdout)[option])

    def test_a_lost_decision_log_is_told(self):
        site = self.work / "log-site.json"
        run("site", "new", "--protocol", "dogtag", "--url", "https://ca.example.jp:8443", "--ca", self.ca, "--out", site)
        folder = self.work / "profile" / "cache" / json.loads(site.read_text(encoding="utf-8"))["id"]
        command = ["--json", "--profile", self.work / "profile", "--site", site, "log", "verify"]
        done = run(*command)
        self.assertEqual((done.returncode, json.loads(done.stdout)["error"]["code"]), (1, "notFound"))
        folder.mkdir(parents=True)
        (folder / "decisions.sqlite.head").write_text("7 " + "ab" * 32 + "\n", encoding="ascii")
        done = run(*command)
        told = json.loads(done.stdout)
        self.assertEqual((done.returncode, told["damage"], told["firstBroken"], told["entries"]),
                         (1, "truncated", 1, 0))
        self.assertEqual(os.listdir(folder), ["decisions.sqlite.head"])  # looking makes nothing

    def test_names_that_are_not_utf8(self):
        folder = os.fsencode(self.work / "bytes")
        os.mkdir(folder)
        name = os.path.join(folder, b"caf\xe9")
        with open(name, "wb") as file:
            file.write(self.csr.read_bytes())
        for arguments in (["csr", "show", name], ["csr", "check", name], ["draft", "new", name + b".json"],
                          ["site", "new", "--protocol", "dogtag", "--url", "https://ca.example.jp:8443", "--ca", self.ca,
                           "--out", name + b".site"]):
            done = run(*arguments)
            self.assertEqual(done.returncode, 2, (arguments, done))
            self.assertIn(b"is not UTF-8", done.stderr)
            self.assertEqual(os.listdir(folder), [b"caf\xe9"])
        # UTF-8 in any script is a name like another.
        good = self.work / "証明書 ü.csr"
        good.write_bytes(self.csr.read_bytes())
        self.assertEqual(run("csr", "show", good).returncode, 0)


class AtASite(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.work = pathlib.Path(cls.folder.name)
        cls.practice = Practice(BUILD / "bin", cls.work / "practice", "--pending", str(REQUESTS)).start()
        cls.addClassCleanup(cls.practice.stop)
        cls.operator = cls.practice.as_operator()

    def requests(self):
        listed = self.practice.run_cli(*self.operator, "queue", "list", "--limit", "1000")
        return {each["id"]: each for each in json.loads(listed.stdout)["items"]}

    def test_download_on_a_full_disk(self):
        certificates = json.loads(self.practice.run_cli(*self.operator, "cert", "list").stdout)["items"]
        folder = self.work / "download"
        folder.mkdir()
        old = folder / "old.pem"
        old.write_text("the old certificate", encoding="ascii")
        command = ["--site", self.practice.environment_file, *self.operator, "cert", "download", "--serial",
                   certificates[0]["serial"], "--out"]
        for target in (old, folder / "new.pem", folder / "new.p7b"):
            done = run(*command, target, "--format", "p7b" if target.suffix == ".p7b" else "pem",
                       preexec_fn=no_room_for_files)
            self.assertEqual(done.returncode, 1, done)
            self.assertEqual(os.listdir(folder), ["old.pem"])
            self.assertEqual(old.read_text(encoding="ascii"), "the old certificate")
        old.chmod(0o644)
        self.assertEqual(run(*command, old).returncode, 0)
        self.assertEqual(old.stat().st_mode & 0o777, 0o644)

    def test_interrupted_bulk_run(self):
        ids = [name for name, each in self.requests().items() if each["state"] == "pending"]
        self.assertGreater(len(ids), 20)
        service = self.practice._process  # the one place that needs its number
        bulk = subprocess.Popen([CLI, "--json", "--site", self.practice.environment_file, *self.operator, "queue",
                                 "note", *ids, "--note", "interrupted"],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "LC_ALL": "C.UTF-8"})
        wait_until("the second of them is noted, so the first is answered", self.notes_kept)
        service.send_signal(signal.SIGSTOP)
        try:
            bulk.send_signal(signal.SIGINT)
            printed, _ = bulk.communicate(timeout=60)
        finally:
            service.send_signal(signal.SIGCONT)
        self.assertEqual(bulk.returncode, -signal.SIGINT)
        results = json.loads(printed)["results"]
        self.assertEqual([each["id"] for each in results], ids)
        outcomes = [each["outcome"] for each in results]
        self.assertEqual(outcomes[0], "done")
        self.assertEqual(outcomes[-1], "notDone")
        self.assertLessEqual(outcomes.count("unknown"), 1)
        self.assertEqual(sorted(outcomes, key=["done", "unknown", "notDone"].index), outcomes)
        for each in results:
            self.assertTrue(each["outcome"] == "done" or each["message"])
            if each["outcome"] != "unknown":
                self.assertEqual(self.noted(each["id"]), each["outcome"] == "done", each)

    def notes_kept(self):
        """Looked at in the store itself: a call over the wire would take as long as the whole run."""
        end = time.monotonic() + 0.5
        store = sqlite3.connect(f"file:{self.practice.directory}/service/service.sqlite?mode=ro", uri=True)
        try:
            while time.monotonic() < end:
                if store.execute("SELECT COUNT(*) FROM internal_note").fetchone()[0] > 1:
                    return True
                time.sleep(0.002)
            return False
        finally:
            store.close()

    def noted(self, request):
        shown = self.practice.run_cli(*self.operator, "queue", "show", request)
        return any(note["text"] == "interrupted" for note in json.loads(shown.stdout)["notes"])


if __name__ == "__main__":
    unittest.main()
