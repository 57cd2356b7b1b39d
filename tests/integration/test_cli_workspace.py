# SPDX-License-Identifier: Apache-2.0
"""What the command line does beside deciding: corrections, internal notes, revocations for a later time, and requests
that two operators approve."""

import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
from world import Practice, openssl, wait_until  # noqa: E402

BUILD = pathlib.Path(os.environ["TEGATA_BINARY_DIR"])
SOURCE = pathlib.Path(os.environ["TEGATA_SOURCE_DIR"])
SUBJECT = "/C=JP/ST=東京都/L=港区/O=株式会社サンプル/CN={}"
JAPAN = datetime.timezone(datetime.timedelta(hours=9))


def in_seconds(seconds):
    """A time as a person in Japan writes it."""
    at = datetime.datetime.now(JAPAN) + datetime.timedelta(seconds=seconds)
    return at.replace(microsecond=0).isoformat()


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class WorkspaceCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.work = pathlib.Path(cls.folder.name)
        cls.practice = Practice(BUILD / "bin", cls.work / "practice", "--approvals-ev", "2").start()
        cls.addClassCleanup(cls.practice.stop)
        values = cls.practice.values
        cls.contact = ["--user", values["CONTACT_ID"], "--password-file", values["CONTACT_PASSWORD_FILE"]]
        cls.first = cls.practice.as_operator()
        cls.second = cls.practice.as_operator("OPERATOR2_P12")

    def cli(self, *arguments, code=0):
        done = self.practice.run_cli(*arguments, check=False)
        self.assertEqual(done.returncode, code, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return json.loads(done.stdout) if done.stdout else None

    def lines(self, *arguments):
        """What a person reads."""
        done = subprocess.run([BUILD / "bin" / "tegata-cli", "--site", self.practice.environment_file, *arguments],
                              capture_output=True, text=True, encoding="utf-8", timeout=120, check=True,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})
        return [line.split("\t") for line in done.stdout.splitlines()]

    def submit(self, name, *options):
        key, csr = self.work / f"{name}.key", self.work / f"{name}.csr"
        openssl("req", "-new", "-utf8", "-noenc", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout", key,
                "-out", csr, "-subj", SUBJECT.format(name))
        result = self.cli(*self.contact, "request", "submit", csr, *options)["results"][0]
        self.assertEqual((result["outcome"], result["state"]), ("done", "pending"))
        return result["id"]

    def queue(self, who, action, identity, *options, code=0):
        return self.cli(*who, "queue", action, identity, *options, code=code)["results"][0]

    def show(self, identity):
        return self.cli(*self.first, "queue", "show", identity)

    def issued(self, name):
        identity = self.submit(name)
        self.assertEqual(self.queue(self.first, "approve", identity)["state"], "issued")
        return self.show(identity)["serial"]


class ApprovalsAndEditsTest(WorkspaceCase):
    def test_two_approve_and_an_edit_begins_anew(self):
        identity = self.submit("four-eyes.example.jp", "--product", "ev")
        partly = self.queue(self.first, "approve", identity)
        self.assertEqual((partly["outcome"], partly["state"]), ("done", "partly_approved"))
        shown = self.show(identity)
        self.assertEqual((shown["approvalsNeeded"], [each["name"] for each in shown["approvers"]]), (2, ["山田 太郎"]))
        self.assertIn(["approvals", "1/2", "山田 太郎"], self.lines(*self.first, "queue", "show", identity))
        self.assertEqual([item["approvedBy"] for item in self.cli(*self.first, "queue", "list")["items"]
                          if item["id"] == identity], [shown["approvedBy"]])
        again = self.queue(self.first, "approve", identity, code=1)
        self.assertEqual((again["outcome"], again["findings"][0]["code"]), ("refused", "approval.approvedAlready"))
        self.assertTrue(again["findings"][0]["message"] and again["findings"][0]["remedy"])

        edited = self.queue(self.second, "edit", identity, "--notify", "new@example.jp", "--note", "宛先の訂正")
        self.assertEqual((edited["outcome"], edited["state"], edited["version"]), ("done", "pending",
                                                                                   partly["version"] + 1))
        shown = self.show(identity)
        self.assertEqual((shown["approvers"], shown["notifyMail"]), ([], "new@example.jp"))
        self.assertIn(["approvals", "0/2", ""], self.lines(*self.first, "queue", "show", identity))
        self.assertEqual((shown["history"][-1]["action"], shown["history"][-1]["note"]), ("edit", "宛先の訂正"))
        own = self.queue(self.second, "approve", identity, code=1)
        self.assertEqual(own["findings"][0]["code"], "approval.editedLast")

        self.assertEqual(self.queue(self.first, "approve", identity)["state"], "partly_approved")
        as_ov = self.queue(self.second, "edit", identity, "--product", "ov", "--language", "ja", "--note", "OVで可")
        self.assertEqual(as_ov["state"], "pending")
        shown = self.show(identity)
        self.assertEqual((shown["product"], shown["approvalsNeeded"]), ("ov", 1))
        self.assertNotIn("approvals", [line[0] for line in self.lines(*self.first, "queue", "show", identity)])
        self.assertEqual(self.queue(self.first, "approve", identity)["state"], "issued")

    def test_renewal_is_corrected(self):
        serial = self.issued("renewed.example.jp")
        identity = self.submit("renewing.example.jp")
        self.queue(self.first, "edit", identity, "--renewal-of", serial, "--note", "更新でした")
        self.assertEqual(self.show(identity)["renewalOf"], serial)
        self.queue(self.first, "edit", identity, "--renewal-of", "", "--note", "新規でした")
        self.assertIsNone(self.show(identity)["renewalOf"])

    def test_what_is_not_edited(self):
        identity = self.submit("refused-edit.example.jp")
        note = ("--note", "x")
        for options, field in ((("--renewal-of", "AB", *note), "renewalOf"), (("--notify", "a b", *note), "notifyMail"),
                               (("--product", "ov", *note), "product")):
            with self.subTest(options):
                refused = self.queue(self.first, "edit", identity, *options, code=2)
                self.assertEqual((refused["outcome"], refused["error"]["code"], refused["error"]["field"]),
                                 ("refused", "invalidArgument", field))
                self.assertTrue(refused["message"] and refused["error"]["remedy"])
        for options in (("--product", "ev"), ("--product", "ev", "--note", " "), ("--product", "dv", *note),
                        ("--language", "fr", *note), ("--product", "ev", *note, "--expect-version", "new"),
                        ("another-id", "--product", "ev", *note), note):
            with self.subTest(options):
                self.cli(*self.first, "queue", "edit", identity, *options, code=2)
        self.assertEqual(self.queue(self.first, "edit", "no-such-request", "--product", "ev", *note, code=1)["outcome"],
                         "refused")
        version = self.show(identity)["version"]
        stale = self.queue(self.first, "edit", identity, "--product", "ev", *note, "--expect-version", str(version + 1),
                           code=4)
        self.assertEqual((stale["outcome"], stale["version"]), ("conflict", version))
        self.queue(self.second, "claim", identity)
        self.assertEqual(self.queue(self.first, "edit", identity, "--product", "ev", *note, code=4)["outcome"],
                         "conflict")
        self.queue(self.second, "reject", identity, *note)
        closed = self.queue(self.first, "edit", identity, "--product", "ev", *note, code=4)
        self.assertEqual((closed["outcome"], closed["state"]), ("conflict", "rejected"))


class NotesTest(WorkspaceCase):
    def test_notes_of_several_requests_in_every_state(self):
        one, two = self.submit("note-one.example.jp"), self.submit("note-two.example.jp")
        version = self.show(one)["version"]
        results = self.cli(*self.first, "queue", "note", one, two, "--note", "電話で確認済み")["results"]
        self.assertEqual([(each["id"], each["outcome"]) for each in results], [(one, "done"), (two, "done")])
        self.assertEqual(results[0]["version"], version)
        self.queue(self.first, "reject", two, "--note", "誤り")
        self.queue(self.second, "note", two, "--note", "  あとから  ")
        shown = self.show(two)
        self.assertEqual([(note["actor"]["name"], note["text"]) for note in shown["notes"]],
                         [("山田 太郎", "電話で確認済み"), ("鈴木 花子", "あとから")])
        read = [line for line in self.lines(*self.first, "queue", "show", two) if line[0] == "internalNote"]
        self.assertEqual([line[2:] for line in read], [["山田 太郎", "電話で確認済み"], ["鈴木 花子", "あとから"]])
        self.assertEqual(self.cli(*self.contact, "request", "show", two)["notes"], [])

    def test_what_is_no_note(self):
        identity = self.submit("note-none.example.jp")
        for options in ((), ("--note", " "), ("--note", "x", "--product", "ev")):
            with self.subTest(options):
                self.cli(*self.first, "queue", "note", identity, *options, code=2)
        refused = self.queue(self.first, "note", identity, "--note", "x" * 1001, code=2)
        self.assertEqual((refused["outcome"], refused["error"]["field"]), ("refused", "text"))
        self.assertEqual(self.show(identity)["notes"], [])


class ScheduleTest(WorkspaceCase):
    def revoke(self, serial, *options, code=0):
        return self.cli(*self.first, "cert", "revoke", serial, "--reason", "superseded", *options, code=code)

    def state(self, serial):
        return self.cli(*self.first, "cert", "show", serial)

    def test_schedule_replace_and_cancel(self):
        serial = self.issued("schedule.example.jp")
        for at in ("tomorrow", "2026-12-01", "2026-12-01T09:00:00", in_seconds(-60), in_seconds(400 * 86400)):
            with self.subTest(at):
                self.revoke(serial, "--at", at, code=2)
        day, later = in_seconds(86400), in_seconds(2 * 86400)
        written = ":".join(re.findall("..", serial)).lower()  # as openssl writes a serial number
        scheduled = self.revoke(written, "--at", day, "--note", "切り替え後")["results"][0]
        self.assertEqual((scheduled["id"], scheduled["outcome"], scheduled["state"]), (serial, "done", "valid"))
        shown = self.state(serial)
        self.assertEqual((moment(shown["revokeAt"]), shown["revokeAtReason"]), (moment(day), "superseded"))
        self.assertIn("revokeAt", [line[0] for line in self.lines(*self.first, "cert", "show", serial)])
        self.revoke(serial, "--at", later)
        self.assertEqual(moment(self.state(serial)["revokeAt"]), moment(later))
        stale = self.revoke(serial, "--at", day, "--expect-version", "1", code=4)["results"][0]
        self.assertEqual((stale["outcome"], stale["state"]), ("conflict", "valid"))

        cancel = ("cert", "cancel-revocation", serial)
        self.cli(*self.first, *cancel, "--expect-version", "1", code=4)
        cancelled = self.cli(*self.second, *cancel)["results"][0]
        self.assertEqual((cancelled["outcome"], cancelled["state"]), ("done", "valid"))
        self.assertIsNone(self.state(serial)["revokeAt"])
        self.assertNotIn("revokeAt", [line[0] for line in self.lines(*self.first, "cert", "show", serial)])
        self.assertEqual(self.cli(*self.first, *cancel, code=4)["results"][0]["outcome"], "conflict")
        self.cli(*self.first, "cert", "cancel-revocation", "ABCDEF", code=1)

    def test_carried_out_at_its_time(self):
        serial = self.issued("due.example.jp")
        at = in_seconds(4)
        self.assertEqual(self.revoke(serial, "--at", at)["results"][0]["state"], "valid")
        revoked = wait_until("the revocation at its time", lambda: (
            lambda shown: shown if shown["state"] == "revoked" else None)(self.state(serial)), 60)
        self.assertGreaterEqual(moment(revoked["revokedAt"]), moment(at))
        self.assertEqual((revoked["revocationReason"], revoked["revokeAt"]), ("superseded", None))
        late = self.cli(*self.first, "cert", "cancel-revocation", serial, code=4)["results"][0]
        self.assertEqual((late["outcome"], late["state"]), ("conflict", "revoked"))


class HelpTest(unittest.TestCase):
    def test_the_readme_names_every_command(self):
        shown = subprocess.run([BUILD / "bin" / "tegata-cli", "--help"], capture_output=True, text=True,
                               encoding="utf-8", timeout=60, check=True).stdout
        commands = re.findall(r"^  ([a-z]+(?: [a-z-]+)?) (?:[A-Z]|  )", shown, re.MULTILINE)
        for command in ("practice", "queue edit", "queue note", "cert revoke", "cert cancel-revocation", "log compare"):
            self.assertIn(command, commands)
        # Which options a command takes stands below it; each is explained once.
        taken = set(re.findall(r"--[a-z0-9-]+", shown.split("\n\n")[1]))
        explained = set(re.findall(r"^  (--[a-z0-9-]+)", shown, re.MULTILINE))
        self.assertFalse(taken - explained)
        readme = (SOURCE / "README.md").read_text(encoding="utf-8")
        section = readme.split("## On the command line")[1].split("\n## ")[0]
        for command in commands:
            group, _, action = command.partition(" ")
            self.assertRegex(section, rf"\b{group}\b[^\n·]*\b{re.escape(action)}\b", command)


if __name__ == "__main__":
    unittest.main(verbosity=2)
